"""Picture to the picture that reads best: upright, level, evenly lit, letters of the right size.

Every step is measured first and left out when the page does not need it. The steps from the stored page image
(turned by quarter turns only) to the read picture are kept in `Prepared.transform`.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from ocr.pages.source import Pixels
from ocr.prepare.geometry import Transform, leveled
from ocr.prepare.ink import Gray, ink_mask, letters, measuring_size
from ocr.prepare.light import flattened, gray_of, measure_light, paper_of
from ocr.prepare.orientation import Trial, upright_turn
from ocr.prepare.skew import ink_points, text_slope
from ocr.values import Note, QuarterTurn

cv2.setNumThreads(1)

READ_X_HEIGHT_PX = 12.5  # measured: more pixels cost time and, on noisy scans, lose words in layout
READ_DPI = (150.0, 300.0)
USUAL_DPI = 175.0  # when the size of the letters is unknown
LEAST_SLOPE_DEGREES = 0.3
DISTINCT_SLOPE = 2.0
TURNS: tuple[QuarterTurn, ...] = (0, 270, 180, 90)  # np.rot90 turns counterclockwise


@dataclass(frozen=True)
class Prepared:
    """The picture to read and how it came about."""

    gray: Gray
    dpi: float
    transform: Transform
    turned_degrees: QuarterTurn
    skew_degrees: float
    notes: tuple[Note, ...]


def plain(pixels: Pixels, dpi: float) -> Prepared:
    """The picture as it is, only gray and no finer than usual."""
    gray = pixels if pixels.ndim == 2 else np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    scale = min(1.0, USUAL_DPI / dpi)
    small, transform = leveled(gray, scale=scale, slope_degrees=0)
    return Prepared(small, dpi * scale, transform, 0, 0.0, ())


def prepare(pixels: Pixels, dpi: float, *, trial: Trial) -> Prepared:
    """Measure the page and prepare it. `trial` says how well a strip of text reads (for the orientation)."""
    gray, lost_color = gray_of(pixels)
    quarter = upright_turn(measuring_size(gray), trial)
    gray = np.ascontiguousarray(np.rot90(gray, quarter))
    notes = [Note("color_removed")] if lost_color else []
    paper = paper_of(gray)
    if measure_light(gray, paper).is_uneven:
        gray = flattened(gray, paper)
        notes.append(Note("light_evened"))
    small = measuring_size(gray)
    mask = ink_mask(small)
    slope = _slope_to_level(mask)
    scale = _read_scale(mask, dpi, small.shape[0] / gray.shape[0])
    read, transform = leveled(gray, scale=scale, slope_degrees=slope)
    return Prepared(read, dpi * scale, transform, TURNS[quarter], slope, tuple(notes))


def _slope_to_level(mask: Gray) -> float:
    slope = text_slope(*ink_points(mask))
    return slope.degrees if abs(slope.degrees) > LEAST_SLOPE_DEGREES and slope.distinct > DISTINCT_SLOPE else 0.0


def _read_scale(mask: Gray, dpi: float, measured_scale: float) -> float:
    """The scale that gives letters the size that reads best, between 150 and 300 dots per inch."""
    x_height = letters(mask).x_height / measured_scale
    wanted = dpi * READ_X_HEIGHT_PX / x_height if x_height else USUAL_DPI
    low, high = READ_DPI
    return min(high, max(low, wanted)) / dpi
