"""The order in which the lines of a page are read.

The recognizer lays a page out in blocks. Two of its habits break letters: a line of the letterhead beside the emblem
comes after the lines below it, and a narrow column of labels (KESATU, KEDUA, Menimbang) comes as a block of its own,
away from what it labels. Both are told by where lines stand; columns of text beside each other stay as they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import median

from ocr.recognize.engine import FoundWord

SAME_COLUMN = 0.5  # of the narrower line's width lies above or below the other
SAME_ROW = 0.5  # of the lower line's height
LABEL_WIDTH = 0.28  # of the width of print
MOST_LABEL_WORDS = 4
SAME_EDGE = 0.02  # of the width of print


@dataclass(frozen=True)
class Line:
    """Words of one line and where it stands, in pixels."""

    words: tuple[FoundWord, ...]
    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Pixels from the first letter to the last."""
        return self.right - self.left

    @property
    def middle(self) -> float:
        """The height of the line's middle, pixels from the top."""
        return (self.top + self.bottom) / 2

    def is_above(self, other: "Line") -> bool:
        """Whether this line stands over the other one, in the same column."""
        shared = min(self.right, other.right) - max(self.left, other.left)
        return self.bottom <= other.middle and shared >= SAME_COLUMN * min(self.width, other.width)

    def labels(self, other: "Line") -> bool:
        """Whether this line ends left of the other one, on the same row."""
        return self.right <= other.left and self.is_beside(other)

    def is_beside(self, other: "Line") -> bool:
        """Whether both lines stand on the same row."""
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        return shared >= SAME_ROW * min(self.bottom - self.top, other.bottom - other.top)


def in_order(words: Sequence[FoundWord]) -> tuple[FoundWord, ...]:
    """The words in reading order, lines numbered anew."""
    lines = [line_of(tuple(group)) for _, group in groupby(words, key=lambda word: word.line)]
    rows = _with_labels(_by_height(lines))
    return tuple(replace(word, line=number) for number, row in enumerate(rows) for word in row.words)


def line_of(words: tuple[FoundWord, ...]) -> Line:
    """The line of `words` (at least one), as high as most of them: part of an emblem may have been taken for a word."""
    lefts, tops, rights, bottoms = zip(*((one.left, one.top, one.right, one.bottom) for one in words), strict=True)
    return Line(words, min(lefts), median(tops), max(rights), median(bottoms))


def _by_height(lines: Sequence[Line]) -> list[Line]:
    """Each line before the first one that it stands above."""
    ordered: list[Line] = []
    for line in lines:
        at = next((index for index, other in enumerate(ordered) if line.is_above(other)), len(ordered))
        ordered.insert(at, line)
    return ordered


def _with_labels(lines: Sequence[Line]) -> list[Line]:
    """Labels that stand in a column, each put at the head of the line that it stands beside."""
    kept = list(lines)
    if not kept:
        return kept
    reach = max(line.right for line in kept) - min(line.left for line in kept)
    for block in _label_blocks(kept, reach):
        partners = [next((other for other in kept if label.labels(other)), None) for label in block]
        if any(partner is None or partner in block for partner in partners):
            continue
        for label, partner in zip(block, partners, strict=True):
            kept.remove(label)
            if partner in kept:  # not yet at the head of its line
                kept[kept.index(partner)] = line_of(label.words + partner.words)
    return kept


def _label_blocks(lines: Sequence[Line], reach: float) -> list[list[Line]]:
    """Runs of at least two short narrow lines that begin at one edge."""
    runs: list[list[Line]] = []
    for line in lines:
        is_label = line.width <= LABEL_WIDTH * reach and len(line.words) <= MOST_LABEL_WORDS
        if is_label and runs and runs[-1] and abs(runs[-1][-1].left - line.left) <= SAME_EDGE * reach:
            runs[-1].append(line)
        else:
            runs.append([line] if is_label else [])
    return [run for run in runs if len(run) > 1]
