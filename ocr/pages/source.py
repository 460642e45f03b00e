"""One page taken out of a file: its pixels, resolution and, for a PDF, the text that came with it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ocr.values import Note, QuarterTurn

Pixels = NDArray[np.uint8]  # height x width (gray) or height x width x 3 (RGB)

POINTS_PER_INCH = 72.0
WORK_DPI = 300.0  # finer pixels cost memory and read no better
WORK_PIXELS = 20_000_000  # A3 at 300 dpi; larger sheets are taken with fewer dots per inch
A4_LONG_INCHES = 11.69
LEAST_DPI, MOST_DPI = 70.0, 1300.0
LARGEST_SHEETS, SMALLEST_SHEETS = 2.0, 1 / 3  # of A4's long side: A2, and a receipt


@dataclass(frozen=True)
class LayerWord:
    """A word of a PDF's own text; edges in fractions of the shown page, `line` counts over the page."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    line: int


@dataclass(frozen=True)
class SourcePage:
    """A page as the file shows it (/Rotate, CropBox and EXIF orientation applied).

    `layer` is a PDF's own text; `layer_turned_degrees` how far that text must be turned clockwise to stand upright.
    """

    pixels: Pixels
    dpi: float
    notes: tuple[Note, ...] = ()
    layer: tuple[LayerWord, ...] = ()
    layer_turned_degrees: QuarterTurn = 0


def work_scale(width_px: int, height_px: int, dpi: float) -> float:
    """How much to shrink a picture (<= 1) so that it is no finer and no larger than reading needs."""
    by_area = float((WORK_PIXELS / (width_px * height_px)) ** 0.5)
    return min(1.0, WORK_DPI / dpi, by_area)


def plausible_dpi(stated: float, long_side_px: int, *, smallest: float = SMALLEST_SHEETS) -> float:
    """The resolution STATED when it makes a sheet of plausible size; else as if the picture were an A4 sheet.

    Cameras and scanning apps state 72 or 96 for whatever they make: a sheet of a meter, which would be read enlarged.
    """
    from_sheet = long_side_px / A4_LONG_INCHES
    if LEAST_DPI < stated < MOST_DPI and smallest < from_sheet / stated < LARGEST_SHEETS:
        return stated
    return min(MOST_DPI, max(LEAST_DPI, from_sheet))
