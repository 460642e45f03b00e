"""Picture to the picture that reads best: upright, level, evenly lit, letters of the right size.

Every step is measured first and left out when the page does not need it. The steps from the stored page image
(turned by quarter turns only) to the read picture are kept in `Prepared.transform`.
"""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from ocr.pages.source import Pixels
from ocr.prepare.geometry import Transform, fitted, leveled
from ocr.prepare.ink import Gray, Mask, ink_mask, letters, measuring_size, resized
from ocr.prepare.light import flattened, gray_of, measure_light, only_ink, paper_of
from ocr.prepare.noise import calmed
from ocr.prepare.orientation import Trial, upright_turn
from ocr.prepare.skew import axes_of, ink_points, text_slope
from ocr.values import Note, QuarterTurn

cv2.setNumThreads(1)

READ_X_HEIGHT_PX = 12.5  # measured: more pixels cost time and, on noisy scans, lose words in layout
READ_DPI = (150.0, 300.0)
USUAL_DPI = 175.0  # when the size of the letters is unknown
NEAR_SCALE = 0.12
LEAST_SLOPE_DEGREES = 0.3
DISTINCT_SLOPE = 2.0
TURNS: tuple[QuarterTurn, ...] = (0, 270, 180, 90)  # np.rot90 turns counterclockwise


@dataclass(frozen=True)
class Prepared:
    """The picture to read, its ink (None when not measured) and how it came about."""

    gray: Gray
    ink: Mask | None
    dpi: float
    transform: Transform
    turned_degrees: QuarterTurn
    skew_degrees: float
    notes: tuple[Note, ...]
    has_lines: bool = True


def plain(pixels: Pixels, dpi: float) -> Prepared:
    """The picture as it is, only gray and no finer than usual."""
    gray = pixels if pixels.ndim == 2 else np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    scale = min(1.0, USUAL_DPI / dpi)
    small, transform = leveled(resized(gray, scale), slope_degrees=0)
    small, noise = calmed(small)
    return Prepared(small, None, dpi * scale, transform, 0, 0.0, (Note(noise),) if noise else ())


def prepare(pixels: Pixels, dpi: float, *, trial: Trial) -> Prepared:
    """Measure the page and prepare it. `trial` says how well a strip of text reads (for the orientation)."""
    gray, lost_color = gray_of(pixels)
    small = measuring_size(gray)
    mask = ink_mask(small)
    axes = axes_of(mask)
    if not axes.have_lines:
        return replace(plain(pixels, dpi), has_lines=False)
    paper = paper_of(small)
    is_uneven = measure_light(small, paper).is_uneven
    quarter = upright_turn(small, mask, axes, trial)
    mask = np.ascontiguousarray(np.rot90(mask, quarter))
    slope = _slope_to_level(mask)
    scale = _read_scale(mask, dpi, max(small.shape) / max(gray.shape))
    read = np.ascontiguousarray(np.rot90(_at_scale(gray, small, scale), quarter))
    if is_uneven:
        read = only_ink(flattened(read, np.rot90(paper, quarter)), mask)
    read, transform = leveled(read, slope_degrees=slope)
    read, noise = calmed(read)
    codes = [("color_removed", lost_color), ("light_evened", is_uneven), (noise or "", bool(noise))]
    notes = tuple(Note(code) for code, happened in codes if happened)
    ink = fitted(mask, read.shape, slope_degrees=slope)
    return Prepared(read, ink, dpi * scale, transform, TURNS[quarter], slope, notes)


def _slope_to_level(mask: Gray) -> float:
    slope = text_slope(*ink_points(mask))
    return slope.degrees if abs(slope.degrees) > LEAST_SLOPE_DEGREES and slope.distinct > DISTINCT_SLOPE else 0.0


def _read_scale(mask: Gray, dpi: float, measured_scale: float) -> float:
    """The scale that gives letters the size that reads best, within 150 to 300 dots per inch.

    When the picture that was measured is near that, its own scale: it is then read itself.
    """
    x_height = letters(mask).x_height / measured_scale
    wanted = dpi * READ_X_HEIGHT_PX / x_height if x_height else USUAL_DPI
    low, high = READ_DPI
    scale = min(high, max(low, wanted)) / dpi
    return measured_scale if abs(scale / measured_scale - 1) < NEAR_SCALE else scale


def _at_scale(gray: Gray, small: Gray, scale: float) -> Gray:
    same = abs(small.shape[0] - gray.shape[0] * scale) <= 1
    return small if same else resized(gray, scale)
