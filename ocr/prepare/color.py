"""Colored ink over black print: seals, stamps and signatures are taken out of the picture that is read.

Only where black print lies in or under the colored ink; letterheads and headings in color stay. The brightest of the
three channels shows colored ink light and black print dark, so that one stretch of the gray levels parts them.
Measured: names and numbers under a seal are lost without this (7 of 8 pages with a stamp over the signature).
"""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.pages.source import Pixels
from ocr.prepare.ink import Gray, connected
from ocr.prepare.light import brightest_channel
from ocr.prepare.shrinking import shrunk_by
from ocr.values import Box

LOOK_LONG_SIDE = 880  # pixels, about: A4 at 75 dpi
LEAST_CHROMA = 40  # difference of the channels beyond that of the paper
NEAR_CHROMA = 18  # edges of strokes
JOIN_PX = 7  # at looking size: parts of one seal
LEAST_SIZE = 0.04  # of the page's long side, both ways: 12 mm of A4
BLACK = 0.55  # of the paper's brightness: all channels are darker in black print
FEWEST_BLACK = 30  # pixels of print at looking size
WHITE = 245


def without_colored_ink(pixels: Pixels, gray: Gray) -> tuple[Gray, bool]:
    """The gray picture with colored ink over print made paper, and whether there was any."""
    if pixels.ndim == 2:
        return gray, False
    patches = list(_patches(pixels))
    if not patches:
        return gray, False
    cleaned = gray.copy()
    for patch in patches:
        cut = _cut(patch, gray.shape)
        cleaned[cut] = _parted(np.ascontiguousarray(pixels[cut]), gray[cut])
    return cleaned, True


def _patches(pixels: Pixels) -> Iterator[Box]:
    """Where colored ink of the size of a seal or signature meets black print."""
    small = shrunk_by(pixels, max(1, round(max(pixels.shape) / LOOK_LONG_SIDE)))
    chroma, brightest = _chroma(small), brightest_channel(small)
    colored = (chroma > np.median(chroma) + LEAST_CHROMA).astype(np.uint8)
    if int(colored.sum()) < FEWEST_BLACK:
        return
    black = (brightest < BLACK * np.percentile(brightest, 90)) & (colored == 0)
    height, width = colored.shape
    joined = cv2.morphologyEx(colored, cv2.MORPH_CLOSE, np.ones((JOIN_PX, JOIN_PX), np.uint8))
    _, found = connected(np.asarray(joined, np.uint8))
    least = LEAST_SIZE * max(height, width)
    for left, top, wide, high, _ in found[1:]:
        inside = black[top : top + high, left : left + wide]
        if min(wide, high) >= least and int(inside.sum()) >= FEWEST_BLACK:
            yield Box(left / width, top / height, (left + wide) / width, (top + high) / height)


def _cut(patch: Box, shape: tuple[int, ...]) -> tuple[slice, slice]:
    """Rows and columns of a patch in a picture of `shape`."""
    height, width = shape[:2]
    rows = slice(int(patch.y0 * height), int(patch.y1 * height) + 1)
    return rows, slice(int(patch.x0 * width), int(patch.x1 * width) + 1)


def _chroma(pixels: Pixels) -> NDArray[np.int16]:
    return np.asarray(brightest_channel(pixels), np.int16) - np.asarray(_darkest(pixels), np.int16)


def _darkest(pixels: Pixels) -> Gray:
    red, green, blue = cv2.split(pixels)
    return np.asarray(cv2.min(cv2.min(red, green), blue), dtype=np.uint8)


def _parted(pixels: Pixels, gray: Gray) -> Gray:
    """One patch: near colored ink, levels from print to colored ink are stretched from print to paper."""
    chroma, brightest = _chroma(pixels), brightest_channel(pixels)
    base = np.median(chroma)
    strong = chroma > base + LEAST_CHROMA
    near = cv2.dilate((chroma > base + NEAR_CHROMA).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    if not strong.any():
        return gray
    ink = float(np.percentile(brightest[~strong], 2)) if (~strong).any() else 0.0
    seal = float(np.percentile(brightest[strong], 15))
    if seal < ink + LEAST_CHROMA:
        return np.where(near, brightest, gray)
    steps = (np.arange(256, dtype=np.float32) - ink) * ((WHITE - ink) / (seal - ink)) + ink
    table = np.clip(steps, 0, WHITE).astype(np.uint8)
    return np.where(near, np.maximum(table[brightest], gray), gray)
