"""Color and light: which gray picture of a page separates ink from paper best.

Measured on damaged pages: the brightest of the three channels takes colored stamps, stains and yellowed paper away
(stain 23 -> 2.5 % CER); dividing by the paper's own brightness saves unevenly lit pages (87 -> 0.4) and harms
faded and yellowed ones, so it is done only where one threshold could not fit the page.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from ocr.pages.source import Pixels
from ocr.prepare.ink import Gray, Mask

PAPER_TINT = 25  # difference of the channels of paper that is more than a scanner's tint
STAIN_TINT = 10  # and how much more of it one place has than the page
STAIN_PERCENTILE = 99  # 1 % of the paper suffices
EVEN_PAPER = 0.93  # even pages measure 0.97 and more of the way from ink to the brightest paper, stained ones 0.9
PAPER_STEP = 8  # the paper is estimated on every 8th pixel
FLAT_WHITE = 245
AROUND_INK_PX = 9  # what is kept around ink


@dataclass(frozen=True)
class Light:
    """The brightness of paper where it is darkest and brightest, and of ink (gray levels)."""

    darkest_paper: float
    brightest_paper: float
    ink: float

    @property
    def contrast(self) -> float:
        """Gray levels between the brightest paper and ink."""
        return self.brightest_paper - self.ink

    @property
    def is_uneven(self) -> bool:
        """Whether the darkest paper is darker than scanners make it: shadow, fold, stain or a table beside the page."""
        return self.darkest_paper < self.ink + EVEN_PAPER * (self.brightest_paper - self.ink)


def gray_of(pixels: Pixels) -> Gray:
    """The gray picture of a page."""
    return pixels if pixels.ndim == 2 else np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def brightest_channel(pixels: Pixels) -> Gray:
    """The picture in which tinted paper and stains are light.

    Only for tinted paper: the brightest channel would also take colored letterheads and stamps away.
    """
    if pixels.ndim == 2:
        return pixels
    red, green, blue = cv2.split(pixels)
    return np.asarray(cv2.max(cv2.max(red, green), blue), dtype=np.uint8)


def has_tinted_paper(pixels: Pixels) -> bool:
    """Whether the paper itself (not the ink) is colored: yellowed or stained."""
    if pixels.ndim == 2:
        return False
    paper = _without_ink(np.ascontiguousarray(pixels[::PAPER_STEP, ::PAPER_STEP]))
    spread = paper.max(axis=2) - paper.min(axis=2)
    usual, most = np.percentile(spread, [50, STAIN_PERCENTILE])
    return bool(usual > PAPER_TINT or most - usual > STAIN_TINT)


def paper_of(gray: Gray) -> Gray:
    """The paper without its ink, at an eighth of the size."""
    size = (max(1, gray.shape[1] // PAPER_STEP), max(1, gray.shape[0] // PAPER_STEP))
    return _without_ink(np.asarray(cv2.resize(gray, size, interpolation=cv2.INTER_AREA), dtype=np.uint8))


def _without_ink(small: Pixels) -> Pixels:
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (15, 15))
    closed = cv2.medianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, kernel), 31)
    return np.asarray(cv2.GaussianBlur(closed, (0, 0), 3.75), dtype=np.uint8)


def measure_light(gray: Gray, paper: Gray) -> Light:
    """Brightness of paper and ink."""
    darkest, brightest = np.percentile(paper, [1, 97])
    return Light(float(darkest), float(brightest), float(np.percentile(gray[::2, ::2], 1)))


def flattened(gray: Gray, paper: Gray) -> Gray:
    """The picture divided by its paper: white everywhere but ink."""
    full = cv2.resize(paper, (gray.shape[1], gray.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(gray, np.maximum(full, 1), scale=FLAT_WHITE), dtype=np.uint8)


def only_ink(gray: Gray, ink: Mask) -> Gray:
    """White wherever there is no ink near: the table under a photographed page, folds and shadows go."""
    height, width = gray.shape
    near = cv2.dilate(ink, np.ones((AROUND_INK_PX, AROUND_INK_PX), np.uint8))
    if near.shape != gray.shape:
        near = cv2.resize(near, (width, height), interpolation=cv2.INTER_NEAREST)
    return np.where(near > 0, gray, np.uint8(FLAT_WHITE))
