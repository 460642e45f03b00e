"""Numbers of list items ("4.", "b.", "(2)") that stand alone in the margin, which the recognizer's layout leaves out.

Each is read together with the first word of its line, and kept when it reads as such a number.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice

from ocr.one_line import read_line
from ocr.prepare.geometry import Rectangle
from ocr.prepare.ink import Gray, Letters
from ocr.recognize.engine import Engine, FoundWord

MARKER = re.compile(r"\(?(\d{1,2}|[a-zA-Z]|[ivxIVX]{1,4})[.)]{1,2}|\d{1,2}")
REACH = 9.0  # small letters: so far left of its line a number stands
MOST_PIECES = 3
PAD = 0.5  # of a small letter
LEAST_CONFIDENCE = 0.5
MOST_MARKERS = 20


@dataclass(frozen=True)
class Margin:
    """Ink left of a line's first word that no word covers: where it begins, in pixels."""

    first: FoundWord
    left: int


def with_markers(
    picture: Gray, uncovered: Letters, words: Sequence[FoundWord], engine: Engine, *, dpi: float
) -> tuple[FoundWord, ...]:
    """The words with lost numbers at the head of their lines. `uncovered` are pieces of letter size outside words."""
    heads: dict[FoundWord, FoundWord] = {}
    for margin in islice(_margins(uncovered, words), MOST_MARKERS):
        marker = _read(picture, margin, uncovered.x_height, engine, dpi)
        if marker is not None:
            heads[margin.first] = marker
    return tuple(one for word in words for one in ((heads[word], word) if word in heads else (word,)))


def _margins(uncovered: Letters, words: Sequence[FoundWord]) -> Iterator[Margin]:
    left, top, width, height = uncovered.pieces.T
    middle = top + height / 2
    for _, line in groupby(words, key=lambda word: word.line):
        first = next(line)
        beside = (middle > first.top) & (middle < first.bottom) & (left + width <= first.left)
        near = left[beside & (left >= first.left - REACH * uncovered.x_height)]
        if 0 < len(near) <= MOST_PIECES:
            yield Margin(first, int(near.min()))


def _read(picture: Gray, margin: Margin, x_height: int, engine: Engine, dpi: float) -> FoundWord | None:
    first, pad = margin.first, round(PAD * x_height)
    left, top = max(0, margin.left - pad), max(0, int(first.top) - pad)
    place = Rectangle(left, top, int(first.right) + pad, int(first.bottom) + pad)
    heads = [word for word in read_line(picture, place, engine, dpi=dpi).words if word.right <= first.left + pad]
    text = "".join(word.text for word in heads)
    if not MARKER.fullmatch(text) or min(word.confidence for word in heads) < LEAST_CONFIDENCE:
        return None
    return replace(
        heads[0],
        text=text,
        top=min(word.top for word in heads),
        right=heads[-1].right,
        bottom=max(word.bottom for word in heads),
        line=first.line,
        block=first.block,
    )
