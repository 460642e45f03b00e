"""The page made small for measuring, by fractions that cost little."""

import cv2
import numpy as np

from ocr.pages.source import Pixels

LOOK_LONG_SIDE = 1170  # pixels: A4 at 100 dpi
STEP = 0.5  # averaging two by two costs a tenth of any other shrinking


def shrunk(pixels: Pixels) -> tuple[Pixels, float]:
    """The page at 100 dpi or so, and its scale."""
    scale = min(1.0, LOOK_LONG_SIDE / max(pixels.shape[:2]))
    small, left = pixels, scale
    while left < STEP:
        small, left = _scaled(small, STEP), left / STEP
    return _scaled(small, left), scale


def _scaled(pixels: Pixels, scale: float) -> Pixels:
    height, width = pixels.shape[:2]
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_LINEAR), dtype=np.uint8)
