"""Signs that the recognizer's Indonesian model does not know or mistakes, told by their shape on the picture.

Debian's `ind` model has no ";" among its characters: it says "," or ":" instead. A lone ":" between a label and its
value often comes out as "1". Both are told by the ink: a semicolon is a dot above a tail that hangs below the line,
a colon two dots alike, one above the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.prepare.ink import Gray, connected
from ocr.recognize.engine import FoundWord

ENDINGS = (",", ":", ".")
LONE = frozenset("1|Il!3;i:.,2")
ENLARGED = 3  # dots are two or three pixels high where letters are read
DOT_HEIGHT = 0.5  # of a small letter: no dot is higher
TAIL_RATIO = 1.35  # tail to dot, in height
ALIKE_RATIO = 1.35
BELOW_LINE = 0.08  # of a small letter: the tail hangs at least so far below the line
FEWEST_PIECES = 4
END_WIDTH = 2.5  # small letters: what is looked at of a word's end


@dataclass(frozen=True)
class Level:
    """Where a line of print stands in the picture: its base line and the height of its small letters, in pixels."""

    base: float
    x_height: float


def with_signs(picture: Gray, words: Sequence[FoundWord]) -> tuple[FoundWord, ...]:
    """The words with semicolons and colons put right where the ink shows them."""
    seen: list[FoundWord] = []
    for _, group in groupby(words, key=lambda word: word.line):
        line = list(group)
        level = _level(picture, line) if any(_is_doubtful(word) for word in line) else None
        seen += [_judged(picture, word, level) if level and _is_doubtful(word) else word for word in line]
    return tuple(seen)


def _is_doubtful(word: FoundWord) -> bool:
    return word.text in LONE or (len(word.text) > 1 and word.text.endswith(ENDINGS))


def _judged(picture: Gray, word: FoundWord, level: Level) -> FoundWord:
    end = replace(word, left=max(word.left, word.right - END_WIDTH * level.x_height))
    pieces = _pieces(picture, end)
    stack = _last_stack(pieces, level)
    sign = _sign(stack, level) if len(stack) == 2 else None
    if sign is None or word.text.endswith(sign):
        return word
    if word.text in LONE:
        return replace(word, text=sign) if len(_columns(pieces)) == 1 else word
    return replace(word, text=word.text[:-1] + sign)


def _sign(stack: NDArray[np.float64], level: Level) -> str | None:
    """What two pieces one above the other are: a colon, a semicolon, or neither."""
    upper, lower = stack[np.argsort(stack[:, 1])]
    if upper[3] > DOT_HEIGHT * level.x_height or upper[1] + upper[3] > level.base - 0.2 * level.x_height:
        return None
    if level.base - upper[1] > 1.3 * level.x_height or lower[1] + lower[3] < level.base - 0.3 * level.x_height:
        return None
    ratio, hangs = lower[3] / upper[3], lower[1] + lower[3] - level.base
    if ratio >= TAIL_RATIO and hangs >= BELOW_LINE * level.x_height and lower[3] < level.x_height:
        return ";"
    return ":" if 1 / ALIKE_RATIO <= ratio <= ALIKE_RATIO else None


def _pieces(picture: Gray, word: FoundWord, *, enlarged: int = ENLARGED) -> NDArray[np.float64]:
    """Connected pieces of ink in the word's box: left, top, width, height in pixels of the picture."""
    tall = word.bottom - word.top
    top, bottom = max(0, int(word.top - 0.3 * tall)), int(word.bottom + 0.5 * tall) + 1
    left, right = max(0, int(word.left) - 1), int(word.right) + 3
    crop = picture[top:bottom, left:right]
    if min(crop.shape) < 3:
        return np.zeros((0, 4))
    large = cv2.resize(crop, None, fx=enlarged, fy=enlarged, interpolation=cv2.INTER_CUBIC) if enlarged > 1 else crop
    dark = cv2.threshold(large, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1]
    _, found = connected(np.asarray(dark, np.uint8))
    found = found[1:][found[1:, cv2.CC_STAT_AREA] >= enlarged * enlarged]
    return np.asarray(found[:, :4] / enlarged + np.array([left, top, 0, 0]), dtype=np.float64)


def _columns(pieces: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """The pieces in groups that stand above one another, from left to right."""
    groups: list[list[NDArray[np.float64]]] = []
    edge = -1.0
    for piece in pieces[np.argsort(pieces[:, 0])]:
        if groups and piece[0] + 0.3 * piece[2] < edge:
            groups[-1].append(piece)
        else:
            groups.append([piece])
        edge = max(edge, piece[0] + piece[2])
    return [np.array(group) for group in groups]


def _last_stack(pieces: NDArray[np.float64], level: Level) -> NDArray[np.float64]:
    """The last column of pieces between the top of the small letters and the depth of a tail."""
    near = pieces[(pieces[:, 1] < level.base + 0.25 * level.x_height) & (pieces[:, 3] < 1.2 * level.x_height)]
    high = near[near[:, 1] + near[:, 3] > level.base - 1.3 * level.x_height] if len(near) else near
    columns = _columns(high)
    return columns[-1] if columns else np.zeros((0, 4))


def _level(picture: Gray, line: Sequence[FoundWord]) -> Level | None:
    """Base line and height of small letters from the pieces of the line's words; None when they are too few."""
    pieces = _pieces(picture, _whole(line), enlarged=1)
    tallest = np.percentile(pieces[:, 3], 90) if len(pieces) else 0
    letters = pieces[pieces[:, 3] >= 0.4 * tallest] if len(pieces) else pieces
    if len(letters) < FEWEST_PIECES:
        return None
    bottoms, heights = letters[:, 1] + letters[:, 3], letters[:, 3]
    return Level(float(np.median(bottoms)), float(np.percentile(heights, 30)))


def _whole(line: Sequence[FoundWord]) -> FoundWord:
    """One box around all words of a line."""
    return replace(
        line[0],
        left=min(word.left for word in line),
        top=min(word.top for word in line),
        right=max(word.right for word in line),
        bottom=max(word.bottom for word in line),
    )
