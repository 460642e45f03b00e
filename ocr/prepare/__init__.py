"""Picture to the picture that reads best: upright, level, evenly lit, letters of the right size.

A page is measured first; the plan that follows leaves out every step that the page does not need, and is carried out.
The steps from the stored page image (turned by quarter turns only) to the read picture are kept in
`Prepared.transform`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import cv2
import numpy as np

from ocr.pages.source import Pixels
from ocr.prepare.cleaning import cleaned, softened
from ocr.prepare.color import without_colored_ink
from ocr.prepare.geometry import Transform, fitted, leveled
from ocr.prepare.ink import Gray, Mask, ink_mask, letters, measuring_size, resized
from ocr.prepare.light import brightest_channel, flattened, gray_of, has_tinted_paper, measure_light, only_ink, paper_of
from ocr.prepare.noise import calmed
from ocr.prepare.orientation import Trial, upright_turn
from ocr.prepare.plan import TURNS, Measured, Plan, Treatment
from ocr.prepare.skew import axes_of, ink_points, text_slope
from ocr.values import Note, Overrule, Parameter, QuarterTurn

__all__ = ["Measured", "Plan", "Prepared", "Treatment", "carry_out", "measure", "others", "plain"]

cv2.setNumThreads(1)

READ_X_HEIGHT_PX = 12.5  # measured: more pixels cost time and, on noisy scans, lose words in layout
READ_DPI = (150.0, 300.0)
USUAL_DPI = 175.0  # when the size of the letters is unknown
NEAR_SCALE = 0.12
LEAST_SLOPE_DEGREES = 0.3
DISTINCT_SLOPE = 2.0


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


def plain(pixels: Pixels, dpi: float, overrule: Overrule | None = None) -> Prepared:
    """The picture as it is, only gray and no finer than usual; turned only where a person said so."""
    scale = min(1.0, USUAL_DPI / dpi)
    quarter = Plan().overruled(overrule or Overrule()).quarter
    small = np.ascontiguousarray(np.rot90(resized(gray_of(pixels), scale), quarter))
    small, transform = leveled(small, slope_degrees=0)
    small, noise = calmed(small)
    return Prepared(small, None, dpi * scale, transform, TURNS[quarter], 0.0, (Note(noise),) if noise else ())


def measure(pixels: Pixels, dpi: float, *, trial: Trial, overrule: Overrule | None = None) -> Measured:
    """Measure the page. `trial` says how well a strip of text reads (for the orientation)."""
    overrule = overrule or Overrule()
    is_tinted = has_tinted_paper(pixels) if overrule.remove_color is None else overrule.remove_color
    small = measuring_size(brightest_channel(pixels) if is_tinted else gray_of(pixels))
    mask = ink_mask(small)
    axes = axes_of(mask)
    light = measure_light(small, paper_of(small))
    figures: dict[str, Parameter] = {"dpi": round(dpi), "contrast": round(light.contrast), "rows_distinct": round(axes.distinct, 1)}
    if not axes.have_lines:
        return Measured(Plan(remove_color=is_tinted).overruled(overrule), figures, has_lines=False)
    quarter = Plan().overruled(overrule).quarter
    if overrule.turned_degrees is None:
        quarter = upright_turn(small, mask, axes, trial)
    mask = np.ascontiguousarray(np.rot90(mask, quarter))
    slope = _slope_to_level(mask)
    measured_scale = max(small.shape) / max(pixels.shape)
    x_height = letters(mask).x_height / measured_scale
    plan = Plan(quarter, slope, _read_scale(x_height, dpi, measured_scale), light.is_uneven, is_tinted)
    figures |= {"x_height_px": round(x_height, 1), "skew_degrees": round(slope, 2)}
    return Measured(plan.overruled(overrule), figures)


def carry_out(pixels: Pixels, dpi: float, plan: Plan) -> Prepared:
    """Make the picture that is read, by PLAN."""
    gray = brightest_channel(pixels) if plan.remove_color else gray_of(pixels)
    gray, lost_ink = without_colored_ink(pixels, gray)
    if plan.treatment == "cleaned":
        gray = np.asarray(cv2.medianBlur(gray, 3), dtype=np.uint8)
    small = measuring_size(gray)
    mask = np.ascontiguousarray(np.rot90(ink_mask(small), plan.quarter))
    read = np.ascontiguousarray(np.rot90(_at_scale(gray, small, plan.scale), plan.quarter))
    if plan.even_light:
        read = only_ink(flattened(read, np.rot90(paper_of(small), plan.quarter)), mask)
    read, transform = leveled(read, slope_degrees=plan.slope_degrees)
    read, noise = _treated(read, plan.treatment)
    ink = fitted(mask, read.shape, slope_degrees=plan.slope_degrees)
    notes = tuple(_notes(plan, lost_ink, noise))
    turned = TURNS[plan.quarter]
    return Prepared(read, ink, dpi * plan.scale, transform, turned, plan.slope_degrees, notes)


def _treated(read: Gray, treatment: Treatment) -> tuple[Gray, str | None]:
    """The picture without dirt or with its dots joined, and calm enough to be read in time."""
    if treatment == "cleaned":
        return calmed(cleaned(read))[0], "cleaned"
    if treatment == "softened":
        return calmed(softened(read))[0], "softened"
    return calmed(read)


def _notes(plan: Plan, lost_ink: bool, noise: str | None) -> Iterator[Note]:
    """What was done, in machine words."""
    if plan.quarter:
        yield Note("turned", {"degrees": TURNS[plan.quarter]})
    if plan.slope_degrees:
        yield Note("leveled", {"degrees": round(plan.slope_degrees, 2)})
    done = {"color_removed": plan.remove_color, "stamp_removed": lost_ink, "light_evened": plan.even_light}
    yield from (Note(code) for code, happened in done.items() if happened)
    if noise:
        yield Note(noise)


def _slope_to_level(mask: Gray) -> float:
    slope = text_slope(*ink_points(mask))
    return slope.degrees if abs(slope.degrees) > LEAST_SLOPE_DEGREES and slope.distinct > DISTINCT_SLOPE else 0.0


def _read_scale(x_height_px: float, dpi: float, measured_scale: float) -> float:
    """The scale that gives letters the size that reads best, within 150 to 300 dots per inch.

    When the picture that was measured is near that, its own scale: it is then read itself.
    """
    wanted = dpi * READ_X_HEIGHT_PX / x_height_px if x_height_px else USUAL_DPI
    low, high = READ_DPI
    scale = min(high, max(low, wanted)) / dpi
    return measured_scale if abs(scale / measured_scale - 1) < NEAR_SCALE else scale


def _at_scale(gray: Gray, small: Gray, scale: float) -> Gray:
    same = abs(small.shape[0] - gray.shape[0] * scale) <= 1
    return small if same else resized(gray, scale)


def others(plan: Plan) -> tuple[Plan, ...]:
    """What is tried beside PLAN when the page does not read well: dirt taken away, and dots joined."""
    return replace(plan, treatment="cleaned"), replace(plan, treatment="softened")
