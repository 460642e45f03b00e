"""Ruled tables in the ink of a page: long level and upright lines, and the cells that they enclose."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.prepare.geometry import Rectangle
from ocr.prepare.ink import Mask, connected
from ocr.prepare.rules import spans, straight_lines
from ocr.recognize.engine import FoundWord

RULE_PX = 45  # 8 mm where letters are read: longer than any stroke of a letter
FAINT_LEVEL_PX, FAINT_UPRIGHT_PX = 15, 30  # pieces of a faint rule: longer than strokes that way
COARSE = 2  # every second pixel suffices to see which rules belong together
GAP_PX = 21  # a faint rule is closed over gaps of this
LEAST_TABLE = (0.15, 0.02)  # of the page's width and height
TILT_PX = 7  # what is level may fall by so much over a table
BROKEN_SHARE, WHOLE_SHARE = 0.4, 0.65  # of a table's width: what there is of a rule
CLOSED_SHARE = 0.5  # of a table's width is ruled at its upper and lower edge
FEWEST_RULES = 3
SURE_WORD = 0.5
MOST_CUT = 0.08  # of the words in a table may touch its rules
WORD_EDGE = 0.3  # of a word's height


@dataclass(frozen=True)
class Table:
    """What the rules of one table enclose: a number for each pixel of its box, 0 on the rules, and each cell's box."""

    left: int
    top: int
    cell_numbers: NDArray[np.int32]
    boxes: NDArray[np.int32]

    def cell_at(self, word: FoundWord) -> int:
        """The number of the cell that holds most of `word`, 0 for none: its middle must lie in the table."""
        height, width = self.cell_numbers.shape
        x, y = (word.left + word.right) / 2 - self.left, (word.top + word.bottom) / 2 - self.top
        if not (0 <= x < width and 0 <= y < height):
            return 0
        rows = slice(max(0, int(word.top) - self.top), max(0, int(word.bottom) + 1 - self.top))
        columns = slice(max(0, int(word.left) - self.left), max(0, int(word.right) + 1 - self.left))
        counts = np.bincount(self.cell_numbers[rows, columns].ravel(), minlength=1)
        counts[0] = 0
        return int(counts.argmax())

    def cuts(self, words: Sequence[FoundWord]) -> bool:
        """Whether rules or edges go through words: then they are streaks of a copier or edges of the sheet."""
        hearts = [_heart(word) for word in words if _is_sure(word) and self.cell_at(word)]
        return sum(map(self._is_cut, hearts)) > MOST_CUT * len(hearts)

    def _is_cut(self, heart: tuple[int, int, int]) -> bool:
        left, right, middle = heart[0] - self.left, heart[1] - self.left, heart[2] - self.top
        height, width = self.cell_numbers.shape
        if left < 0 or right >= width or not 0 <= middle < height:
            return True
        return not self.cell_numbers[middle, left : right + 1].all()


def _heart(word: FoundWord) -> tuple[int, int, int]:
    """Left and right end of the inner part of a word, and its middle height."""
    edge = min(WORD_EDGE * (word.bottom - word.top), (word.right - word.left) / 2)
    return int(word.left + edge), int(word.right - edge), int((word.top + word.bottom) / 2)


def tables_in(ink: Mask, words: Sequence[FoundWord]) -> list[Table]:
    """Ruled tables, from top to bottom."""
    level = _rules(ink, RULE_PX, level=True)
    upright = _rules(ink, RULE_PX, level=False) if level.any() else level
    if not upright.any():
        return []
    rules = np.asarray(cv2.max(level, upright), np.uint8)
    near = cv2.dilate(rules, np.ones((COARSE + 1, COARSE + 1), np.uint8))[::COARSE, ::COARSE]
    found = COARSE * connected(np.ascontiguousarray(near, np.uint8))[1]
    least_width, least_height = LEAST_TABLE[0] * ink.shape[1], LEAST_TABLE[1] * ink.shape[0]
    boxes = [box[:4] for box in found[1:].tolist() if box[2] >= least_width and box[3] >= least_height]
    free = _without_words(ink.shape, words)
    places = [Rectangle(x, y, x + width, y + height) for x, y, width, height in sorted(boxes, key=lambda box: box[1])]
    places = [place for place in places if _is_closed(level[place.part])]
    tables = [_table(rules[place.part], ink[place.part], free[place.part], place) for place in places]
    return [table for table in tables if not table.cuts(words)]


