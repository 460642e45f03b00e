"""Words of pages as visual rows, cut into cells at wide gaps: what a reader sees as one line with columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import radians, tan
from statistics import median

from ocr.values import Box, PageReading, Word, enclosing, lines_of

SAME_ROW = 0.5  # of a line's height: how far two lines of one row may differ
WIDE_GAP = 2.5  # of a line's height: a gap that parts columns
SPOTS = frozenset("|—-–_~°•·'\"`.,:;")


@dataclass(frozen=True)
class Cell:
    """Neighboring words of a row without a wide gap between them."""

    words: tuple[Word, ...]
    page: int

    @cached_property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(word.text for word in self.words)

    @cached_property
    def box(self) -> Box:
        """The box around the words."""
        return enclosing(word.box for word in self.words)

    @property
    def confidence(self) -> float:
        """That of the least certain word."""
        return min(word.confidence for word in self.words)


@dataclass(frozen=True)
class Row:
    """One visual line of a page: cells from left to right, its level height on the page, line height (fractions)."""

    cells: tuple[Cell, ...]
    page: int
    level: float
    line_height: float

    @cached_property
    def text(self) -> str:
        """All cells with single spaces."""
        return " ".join(cell.text for cell in self.cells)

    @property
    def words(self) -> tuple[Word, ...]:
        """The words of all cells."""
        return tuple(word for cell in self.cells for word in cell.words)

    @property
    def whole(self) -> Cell:
        """The row as one cell."""
        return Cell(self.words, self.page)


def rows_of(pages: Sequence[PageReading]) -> list[Row]:
    """Rows of all pages from top to bottom; pages number from 1."""
    return [row for number, page in enumerate(pages, 1) for row in _page_rows(page, number)]


@dataclass(frozen=True)
class _Line:
    words: list[Word]
    level: float
    height: float


def _page_rows(page: PageReading, number: int) -> Iterator[Row]:
    shape = page.height_px / max(1, page.width_px)
    fall = tan(radians(page.skew_degrees)) / shape
    lines = sorted((_line(words, fall, shape) for words in lines_of(page.words) if words), key=lambda line: line.level)
    group: list[_Line] = []
    for line in lines:
        if group and not _belongs(line, group):
            yield _row(group, number, shape)
            group = []
        group.append(line)
    if group:
        yield _row(group, number, shape)


def _line(words: list[Word], fall: float, shape: float) -> _Line:
    """A line with its height on the page after the page's slope is taken out."""
    levels = [word.box.middle - fall * (word.box.x0 + word.box.x1) / 2 for word in words]
    heights = [word.box.height - abs(fall) * word.box.width for word in words]
    return _Line(words, median(levels), max(0.004, median(heights)))


def _belongs(line: _Line, group: list[_Line]) -> bool:
    first = group[0]
    near = abs(line.level - first.level) < SAME_ROW * min(line.height, first.height)
    return near and not any(_overlap(line.words, other.words) for other in group)


def _overlap(some: list[Word], others: list[Word]) -> bool:
    a, b = enclosing(word.box for word in some), enclosing(word.box for word in others)
    return min(a.x1, b.x1) - max(a.x0, b.x0) > 0.25 * min(a.width, b.width)


def _row(group: list[_Line], number: int, shape: float) -> Row:
    height = median(line.height for line in group)
    words = sorted((word for line in group for word in line.words), key=lambda word: word.box.x0)
    words = [word for word in words if not set(word.text) <= SPOTS or word.text in ("-", ":")] or words
    cells: list[list[Word]] = [[words[0]]]
    for before, word in pairwise(words):
        if word.box.x0 - before.box.x1 > WIDE_GAP * height * shape:
            cells.append([])
        cells[-1].append(word)
    return Row(tuple(Cell(tuple(cell), number) for cell in cells), number, group[0].level, height)
