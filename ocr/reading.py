"""The way of one page: pixels -> preparation -> words -> boxes on the stored image -> pictures to show."""

import time
from pathlib import Path

import cv2

from ocr.pages import load_page
from ocr.pages.pictures import encode_webp
from ocr.pages.source import Pixels, SourcePage
from ocr.recognize import warm_engine
from ocr.recognize.engine import FoundWord, Gray, Recognition
from ocr.values import PIPELINE_VERSION, Box, PageImages, PageReading, ReadOptions, Word

SHOWN_SHORT_SIDE = 1654  # A4 at 200 dpi
THUMBNAIL_WIDTH = 240
OCR_DPI = 200.0

cv2.setNumThreads(1)


def read_page(path: Path, *, number: int, options: ReadOptions) -> tuple[PageReading, PageImages]:
    """Read page `number` (from 1). Raises FileRefused when the file itself cannot be opened."""
    start = time.monotonic()
    page = load_page(path, number=number, limits=options.limits)
    engine = warm_engine(options.language, options.engine)
    gray = to_gray(page.pixels)
    scale = min(1.0, OCR_DPI / page.dpi)
    work = resized(gray, scale)
    found = engine.read(work, dpi=page.dpi * scale, layout="page", timeout_seconds=options.timeout_seconds)
    words = tuple(_placed(word, work) for word in found.words)
    reading = PageReading(
        words=words,
        outcome="read" if words else "blank",
        notes=page.notes,
        width_px=shown_size(page)[0],
        height_px=shown_size(page)[1],
        dpi=page.dpi,
        turned_degrees=0,
        skew_degrees=0.0,
        confidence=found.confidence if words else None,
        engine=engine.name,
        engine_version=engine.version,
        model=engine.model,
        pipeline_version=PIPELINE_VERSION,
        seconds=time.monotonic() - start,
    )
    return reading, page_images(page)


def _placed(word: FoundWord, work: Gray) -> Word:
    height, width = work.shape
    box = Box(word.left / width, word.top / height, word.right / width, word.bottom / height)
    return Word(word.text, box, word.confidence, word.line, word.block)


def to_gray(pixels: Pixels) -> Gray:
    return pixels if pixels.ndim == 2 else cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)


def resized(pixels: Pixels, scale: float) -> Pixels:
    return pixels if scale >= 1 else cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)


def shown_size(page: SourcePage) -> tuple[int, int]:
    height, width = page.pixels.shape[:2]
    scale = min(1.0, SHOWN_SHORT_SIDE / min(width, height))
    return round(width * scale), round(height * scale)


def page_images(page: SourcePage) -> PageImages:
    width, height = shown_size(page)
    shown = cv2.resize(page.pixels, (width, height), interpolation=cv2.INTER_AREA)
    small = cv2.resize(shown, (THUMBNAIL_WIDTH, max(1, round(height * THUMBNAIL_WIDTH / width))), interpolation=cv2.INTER_AREA)
    return PageImages(encode_webp(shown, quality=70), encode_webp(small, quality=60))
