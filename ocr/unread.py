"""What stands for a page whose reader crashed, hung or ran out of memory each time: a white sheet and the reason."""

import numpy as np

from ocr.showing import page_images
from ocr.values import PIPELINE_VERSION, Note, PageImages, PageReading, Parameter

DPI = 200.0
WIDTH_PX, HEIGHT_PX = 1654, 2339


def unread_page(reason: str, params: dict[str, Parameter] | None = None) -> tuple[PageReading, PageImages]:
    """Return a page without words, `unread` for REASON (a note's code), shown as a white A4 sheet."""
    reading = PageReading(
        words=(),
        outcome="unread",
        notes=(Note(reason, params or {}),),
        width_px=WIDTH_PX,
        height_px=HEIGHT_PX,
        dpi=DPI,
        turned_degrees=0,
        skew_degrees=0.0,
        confidence=None,
        engine="",
        engine_version="",
        model="",
        pipeline_version=PIPELINE_VERSION,
        seconds=0.0,
    )
    return reading, page_images(np.full((HEIGHT_PX, WIDTH_PX), 255, np.uint8))


def warm_up() -> None:
    """Load the libraries and the recognition engine, for a process that is to fork readers."""
    from ocr import pages, searchable
    from ocr.recognize import warm_engine

    _ = pages, searchable
    warm_engine("ind")
