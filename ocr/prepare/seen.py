"""The page as it is looked at: the gray picture, small enough to measure, its ink, its letters, its paper."""

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np

from ocr.pages.source import Pixels
from ocr.prepare.color import without_colored_ink
from ocr.prepare.ink import Gray, Letters, Mask, ink_mask, letters, measuring_size
from ocr.prepare.light import brightest_channel, gray_of, paper_of


@dataclass(frozen=True, eq=False)
class Seen:
    """A page in gray; `lost_ink` says that colored ink over print was taken out. The rest is made when it is needed."""

    gray: Gray
    lost_ink: bool

    @cached_property
    def small(self) -> Gray:
        """The page small enough to measure it in milliseconds."""
        return measuring_size(self.gray)

    @cached_property
    def mask(self) -> Mask:
        """Its ink."""
        return ink_mask(self.small)

    @cached_property
    def letters(self) -> Letters:
        """Its pieces of ink of the size of letters."""
        return letters(self.mask)

    @cached_property
    def paper(self) -> Gray:
        """Its paper without the ink, at an eighth of the small size."""
        return paper_of(self.small)

    def despeckled(self) -> "Seen":
        """The same page without specks of single pixels."""
        return Seen(np.asarray(cv2.medianBlur(self.gray, 3), dtype=np.uint8), self.lost_ink)


def look(pixels: Pixels, *, remove_color: bool) -> Seen:
    """Look at a page; `remove_color` for tinted or stained paper."""
    gray = brightest_channel(pixels) if remove_color else gray_of(pixels)
    return Seen(*without_colored_ink(pixels, gray))
