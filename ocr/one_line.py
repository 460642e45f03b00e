"""A part of the picture read by itself as one line of print: its words stand where they stand in the whole picture."""

from dataclasses import replace

import numpy as np

from ocr.prepare.geometry import Rectangle
from ocr.prepare.ink import Gray
from ocr.recognize.engine import Engine, Recognition

SECONDS = 1.0


def read_line(picture: Gray, place: Rectangle, engine: Engine, *, dpi: float) -> Recognition:
    """What stands in `place`, within a second."""
    crop = np.ascontiguousarray(picture[place.part])
    found = engine.read(crop, dpi=dpi, layout="line", timeout_seconds=SECONDS)
    words = (
        replace(
            word,
            left=word.left + place.left,
            top=word.top + place.top,
            right=word.right + place.left,
            bottom=word.bottom + place.top,
        )
        for word in found.words
    )
    return replace(found, words=tuple(words))
