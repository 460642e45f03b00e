"""The way of one page: pixels -> own text or preparation and recognition -> words with places -> pictures to show."""

import time
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from ocr.layers import judge_layer
from ocr.pages import load_page
from ocr.pages.media import media_type
from ocr.pages.pdfium import PDFIUM_VERSION
from ocr.pages.source import SourcePage
from ocr.prepare import Prepared, plain, prepare
from ocr.prepare.ink import Gray
from ocr.recognize import warm_engine
from ocr.recognize.engine import Engine, Recognition
from ocr.recovery import recovered
from ocr.showing import page_images, shown_size
from ocr.unread import unread_page
from ocr.values import PIPELINE_VERSION, FileRefused, Note, Outcome, PageImages, PageReading, ReadOptions, Word

PLAIN_SHARE = 0.4  # of the time a page has is kept for the plain reading
SECONDS_WITHOUT_LINES = 8.0  # a photograph may hold some words, but is not worth a page's time
LEAST_WORD_CONFIDENCE = 0.45  # below that on average, what was "read" is dirt


@dataclass(frozen=True)
class Attempt:
    """One reading of a page: the picture that was read, what was found, and whether time ran out."""

    prepared: Prepared
    found: Recognition
    over_time: bool = False


def read_page(path: Path, *, number: int, options: ReadOptions) -> tuple[PageReading, PageImages]:
    """Read page `number` (from 1). A page that cannot be drawn is `unread`, with the reason as note.

    Raises FileRefused for a file that is empty, too large or of no accepted type.
    """
    start = time.monotonic()
    media_type(path, limits=options.limits)
    engine = warm_engine(options.language, options.engine)
    try:
        page = load_page(path, number=number, limits=options.limits)
    except FileRefused as refusal:
        return unread_page(refusal.code, refusal.params)
    page, reading = _read(page, engine, options, start)
    return replace(reading, seconds=time.monotonic() - start), page_images(page.pixels)


def _empty(page: SourcePage, engine: Engine) -> PageReading:
    width, height = shown_size(page.pixels)
    return PageReading(
        words=(),
        outcome="blank",
        notes=page.notes,
        width_px=width,
        height_px=height,
        dpi=page.dpi,
        turned_degrees=0,
        skew_degrees=0.0,
        confidence=None,
        engine=engine.name,
        engine_version=engine.version,
        model=engine.model,
        pipeline_version=PIPELINE_VERSION,
        seconds=0.0,
    )


def _read(page: SourcePage, engine: Engine, options: ReadOptions, start: float) -> tuple[SourcePage, PageReading]:
    judged = judge_layer(page, engine)
    if judged.is_good:
        turned = replace(page, pixels=_turned(page, page.layer_turned_degrees))
        reading = replace(
            _empty(turned, engine),
            words=judged.words,
            outcome="text_layer",
            turned_degrees=page.layer_turned_degrees,
            confidence=judged.likeness,
            engine="pdf",
            engine_version=PDFIUM_VERSION,
            model="",
        )
        return turned, reading
    attempt = _attempt(page, engine, options, start)
    turned = replace(page, pixels=_turned(page, attempt.prepared.turned_degrees))
    return turned, _reading_of(turned, attempt, engine, judged.notes)


def _turned(page: SourcePage, degrees: int) -> Gray:
    return np.ascontiguousarray(np.rot90(page.pixels, -degrees // 90))


def _attempt(page: SourcePage, engine: Engine, options: ReadOptions, start: float) -> Attempt:
    """Prepared reading within most of the time; when that does not do, plain reading within the rest."""
    end = start + options.timeout_seconds
    if options.plain_only:
        return _plain_attempt(page, engine, end)
    prepared = prepare(page.pixels, page.dpi, trial=lambda strip: _trial(engine, strip))
    if not prepared.has_lines:
        return _plain_attempt(page, engine, min(end, time.monotonic() + SECONDS_WITHOUT_LINES))
    left = end - PLAIN_SHARE * options.timeout_seconds - time.monotonic()
    found = engine.read(prepared.gray, dpi=prepared.dpi, layout="page", timeout_seconds=max(0.1, left))
    if not found.finished:
        return replace(_plain_attempt(page, engine, end), over_time=True)
    if prepared.ink is not None:
        found = recovered(prepared.gray, prepared.ink, found, engine, dpi=prepared.dpi)
    return Attempt(prepared, found)


def _plain_attempt(page: SourcePage, engine: Engine, end: float) -> Attempt:
    prepared = plain(page.pixels, page.dpi)
    left = max(0.1, end - time.monotonic())
    found = engine.read(prepared.gray, dpi=prepared.dpi, layout="page", timeout_seconds=left)
    return Attempt(prepared, found, over_time=not found.finished)


def _trial(engine: Engine, strip: Gray) -> float:
    """How much of a strip reads well: confidence times length of the trustworthy words."""
    found = engine.read(strip, dpi=120, layout="block", timeout_seconds=2)
    return sum(word.confidence * len(word.text) for word in found.words if word.confidence > 0.6)


def _reading_of(page: SourcePage, attempt: Attempt, engine: Engine, notes: tuple[Note, ...]) -> PageReading:
    prepared, found = attempt.prepared, attempt.found
    words = tuple(
        Word(
            word.text,
            prepared.transform.box(word.left, word.top, word.right, word.bottom),
            word.confidence,
            word.line,
            word.block,
        )
        for word in found.words
    )
    if found.confidence < LEAST_WORD_CONFIDENCE:
        words = ()
    truncated = any(note.code == "truncated" for note in page.notes)
    late = (Note("over_time"),) if attempt.over_time else ()
    return replace(
        _empty(page, engine),
        words=words,
        outcome=_outcome(bool(words), attempt.over_time, truncated),
        notes=page.notes + notes + prepared.notes + late,
        turned_degrees=prepared.turned_degrees,
        skew_degrees=prepared.skew_degrees,
        confidence=found.confidence if words else None,
    )


def _outcome(has_words: bool, over_time: bool, truncated: bool) -> Outcome:
    if over_time:
        return "partial" if has_words else "unread"
    if truncated:
        return "partial"
    return "read" if has_words else "blank"
