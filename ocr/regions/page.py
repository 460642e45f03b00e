"""The page made small, with what is known of it: its ink by color, and where print was read."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np

from ocr.pages.source import Pixels
from ocr.prepare.ink import Gray, Mask
from ocr.prepare.shrinking import shrunk_to
from ocr.regions.tint import Tint, tint_of, whitened
from ocr.values import Box, Word

PixelBox = tuple[int, int, int, int]

PRINT_CONFIDENCE = 0.6  # words read so well are print
EDGE_PX = 5  # round a word belongs to it
WHITE = 255
LOOK_LONG_SIDE = 1170  # pixels: A4 at 100 dpi


@dataclass(frozen=True)
class SmallPage:
    """The page at 100 dpi or so, divided by its paper; `tint` is None for a gray page, `printed` marks words read."""

    white: Gray
    tint: Tint | None
    printed: Mask
    scale: float

    @cached_property
    def unread(self) -> Gray:
        """The picture without the words that were read."""
        return np.where(self.printed > 0, np.uint8(WHITE), self.white)

    def fractions(self, box: PixelBox) -> Box:
        """A box of this picture in fractions of the page."""
        height, width = self.white.shape
        return Box(box[0] / width, box[1] / height, min(1.0, box[2] / width), min(1.0, box[3] / height))


def small_page(pixels: Pixels, words: Sequence[Word]) -> SmallPage:
    """Shrink the page and tell paper, color and read print."""
    height, width = pixels.shape[:2]
    scale = min(1.0, LOOK_LONG_SIDE / max(height, width))
    small = shrunk_to(pixels, (max(1, round(width * scale)), max(1, round(height * scale))))
    white, printed = whitened(small), np.zeros(small.shape[:2], np.uint8)
    for word in words:
        if word.confidence >= PRINT_CONFIDENCE:
            printed[_part(word.box, small.shape)] = 1
    printed = np.asarray(cv2.dilate(printed, np.ones((EDGE_PX, EDGE_PX), np.uint8)), dtype=np.uint8)
    if white.ndim == 2:
        return SmallPage(white, None, printed, scale)
    tint = tint_of(white).above_print(printed)
    return SmallPage(tint.brightest, tint, printed, scale)


def _part(box: Box, shape: tuple[int, ...]) -> tuple[slice, slice]:
    height, width = shape[:2]
    return (
        slice(round(box.y0 * height), round(box.y1 * height)),
        slice(round(box.x0 * width), round(box.x1 * width)),
    )
