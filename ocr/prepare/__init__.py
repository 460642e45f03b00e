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
from ocr.prepare.geometry import Transform, fitted, leveled
from ocr.prepare.ink import Gray, Mask, letters, resized
from ocr.prepare.light import flattened, gray_of, has_tinted_paper, measure_light, only_ink
from ocr.prepare.noise import calmed
from ocr.prepare.orientation import Trial, upright_turn
from ocr.prepare.plan import TURNS, Plan, Treatment
from ocr.prepare.seen import Seen, look
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


@dataclass(frozen=True)
class Measured:
    """What was measured of a page, and the plan that follows; `has_lines` is False for photographs and blank sheets."""

    seen: Seen
    plan: Plan
    figures: dict[str, Parameter]
    has_lines: bool = True


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
    seen = look(pixels, remove_color=is_tinted)
    axes = axes_of(seen.mask)
    light = measure_light(seen.small, seen.paper)
    figures: dict[str, Parameter] = {"dpi": round(dpi), "contrast": round(light.contrast)}
    if not axes.have_lines:
        return Measured(seen, Plan(remove_color=is_tinted).overruled(overrule), figures, has_lines=False)
    quarter = Plan().overruled(overrule).quarter
    if overrule.turned_degrees is None:
        quarter = upright_turn(seen, axes, trial)
    slope = _slope_to_level(np.ascontiguousarray(np.rot90(seen.mask, quarter)))
    measured_scale = max(seen.small.shape) / max(seen.gray.shape)
    x_height = _x_height_px(seen, quarter) / measured_scale
    plan = Plan(quarter, slope, _read_scale(x_height, dpi, measured_scale), light.is_uneven, is_tinted)
    figures |= {"x_height_px": round(x_height, 1), "skew_degrees": round(slope, 2)}
    return Measured(seen, plan.overruled(overrule), figures)


def carry_out(seen: Seen, dpi: float, plan: Plan) -> Prepared:
    """Make the picture that is read, by PLAN."""
    if plan.treatment == "cleaned":
        seen = seen.despeckled()
    mask = np.ascontiguousarray(np.rot90(seen.mask, plan.quarter))
    read = np.ascontiguousarray(np.rot90(_at_scale(seen, plan.scale), plan.quarter))
    if plan.even_light:
        read = only_ink(flattened(read, np.rot90(seen.paper, plan.quarter)), mask)
    read, transform = leveled(read, slope_degrees=plan.slope_degrees)
    read, noise = _treated(read, plan.treatment)
    ink = fitted(mask, read.shape, slope_degrees=plan.slope_degrees)
    notes = tuple(_notes(plan, seen.lost_ink, noise))
    return Prepared(read, ink, dpi * plan.scale, transform, TURNS[plan.quarter], plan.slope_degrees, notes)


def _x_height_px(seen: Seen, quarter: int) -> int:
    """The height of small letters in the picture that is measured."""
    if quarter % 2 == 0:
        return seen.letters.x_height
    return letters(np.ascontiguousarray(np.rot90(seen.mask, quarter))).x_height


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


def _at_scale(seen: Seen, scale: float) -> Gray:
    same = abs(seen.small.shape[0] - seen.gray.shape[0] * scale) <= 1
    return seen.small if same else resized(seen.gray, scale)


def others(plan: Plan) -> tuple[Plan, ...]:
    """What is tried beside PLAN when the page does not read well: dirt taken away, and dots joined."""
    return replace(plan, treatment="cleaned"), replace(plan, treatment="softened")
