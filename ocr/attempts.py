"""Which pictures of a page are read, and which reading is kept.

The page as planned first. When it does not read well, it is read cleaned and softened too, and the reading that says
most with confidence is kept: mean confidence alone would prefer a picture that lost half its lines. Out of time, the
plain picture is read.
"""

import time
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np

from ocr.cells import in_cells
from ocr.junk import without_junk
from ocr.markers import with_markers
from ocr.order import in_order
from ocr.pages.source import SourcePage
from ocr.prepare import Measured, Prepared, carry_out, measure, others, plain
from ocr.prepare.ink import Gray, letters
from ocr.recognize.engine import Engine, Recognition
from ocr.recovery import recovered, uncovered
from ocr.signs import with_signs
from ocr.values import Parameter, ReadOptions
from ocr.worth import worth_of

PLAIN_SHARE = 0.4  # of the time a page has is kept for the plain reading
SECONDS_WITHOUT_LINES = 8.0  # a photograph may hold some words, but is not worth a page's time
TRIAL_SECONDS = 5.0
UNSURE = 0.9  # mean confidence; good pages have 0.93, photocopies and dot matrix print 0.8
LARGE_PIXELS = 9_000_000  # an A3 sheet is read at no more; a second look takes some twenty bytes a pixel
LEAST_WORD_CONFIDENCE = 0.45  # below that on average, what was "read" is dirt
MIRRORED_RATIO = 2.0


@dataclass(frozen=True)
class Attempt:
    """One reading of a page: the picture that was read, what was found, and whether time ran out.

    Of a page without words that can be trusted: whether it `has_rows` of ink all the same, and whether those are the
    print of its other side.
    """

    prepared: Prepared
    found: Recognition
    over_time: bool = False
    figures: dict[str, Parameter] = field(default_factory=dict)
    has_rows: bool = False
    shines_through: bool = False

    @property
    def worth(self) -> float:
        """Letters read, weighted by confidence, of the words that can be trusted."""
        return worth_of(self.found.words)


def attempt(page: SourcePage, engine: Engine, options: ReadOptions, start: float) -> Attempt:
    """The reading that is kept, of a page whose time began at `start` (seconds of the monotonic clock)."""
    end = start + options.timeout_seconds
    if options.plain_only:
        return _plain_attempt(page, engine, options, end)
    measured = measure(page.pixels, page.dpi, trial=partial(_trial, engine), overrule=options.overrule)
    if not measured.has_lines:
        soon = min(end, time.monotonic() + SECONDS_WITHOUT_LINES)
        return replace(_plain_attempt(page, engine, options, soon), figures=measured.figures)
    best = _best(measured, page.dpi, engine, end - PLAIN_SHARE * options.timeout_seconds)
    if best.over_time:
        return replace(_plain_attempt(page, engine, options, end), over_time=True, figures=measured.figures)
    best = replace(_finished(best, engine), figures=measured.figures)
    if best.found.confidence >= LEAST_WORD_CONFIDENCE or measured.seen.letters.x_height == 0:
        return best
    return replace(best, has_rows=True, shines_through=_reads_mirrored(best, engine, end))


def _best(measured: Measured, dpi: float, engine: Engine, end: float) -> Attempt:
    """The page as planned; when that does not read well, the best of it and the other treatments within the time."""
    begun = time.monotonic()
    attempts = [_read(carry_out(measured.seen, dpi, measured.plan), engine, end)]
    is_large = attempts[0].prepared.gray.size > LARGE_PIXELS
    if attempts[0].over_time or is_large or attempts[0].found.confidence >= UNSURE:
        return attempts[0]
    took = time.monotonic() - begun
    for other in others(measured.plan):
        if time.monotonic() + 2 * took < end:
            attempts.append(_read(carry_out(measured.seen, dpi, other), engine, end))
    return max((one for one in attempts if not one.over_time), key=lambda one: one.worth)


def _reads_mirrored(unsure: Attempt, engine: Engine, end: float) -> bool:
    """Whether the rows of ink are the print of the other side, seen through the paper."""
    mirrored = np.ascontiguousarray(np.fliplr(unsure.prepared.gray))
    found = _read(replace(unsure.prepared, gray=mirrored), engine, end).found
    return found.confidence >= LEAST_WORD_CONFIDENCE and worth_of(found.words) > MIRRORED_RATIO * unsure.worth


def _read(prepared: Prepared, engine: Engine, end: float) -> Attempt:
    left = max(0.1, end - time.monotonic())
    found = engine.read(prepared.gray, dpi=prepared.dpi, layout="page", timeout_seconds=left)
    return Attempt(prepared, found, over_time=not found.finished)


def _plain_attempt(page: SourcePage, engine: Engine, options: ReadOptions, end: float) -> Attempt:
    return _read(plain(page.pixels, page.dpi, options.overrule), engine, end)


def _finished(kept: Attempt, engine: Engine) -> Attempt:
    """The reading with lost lines recovered, in order, signs put right, and nothing that is no print."""
    picture, ink, found, dpi = kept.prepared.gray, kept.prepared.ink, kept.found, kept.prepared.dpi
    if ink is None:
        words = in_order(found.words)
    else:
        measured = letters(ink)
        words = in_order(recovered(picture, measured, found, engine, dpi=dpi).words)
        words = with_markers(picture, uncovered(picture.shape, measured, words), words, engine, dpi=dpi)
        words = in_cells(ink, words)
    words = with_signs(picture, words)
    return replace(kept, found=replace(found, words=without_junk(words)))


def _trial(engine: Engine, strip: Gray) -> float:
    """How much of a strip reads well."""
    return worth_of(engine.read(strip, dpi=120, layout="block", timeout_seconds=TRIAL_SECONDS).words)