def _is_closed(level: Mask) -> bool:
    """Whether level rules lie along the upper and the lower edge, or along one of them and twice between.

    Streaks of a copier and the edges of a sheet end anywhere.
    """
    edges = [float(edge.any(axis=0).mean()) >= CLOSED_SHARE for edge in (level[: 2 * TILT_PX], level[-2 * TILT_PX :])]
    near = cv2.dilate(level, np.ones((2 * TILT_PX, 1), np.uint8))
    rules = len(list(spans(near.mean(axis=1) >= CLOSED_SHARE)))
    return all(edges) or (any(edges) and rules >= FEWEST_RULES)


def _without_words(shape: tuple[int, ...], words: Sequence[FoundWord]) -> NDArray[np.bool_]:
    """Where no heart of a word stands; its edges may touch a rule, and pieces of a rule are no words."""
    free = np.ones(shape[:2], np.bool_)
    for word in words:
        if _is_sure(word):
            edge = WORD_EDGE * (word.bottom - word.top)
            left, right, _ = _heart(word)
            free[int(word.top + edge) : int(word.bottom - edge) + 1, left : right + 1] = False
    return free


def _is_sure(word: FoundWord) -> bool:
    """Pieces of rules come out as words too."""
    return word.confidence >= SURE_WORD and any(letter.isalnum() for letter in word.text)


def _rules(ink: Mask, long_px: int, *, level: bool) -> Mask:
    """Straight lines of one direction, their gaps closed."""
    lines = straight_lines(ink, long_px, level=level)
    if not lines.any():
        return lines
    gap = np.ones((1, GAP_PX) if level else (GAP_PX, 1), np.uint8)
    return np.asarray(cv2.morphologyEx(lines, cv2.MORPH_CLOSE, gap), np.uint8)


def _table(rules: Mask, ink: Mask, free: NDArray[np.bool_], place: Rectangle) -> Table:
    """The cells inside a box; its outline counts as ruled: many tables are open at the sides."""
    level, upright = _rules(ink, FAINT_LEVEL_PX, level=True), _rules(ink, FAINT_UPRIGHT_PX, level=False)
    ruled = (rules > 0) | ((_whole(level, upright) | _whole(upright.T, level.T).T) & free)
    ruled[[0, -1]] = ruled[:, [0, -1]] = True
    numbers, boxes = connected((~ruled).astype(np.uint8))
    return Table(place.left, place.top, numbers, boxes[:, :4])


def _whole(rules: Mask, across: Mask) -> NDArray[np.bool_]:
    """Level rules that are nearly whole or broken, drawn through the whole table.

    What ends at rules ACROSS it is not broken: there a cell of several rows begins.
    """
    near = cv2.dilate(np.ascontiguousarray(rules), np.ones((TILT_PX, 1), np.uint8)) > 0
    posts = cv2.dilate(np.ascontiguousarray(across), np.ones((2 * TILT_PX, 2 * TILT_PX), np.uint8)) > 0
    crossing = np.zeros(rules.shape, np.bool_)
    share = near.mean(axis=1)
    for begin, end in spans(share >= BROKEN_SHARE):
        middle = (begin + end) // 2
        ends = np.flatnonzero(near[middle, 1:] != near[middle, :-1])
        crossing[middle] = share[middle] >= WHOLE_SHARE or not posts[middle, ends].all()
    return crossing
