"""Colored ink on a page, told from black print and from the tint of the paper.

Every channel is divided by the paper around it, so that yellowed paper and warm light are white; what then differs
between the channels is colored ink.
"""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from ocr.pages.source import Pixels
from ocr.prepare.ink import Gray, Mask

PAPER_STEP = 8  # the paper is estimated on every 8th pixel
LEAST_TINT, SURE_TINT = 13, 26  # gray levels between the channels: faint ink on a calm page, ink on any page
CALM_SHARE, CALM_FACTOR = 75, 2.6  # ink stands out of what three quarters of the page stay below, so many times
PRINT_SHARE, PRINT_FACTOR = 90, 1.6  # the same for the color that black print has on yellow paper
BETWEEN = (0.42, 0.6)  # of its tint: more green than that in red is brown (a stain), in blue it is turquoise
OTHER_HUE = 0.35  # of its tint: how far ink may lean to blue and still be taken for red, and the other way round
LEAST_PURITY = 0.22  # tint to depth: the colored fringes of black print have less
LEAST_DARK = 60  # below white: ink without color
BLACK = 110  # all channels darker than that: print, or print under a stamp
WHITE = 255

Hue = str
HUES: tuple[Hue, ...] = ("warm", "cool")
BLACK_INK: Hue = "black"  # no hue: darkness stands for tint


@dataclass(frozen=True)
class Tint:
    """How colored each pixel is, once for inks that lean to red and once for those that lean to blue.

    `black` marks print (1), `beside_print` print and the pixels round it, where scanners make colored fringes;
    `brightest` is the brightest channel, `level` the least tint that is ink on this page.
    """

    warm: Gray
    cool: Gray
    black: Mask
    beside_print: Mask
    brightest: Gray
    level: int

    def of(self, hue: Hue) -> Gray:
        """The tint of one hue."""
        return self.cool if hue == "cool" else self.warm

    def mask(self, hue: Hue) -> Mask:
        """The ink of one hue; where it touches print, print's colored fringe cannot be told from it and is left out."""
        ink = cv2.threshold(self.of(hue), self.level - 1, 1, cv2.THRESH_BINARY)[1]
        return np.asarray(cv2.subtract(ink, self.beside_print), dtype=np.uint8)

    def above_print(self, printed: Mask) -> "Tint":
        """The same with the color that print in general has left out; `printed` marks where black print was read."""
        places = printed[::4, ::4] > 0
        if not places.any():
            return self
        usual = float(np.percentile(np.maximum(self.warm[::4, ::4], self.cool[::4, ::4])[places], PRINT_SHARE))
        return replace(self, level=max(self.level, min(SURE_TINT, int(PRINT_FACTOR * usual))))

    def filled(self, hue: Hue, place: tuple[slice, slice], reach_px: int) -> Gray:
        """The tint of a part of the page; what black print covers is taken from the ink beside it."""
        tint = self.of(hue)[place]
        near = cv2.dilate(tint, np.ones((reach_px, reach_px), np.uint8))
        return np.where(self.black[place] > 0, near, tint)


def whitened(picture: Pixels) -> Pixels:
    """The picture divided by its paper, channel by channel."""
    height, width = picture.shape[:2]
    size = (max(1, width // PAPER_STEP), max(1, height // PAPER_STEP))
    coarse = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.morphologyEx(coarse, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8)), 15)
    full = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(picture, np.maximum(full, 1), scale=WHITE), dtype=np.uint8)


def tint_of(white: Pixels) -> Tint:
    """The tint of a whitened picture, by hue."""
    red, green, blue = (np.asarray(channel, dtype=np.uint8) for channel in cv2.split(white))
    brightest, darkest = np.maximum(np.maximum(red, green), blue), np.minimum(np.minimum(red, green), blue)
    tint = brightest - darkest
    calm = CALM_FACTOR * float(np.percentile(tint[::4, ::4], CALM_SHARE))
    pure = _no_more(_share(~darkest, LEAST_PURITY), tint)
    lean = _share(tint, OTHER_HUE)
    warm = _no_more(_above(blue, red), lean) & _no_more(_above(green, blue), _share(tint, BETWEEN[0]))
    cool = _no_more(_above(red, blue), lean) & _no_more(_above(green, red), _share(tint, BETWEEN[1]))
    tint = tint & pure
    black = np.asarray(cv2.threshold(brightest, BLACK, 1, cv2.THRESH_BINARY_INV)[1], dtype=np.uint8)
    black[tint > 0] = 0
    return Tint(
        warm=tint & warm,
        cool=tint & cool,
        black=black,
        brightest=brightest,
        beside_print=np.asarray(cv2.dilate(black, np.ones((3, 3), np.uint8)), dtype=np.uint8),
        level=int(min(SURE_TINT, max(LEAST_TINT, calm))),
    )


def darkness_of(white: Gray) -> Tint:
    """Black and gray ink as if it were colored, for stamps without color."""
    nothing = np.zeros_like(white)
    return Tint(~white, cool=nothing, black=nothing, beside_print=nothing, brightest=white, level=LEAST_DARK)


def _share(gray: Gray, share: float) -> Gray:
    return np.asarray(cv2.convertScaleAbs(gray, alpha=share), dtype=np.uint8)


def _above(some: Gray, other: Gray) -> Gray:
    """How much brighter `some` is, 0 where it is not."""
    return np.asarray(cv2.subtract(some, other), dtype=np.uint8)


def _no_more(some: Gray, than: Gray) -> Gray:
    """255 where `some` is not above `than`, else 0."""
    return np.asarray(cv2.compare(some, than, cv2.CMP_LE), dtype=np.uint8)
