"""The way of one page: pixels -> own text or preparation and recognition -> words with places -> pictures to show."""

import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from ocr.attempts import LEAST_WORD_CONFIDENCE, Attempt, attempt
from ocr.layers import judge_layer
from ocr.pages import load_page
from ocr.pages.media import media_type
from ocr.pages.pdfium import PDFIUM_VERSION
from ocr.pages.pictures import encode_webp
from ocr.pages.source import SourcePage
from ocr.prepare.ink import Gray
from ocr.recognize import warm_engine
from ocr.recognize.engine import Engine
from ocr.regions import look
from ocr.showing import page_images, shown_size
from ocr.unread import unread_page
from ocr.values import (
    PIPELINE_VERSION,
    FileRefused,
    Note,
    Outcome,
    Overrule,
    PageImages,
    PageReading,
    ReadOptions,
    Word,
)

PICTURE_QUALITY = 50


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
    if "over_time" not in {note.code for note in reading.notes}:
        reading = replace(reading, regions=look(page.pixels, reading.words))
    return replace(reading, seconds=time.monotonic() - start), page_images(page.pixels)


def prepared_picture(path: Path, *, number: int, options: ReadOptions) -> bytes:
    """The picture that was read of page `number`, as WebP, the size it was read at. Raises FileRefused."""
    engine = warm_engine(options.language, options.engine)
    page = load_page(path, number=number, limits=options.limits)
    return encode_webp(attempt(page, engine, options, time.monotonic()).prepared.gray, quality=PICTURE_QUALITY)


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
    if judged.is_good and options.overrule == Overrule():  # who overrules wants the picture read
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
    kept = attempt(page, engine, options, start)
    turned = replace(page, pixels=_turned(page, kept.prepared.turned_degrees))
    return turned, _reading_of(turned, kept, engine, judged.notes)


def _turned(page: SourcePage, degrees: int) -> Gray:
    return np.ascontiguousarray(np.rot90(page.pixels, -degrees // 90))


def _reading_of(page: SourcePage, kept: Attempt, engine: Engine, notes: tuple[Note, ...]) -> PageReading:
    prepared, found = kept.prepared, kept.found
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
    unsure = not words and kept.has_rows and not kept.over_time and not kept.shines_through
    found_out = {"over_time": kept.over_time, "no_sure_words": unsure, "shines_through": kept.shines_through}
    late = tuple(Note(code) for code, is_so in found_out.items() if is_so)
    return replace(
        _empty(page, engine),
        words=words,
        outcome=_outcome(bool(words), kept.over_time or unsure, truncated),
        notes=page.notes + notes + prepared.notes + late,
        turned_degrees=prepared.turned_degrees,
        skew_degrees=prepared.skew_degrees,
        confidence=found.confidence if words else None,
        measured=kept.figures,
    )


def _outcome(has_words: bool, is_unsure: bool, truncated: bool) -> Outcome:
    """A page with rows of ink is never called blank: losing a page of text is the worst fault there is."""
    if is_unsure:
        return "partial" if has_words else "unread"
    if truncated:
        return "partial"
    return "read" if has_words else "blank"
