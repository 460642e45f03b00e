"""Smaller pictures of a page, made quickly.

OpenCV averages areas quickly by whole numbers only (2 ms a page); by any other factor it takes 20 to 60 ms.
"""

import cv2
import numpy as np

from ocr.pages.source import Pixels


def shrunk_by(pixels: Pixels, factor: int) -> Pixels:
    """Each FACTOR x FACTOR pixels averaged to one; what is left over at the right and lower edge is dropped."""
    height, width = (side // factor for side in pixels.shape[:2])
    if factor == 1 or not height or not width:
        return pixels
    whole = pixels[: height * factor, : width * factor]
    return np.asarray(cv2.resize(whole, (width, height), interpolation=cv2.INTER_AREA), dtype=np.uint8)


def shrunk_to(pixels: Pixels, size: tuple[int, int]) -> Pixels:
    """About `size` (width, height) by averaging, then exactly by interpolation. Never larger than given."""
    height, width = pixels.shape[:2]
    if size == (width, height):
        return pixels
    nearly = shrunk_by(pixels, max(1, min(width // size[0], height // size[1])))
    return np.asarray(cv2.resize(nearly, size, interpolation=cv2.INTER_LINEAR), dtype=np.uint8)
