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
Back = list[
    tuple[Places, Places]
]  # for each letter: where it may begin after a gap, and the number of its width; by face and column

ROWS, COLUMNS = 16, 10  # of a shape
WIDTHS = (3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 16, 18, 21)  # columns of a letter
MOST_COLUMNS = 380
BLUR = 0.6
SKIP_COST = 0.045  # for a column between two letters that is as full as letters are
USUAL_INK = 0.4
IMPOSSIBLE = -9.0
FAINT = 0.12  # mean ink of a column that counts as white
RIVAL_WEIGHT = 2.5
QUICK_FACES, OTHER_FACES = (0, 3, 5), (1, 2, 4, 6, 7, 8, 9, 10)  # first bold sans, serif and typewriter
HEAVIER = ((3, 7), (0, 5))  # faces 9 and 10: these with strokes thicker by so many quarters of a column
FINER = 4
HOPELESS = 0.38  # likeness over the quick faces: no other face saves that
FLAT = 1e-3
WHITE = 255


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

    @property
    def width(self) -> int:
        """The columns that the word takes."""
        return self.end - self.start


NO_FIT = Fit(0.0, 0.0, 1.0, 0, 0)


@cache
def _faces() -> NDArray[np.float32]:
    """Faces x 26 letters x pixels, each shape with mean 0 and length 1."""
    drawn = np.load(Path(__file__).with_name("letter_shapes.npz"))["shapes"].astype(np.float32)
    heavier = [[_thickened(shape, by) for shape in drawn[face]] for face, by in HEAVIER]
    shapes = np.concatenate([drawn, np.stack(heavier)])
    soft = np.stack([[cv2.GaussianBlur(shape, (0, 0), BLUR) for shape in face] for face in shapes])
    return _normal(soft.reshape(*soft.shape[:2], -1))


def _thickened(shape: NDArray[np.float32], by: int) -> NDArray[np.float32]:
    """The letter with heavier strokes, mostly wider, as posters have them."""
    fine = cv2.resize(shape, (FINER * COLUMNS, FINER * ROWS), interpolation=cv2.INTER_LINEAR)
    thick = cv2.dilate(fine, np.ones((by // 2 | 1, by), np.uint8))
    return np.asarray(cv2.resize(thick, (COLUMNS, ROWS), interpolation=cv2.INTER_AREA), dtype=np.float32)


def _normal(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    centered = vectors - vectors.mean(axis=-1, keepdims=True)
    length = np.linalg.norm(centered, axis=-1, keepdims=True)
    return np.asarray(centered / np.maximum(length, FLAT), dtype=np.float32)


class Strip:
    """A strip of ink (bright) laid open for comparison: every window of every width against every letter."""

    def __init__(self, ink: Gray) -> None:
        width = min(MOST_COLUMNS, max(WIDTHS[0] + 1, round(ink.shape[1] * ROWS / ink.shape[0])))
        sized = cv2.resize(ink, (width, ROWS), interpolation=cv2.INTER_AREA).astype(np.float32)
        self.ink = cv2.GaussianBlur(sized / max(1.0, float(sized.max())), (0, 0), BLUR)
        self.width = width
        self._skip = np.concatenate([[0], np.cumsum(SKIP_COST * self.ink.mean(axis=0) / USUAL_INK)]).astype(np.float32)
        self._windows = self._laid_open()
        self._compared: dict[tuple[int, ...], dict[str, Scores]] = {QUICK_FACES: {}, OTHER_FACES: {}}

    def _laid_open(self) -> Scores:
        """Every window at the size of a shape: width, start, pixels."""
        windows = np.zeros((len(WIDTHS), self.width, ROWS * COLUMNS), np.float32)
        for row, width in enumerate(WIDTHS):
            if width <= self.width:
                parts = np.lib.stride_tricks.sliding_window_view(self.ink, width, axis=1)  # rows, starts, width
                small = parts @ _narrowing(width)
                windows[row, : parts.shape[1]] = _normal(small.transpose(1, 0, 2).reshape(parts.shape[1], -1))
        return windows

    def _scores(self, word: str, faces: tuple[int, ...]) -> dict[str, Scores]:
        """Correlation of at least the word's letters with each window: face, width, start."""
        known = self._compared[faces]
        fresh = sorted(set(word) - set(known))
        if fresh:
            shapes = _faces()[list(faces)][:, [ascii_uppercase.index(letter) for letter in fresh]]
            flat = shapes.reshape(-1, ROWS * COLUMNS) @ self._windows.reshape(-1, ROWS * COLUMNS).T
            each = flat.reshape(len(faces), len(fresh), *self._windows.shape[:2])
            known |= {letter: each[:, index] for index, letter in enumerate(fresh)}
        return known

    def inked(self, start: int, end: int) -> int:
        """Columns with ink between two columns."""
        return int((self.ink[:, start:end].mean(axis=0) > FAINT).sum())

    def until(self, end: int) -> "Strip":
        """The strip's part before a column."""
        return Strip((self.ink[:, :end] * WHITE).astype(np.uint8))

    def fit(self, word: str) -> Fit:
        """The best place of a word: over a few faces, and over all when those give hope."""
        quick = self._fit_faces(word, QUICK_FACES)
        if quick.likeness < HOPELESS:
            return quick
        return max(quick, self._fit_faces(word, OTHER_FACES), key=_likeness)

    def _fit_faces(self, word: str, faces: tuple[int, ...]) -> Fit:
        scores = self._scores(word, faces)
        best = np.zeros((len(faces), self.width + 1), np.float32)
        origin = np.broadcast_to(np.arange(self.width + 1), best.shape)
        back: Back = []
        for index, letter in enumerate(word):
            if index:
                best, origin = _after_gap(best, self._skip)
            best, widths = self._one_letter(best, scores[letter])
            back.append((origin, widths))
        ends = best.argmax(axis=1)
        return max(
            (self._traced(word, (face, row), back, int(ends[row])) for row, face in enumerate(faces)), key=_likeness
        )

    def _one_letter(self, best: Scores, scores: Scores) -> tuple[Scores, Places]:
        """The best sums that end at each column after one more letter, and the number of its width; by face."""
        sums = np.full((*scores.shape[:2], self.width + 1), IMPOSSIBLE, np.float32)
        for row, width in enumerate(WIDTHS):
            left = max(0, self.width + 1 - width)
            sums[:, row, self.width + 1 - left :] = best[:, :left] + scores[:, row, :left]
        chosen = sums.argmax(axis=1)
        return np.take_along_axis(sums, chosen[:, None], axis=1)[:, 0], chosen

    def _traced(self, word: str, place_of_face: tuple[int, int], back: Back, end: int) -> Fit:
        """The letters' own correlations, from the last back to the first."""
        face, row = place_of_face
        place, own, rival = end, [], []
        for letter, (origin, widths) in zip(reversed(word), reversed(back), strict=True):
            chosen = int(widths[row, place])
            place -= WIDTHS[chosen]
            if place < 0:
                return NO_FIT
            fits = _faces()[face] @ self._windows[chosen, place]
            own.append(float(fits[ascii_uppercase.index(letter)]))
            rival.append(max(0.0, float(fits.max()) - own[-1]))
            place = int(origin[row, place])
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
