"""How well a strip of letters fits a word by the shapes of its letters.

The recognizer reads running print; of worn, stretched capitals it makes nothing, where the eye still sees the word.
The words are few, so each is laid over the strip letter by letter, each as wide as it fits best (dynamic
programming), and the shapes are compared (normalized correlation) with those of some common faces.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import ascii_uppercase

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.prepare.ink import Gray

Scores = NDArray[np.float32]
Places = NDArray[np.int64]
Back = list[tuple[Places, Places]]  # for each letter: where it may begin after a gap, and its width; by face and column

ROWS, COLUMNS = 16, 10  # of a shape
NARROWEST, WIDEST = 3, 21  # columns of a letter
MOST_COLUMNS = 380
BLUR = 0.6
SKIP_COST = 0.045  # for a column between two letters that is as full as letters are
USUAL_INK = 0.4
IMPOSSIBLE = -9.0
FAINT = 0.12  # mean ink of a column that counts as white
LETTERS = "ABEGHINPRST"  # all that the words are made of
RIVAL_WEIGHT = 2.5
FLAT = 1e-3


@dataclass(frozen=True)
class Fit:
    """Mean correlation of a word's letters, the worst, how much better other letters fit, and the columns used."""

    mean: float
    worst: float
    rival: float
    start: int
    end: int

    @property
    def likeness(self) -> float:
        """How surely the word stands there: 1 at best, below 0.6 it does not."""
        return self.mean - RIVAL_WEIGHT * self.rival


NO_FIT = Fit(0.0, 0.0, 1.0, 0, 0)


@cache
def _faces() -> NDArray[np.float32]:
    """Faces x 26 letters x pixels, each shape with mean 0 and length 1."""
    shapes = np.load(Path(__file__).with_name("letter_shapes.npz"))["shapes"].astype(np.float32)
    soft = np.stack([[cv2.GaussianBlur(shape, (0, 0), BLUR) for shape in face] for face in shapes])
    return _normal(soft.reshape(*soft.shape[:2], -1))


def _normal(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    centered = vectors - vectors.mean(axis=-1, keepdims=True)
    length = np.linalg.norm(centered, axis=-1, keepdims=True)
    return np.asarray(centered / np.maximum(length, FLAT), dtype=np.float32)


class Strip:
    """A strip of ink (bright) laid open for comparison: every window of every width against every letter."""

    def __init__(self, ink: Gray) -> None:
        width = min(MOST_COLUMNS, max(NARROWEST + 1, round(ink.shape[1] * ROWS / ink.shape[0])))
        sized = cv2.resize(ink, (width, ROWS), interpolation=cv2.INTER_AREA).astype(np.float32)
        self.ink = cv2.GaussianBlur(sized / max(1.0, float(sized.max())), (0, 0), BLUR)
        self.width = width
        self._windows = self._laid_open()
        letters = _faces()[:, [ascii_uppercase.index(letter) for letter in LETTERS]]
        flat = self._windows.reshape(-1, ROWS * COLUMNS) @ letters.reshape(-1, ROWS * COLUMNS).T
        shape = (*self._windows.shape[:2], *letters.shape[:2])
        self._scores = np.ascontiguousarray(flat.reshape(shape).transpose(2, 3, 0, 1))  # face, letter, width, start

    def _laid_open(self) -> NDArray[np.float32]:
        windows = np.zeros((WIDEST - NARROWEST + 1, self.width, ROWS * COLUMNS), np.float32)
        for row, width in enumerate(range(NARROWEST, min(WIDEST, self.width) + 1)):
            parts = np.lib.stride_tricks.sliding_window_view(self.ink, width, axis=1)  # rows x starts x width
            small = parts @ _narrowing(width)
            windows[row, : parts.shape[1]] = _normal(small.transpose(1, 0, 2).reshape(parts.shape[1], -1))
        return windows

    def inked(self, start: int, end: int) -> int:
        """Columns with ink between two columns."""
        return int((self.ink[:, start:end].mean(axis=0) > FAINT).sum())

    def fit(self, word: str) -> Fit:
        """The best place of a word, over all faces."""
        skip = np.concatenate([[0], np.cumsum(SKIP_COST * self.ink.mean(axis=0) / USUAL_INK)]).astype(np.float32)
        best = np.zeros((len(self._scores), self.width + 1), np.float32)
        origin = np.broadcast_to(np.arange(self.width + 1), best.shape)
        back: Back = []
        for index, letter in enumerate(word):
            if index:
                best, origin = _after_gap(best, skip)
            best, widths = self._one_letter(best, self._scores[:, LETTERS.index(letter)])
            back.append((origin, widths))
        return max(
            (self._traced(word, face, back, int(best[face].argmax())) for face in range(len(best))), key=_likeness
        )

    def _one_letter(self, best: Scores, scores: Scores) -> tuple[Scores, Places]:
        """The best sums that end at each column after one more letter, and that letter's width; by face."""
        sums = np.full((*scores.shape[:2], self.width + 1), IMPOSSIBLE, np.float32)
        for row, width in enumerate(range(NARROWEST, min(WIDEST, self.width) + 1)):
            left = self.width + 1 - width
            sums[:, row, width:] = best[:, :left] + scores[:, row, :left]
        chosen = sums.argmax(axis=1)
        return np.take_along_axis(sums, chosen[:, None], axis=1)[:, 0], chosen + NARROWEST

    def _traced(self, word: str, face: int, back: Back, end: int) -> Fit:
        """The letters' own correlations, from the last back to the first."""
        place, own, rival = end, [], []
        for letter, (origin, widths) in zip(reversed(word), reversed(back), strict=True):
            width = int(widths[face, place])
            place -= width
            if place < 0:
                return NO_FIT
            fits = _faces()[face] @ self._windows[width - NARROWEST, place]
            own.append(float(fits[ascii_uppercase.index(letter)]))
            rival.append(max(0.0, float(fits.max()) - own[-1]))
            place = int(origin[face, place])
        return Fit(float(np.mean(own)), min(own), float(np.mean(rival)), place, end)


def _likeness(fit: Fit) -> float:
    return fit.likeness


def _after_gap(best: Scores, paid: Scores) -> tuple[Scores, Places]:
    """The best sums when inked columns before may be passed over at a cost, and where each began; by face."""
    raised = best + paid
    highest = np.maximum.accumulate(raised, axis=1)
    origin = np.maximum.accumulate(np.where(raised >= highest, np.arange(best.shape[1]), 0), axis=1)
    return (highest - paid).astype(np.float32), origin


@cache
def _narrowing(width: int) -> NDArray[np.float32]:
    """A matrix that takes `width` columns to the columns of a shape, by area."""
    fine = np.repeat(np.eye(width, dtype=np.float32), COLUMNS, axis=1).reshape(width, COLUMNS, width)
    return np.asarray(fine.mean(axis=2), dtype=np.float32)
