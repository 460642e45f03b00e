"""Colored ink on a page, told from black print and from the tint of the paper.

Every channel is divided by the paper around it, so that yellowed paper and warm light are white; what then differs
between the channels is colored ink.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from ocr.pages.source import Pixels
from ocr.prepare.ink import Gray, Mask

PAPER_STEP = 8  # the paper is estimated on every 8th pixel
LEAST_TINT, SURE_TINT = 13, 26  # gray levels between the channels: faint ink on a calm page, ink on any page
CALM_SHARE, CALM_FACTOR = 75, 2.6  # ink stands out of what three quarters of the page stay below, so many times
BETWEEN = (0.42, 0.6)  # of its tint: more green than that in red is brown (a stain), in blue it is turquoise
OTHER_HUE = 0.35  # of its tint: how far ink may lean to blue and still be taken for red, and the other way round
LEAST_PURITY = 0.3  # tint to depth: the colored fringes of black print have less
BLACK = 110  # all channels darker than that: print, or print under a stamp
WHITE = 255

Hue = str
HUES: tuple[Hue, ...] = ("warm", "cool")


@dataclass(frozen=True)
class Tint:
    """How colored each pixel is, once for inks that lean to red and once for those that lean to blue."""

    warm: Gray
    cool: Gray
    level: int

    def of(self, hue: Hue) -> Gray:
        """The tint of one hue."""
        return self.warm if hue == "warm" else self.cool

    def mask(self, hue: Hue) -> Mask:
        """The ink of one hue."""
        return (self.of(hue) >= self.level).astype(np.uint8)


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
    red, green, blue = (channel.astype(np.int16) for channel in cv2.split(white))
    darkest = np.minimum(np.minimum(red, green), blue)
    tint = np.maximum(np.maximum(red, green), blue) - darkest
    calm = CALM_FACTOR * float(np.percentile(tint[::3, ::3], CALM_SHARE))
    tint[tint < LEAST_PURITY * (WHITE - darkest)] = 0
    leaning = red - blue
    is_warm = (leaning > -OTHER_HUE * tint) & (green - blue < BETWEEN[0] * tint)
    is_cool = (leaning < OTHER_HUE * tint) & (green - red < BETWEEN[1] * tint)
    level = int(min(SURE_TINT, max(LEAST_TINT, calm)))
    return Tint(np.where(is_warm, tint, 0).astype(np.uint8), np.where(is_cool, tint, 0).astype(np.uint8), level)


def filled(tint: Gray, white: Pixels, reach_px: int) -> Gray:
    """The tint with what black print covers taken from the ink beside it."""
    black = white.max(axis=2) < BLACK
    near = cv2.dilate(tint, np.ones((reach_px, reach_px), np.uint8))
    return np.where(black, near, tint)
