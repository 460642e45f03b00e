"""Pieces of lines: what stands together on one line, cut at wide gaps (labels left, date right are two pieces)."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ocr.values import Box, PageReading, Word, enclosing, lines_of

WIDE_GAP_LETTERS = 3.0
"""A gap wider than this many letter widths parts a line."""


@dataclass(frozen=True)
class Segment:
    """Words that stand together; `page` counts from 1; `top` and `left` are measured on the page set straight."""

    words: tuple[Word, ...]
    page: int
    top: float
    left: float

    @property
    def text(self) -> str:
        """Return the words with single spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> Box:
        """Return the box around all words."""
        return enclosing(word.box for word in self.words)

    @property
    def confidence(self) -> float:
        """Return the mean confidence of the words."""
        return sum(word.confidence for word in self.words) / len(self.words)

    @property
    def height(self) -> float:
        """Return the median height of the words."""
        heights = sorted(word.box.height for word in self.words)
        return heights[len(heights) // 2]

    def after(self, characters: int) -> tuple[Word, ...]:
        """Return the words that begin at or behind this many CHARACTERS of the text."""
        place, kept = 0, []
        for word in self.words:
            if place + len(word.text) > characters:
                kept.append(word)
            place += len(word.text) + 1
        return tuple(kept)


def segments(pages: Sequence[PageReading]) -> list[Segment]:
    """Return the segments of all pages in reading order."""
    return [piece for number, page in enumerate(pages, start=1) for piece in page_segments(page, number)]


def page_segments(page: PageReading, number: int) -> Iterable[Segment]:
    """Return the segments of one page."""
    slope = math.tan(math.radians(page.skew_degrees)) * page.width_px / max(1, page.height_px)
    for line in lines_of(page.words):
        for words in cut(line):
            yield straightened(words, number, slope)


def straightened(words: list[Word], number: int, slope: float) -> Segment:
    """Return WORDS as a segment with its place on the page as it would be without skew."""
    first = words[0].box
    return Segment(tuple(words), number, first.y0 - slope * first.x0, first.x0)


def cut(line: list[Word]) -> Iterable[list[Word]]:
    """Cut one line where the gap between words is far wider than a letter."""
    letters = sum(len(word.text) for word in line) or 1
    letter_width = sum(word.box.width for word in line) / letters
    piece = [line[0]]
    for word in line[1:]:
        if word.box.x0 - piece[-1].box.x1 > WIDE_GAP_LETTERS * letter_width and word.text not in (":", ";"):
            yield piece
            piece = []
        piece.append(word)
    yield piece
