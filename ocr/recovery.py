"""A second look at ink that no word covers: lines that the recognizer's layout analysis lost are read one by one.

Mean confidence does not show lost text; ink of letter size outside all words does. Only words read with confidence
are added, so that emblems, stamps and signatures stay out.
"""

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.one_line import read_line
from ocr.prepare.geometry import Rectangle
from ocr.prepare.ink import Gray, Letters, connected
from ocr.recognize.engine import Engine, FoundWord, Recognition

FEWEST_PIECES = 4  # fewer letters in a row are dirt
LETTER_SIZES = (0.6, 2.4)  # of the page's small letters
LINE_SIZES = (0.8, 4.0)
JOIN_WIDTH = 4  # small letters: gaps up to this belong to one line
MOST_LINES = 20
LEAST_CONFIDENCE = 0.75
FEWEST_LETTERS = 4
PAD = 0.6  # of a small letter's height around a line


def recovered(picture: Gray, measured: Letters, found: Recognition, engine: Engine, *, dpi: float) -> Recognition:
    """The words found, with those of lost lines put where they stand. `measured` are the letters of the picture."""
    if not found.words or measured.x_height == 0:
        return found
    lost = [_read(picture, place, engine, dpi) for place in lost_lines(picture.shape, measured, found.words)]
    lost = [line for line in lost if line]
    return replace(found, words=_merged(found.words, lost)) if lost else found


def lost_lines(shape: tuple[int, ...], measured: Letters, words: Sequence[FoundWord]) -> list[Rectangle]:
    """Rows of at least four letters that lie outside all words."""
    x_height = measured.x_height
    pieces = uncovered(shape, measured, words).pieces
    if len(pieces) < FEWEST_PIECES:
        return []
    marked = np.zeros(shape[:2], np.uint8)
    for left, top, width, height in pieces:
        marked[top : top + height, left : left + width] = 1
    joined = cv2.morphologyEx(marked, cv2.MORPH_CLOSE, np.ones((1, JOIN_WIDTH * x_height), np.uint8))
    labels, boxes = connected(np.asarray(joined, np.uint8))
    count = len(boxes)
    middles = pieces[:, :2] + pieces[:, 2:] // 2
    members = np.bincount(labels[middles[:, 1], middles[:, 0]], minlength=count)
    low, high = LINE_SIZES[0] * x_height, LINE_SIZES[1] * x_height
    chosen = [i for i in range(1, count) if members[i] >= FEWEST_PIECES and low <= boxes[i][3] <= high]
    chosen = sorted(chosen, key=lambda i: -members[i])[:MOST_LINES]
    return [_padded(boxes[i], round(PAD * x_height), shape) for i in chosen]


def uncovered(shape: tuple[int, ...], measured: Letters, words: Sequence[FoundWord]) -> Letters:
    """The letters outside all words."""
    pieces = measured.pieces
    low, high = (size * measured.x_height for size in LETTER_SIZES)
    pieces = pieces[(pieces[:, 3] >= low) & (pieces[:, 3] <= high) & (pieces[:, 2] <= 2 * high)]
    covered = np.zeros(shape[:2], np.uint8)
    pad = measured.x_height // 3
    for word in words:
        top, left = max(0, int(word.top) - pad), max(0, int(word.left) - pad)
        covered[top : int(word.bottom) + pad, left : int(word.right) + pad] = 1
    middles = pieces[:, :2] + pieces[:, 2:] // 2
    outside = covered[middles[:, 1], middles[:, 0]] == 0
    return Letters(np.asarray(pieces[outside], dtype=np.int32), measured.x_height)


def _padded(box: NDArray[np.int32], pad: int, shape: tuple[int, ...]) -> Rectangle:
    left, top, width, height = (int(value) for value in box[:4])
    return Rectangle(
        max(0, left - pad), max(0, top - pad), min(shape[1], left + width + pad), min(shape[0], top + height + pad)
    )


def _read(picture: Gray, place: Rectangle, engine: Engine, dpi: float) -> tuple[FoundWord, ...]:
    found = read_line(picture, place, engine, dpi=dpi)
    count = sum(letter.isalnum() for word in found.words for letter in word.text)
    return found.words if found.confidence >= LEAST_CONFIDENCE and count >= FEWEST_LETTERS else ()


def _merged(words: Sequence[FoundWord], lost: list[tuple[FoundWord, ...]]) -> tuple[FoundWord, ...]:
    """Lost lines before the first line that stands lower, all lines numbered anew."""
    lines: list[tuple[FoundWord, ...]] = []
    for word in words:
        if lines and lines[-1][0].line == word.line:
            lines[-1] = (*lines[-1], word)
        else:
            lines.append((word,))
    for line in lost:
        below = next((index for index, other in enumerate(lines) if _middle(other) > _middle(line)), len(lines))
        block = lines[min(below, len(lines) - 1)][0].block
        lines.insert(below, tuple(replace(word, block=block) for word in line))
    return tuple(replace(word, line=number) for number, line in enumerate(lines) for word in line)


def _middle(line: Sequence[FoundWord]) -> float:
    return float(np.median([(word.top + word.bottom) / 2 for word in line]))
