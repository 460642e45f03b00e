"""Whether the text that comes with a PDF page can be trusted: it must say what stands on the paper, all of it.

Two measures, neither needs a dictionary: some lines of the layer are read from the picture and compared (wrong
encodings, gibberish and invisible junk differ), and the ink of letter size outside the layer's words is counted.
"""

from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.pages.source import LayerWord, SourcePage
from ocr.prepare.ink import Gray, ink_mask, letters, measuring_size
from ocr.prepare.light import gray_of
from ocr.recognize.engine import Engine
from ocr.values import Box, Note, Word

LINES_COMPARED = 4
LINE_LETTERS = 8  # shorter lines prove little
LEAST_LIKENESS = 0.6
MOST_UNCOVERED = 0.12  # of the page's letters may stand outside the layer: stamps, signatures, emblems
FEWEST_UNCOVERED = 40
LINE_HEIGHT_PX = 36  # what the recognizer works with
MARGIN = 0.25  # of the line's height, around a line that is compared


@dataclass(frozen=True)
class JudgedLayer:
    """The verdict; `likeness` is how well the compared lines agreed (0..1), None when nothing was compared."""

    is_good: bool
    words: tuple[Word, ...] = ()
    likeness: float | None = None
    notes: tuple[Note, ...] = ()


def judge_layer(page: SourcePage, engine: Engine) -> JudgedLayer:
    """Compare the page's own text with its picture."""
    if not page.layer:
        return JudgedLayer(is_good=False)
    pixels = gray_of(page.pixels)
    uncovered = uncovered_share(measuring_size(pixels), page.layer)
    if uncovered > MOST_UNCOVERED:
        return JudgedLayer(is_good=False, notes=(Note("layer_partial", {"uncovered_percent": round(100 * uncovered)}),))
    likeness = _likeness(pixels, page, engine)
    if likeness < LEAST_LIKENESS:
        return JudgedLayer(is_good=False, notes=(Note("layer_wrong", {"likeness_percent": round(100 * likeness)}),))
    return JudgedLayer(is_good=True, words=_words(page), likeness=likeness)


def uncovered_share(small: Gray, layer: tuple[LayerWord, ...]) -> float:
    """Share of the pieces of letter size that lie outside all words; 0 when they are few."""
    pieces = letters(ink_mask(small)).pieces
    if len(pieces) == 0:
        return 0.0
    height, width = small.shape
    covered = np.zeros(small.shape, np.uint8)
    for word in layer:
        pad = 0.4 * (word.y1 - word.y0) * height
        left, top = int(word.x0 * width - pad), int(word.y0 * height - pad)
        covered[max(0, top) : int(word.y1 * height + pad) + 1, max(0, left) : int(word.x1 * width + pad) + 1] = 1
    middles = (pieces[:, :2] + pieces[:, 2:4] // 2).clip(0, [width - 1, height - 1])
    outside = int((covered[middles[:, 1], middles[:, 0]] == 0).sum())
    return outside / len(pieces) if outside >= FEWEST_UNCOVERED else 0.0


def _likeness(gray: Gray, page: SourcePage, engine: Engine) -> float:
    lines = [list(line) for _, line in groupby(page.layer, key=lambda word: word.line)]
    telling = [line for line in lines if sum(len(word.text) for word in line) >= LINE_LETTERS] or lines
    picks = np.linspace(0, len(telling) - 1, min(LINES_COMPARED, len(telling))).round().astype(int)
    turns = page.layer_turned_degrees // 90
    return float(np.median([_line_likeness(gray, telling[pick], engine, turns) for pick in picks]))


def _line_likeness(gray: Gray, line: list[LayerWord], engine: Engine, turns: int) -> float:
    crop = np.ascontiguousarray(np.rot90(_crop(gray, line), -turns))
    if crop.size == 0:
        return 0.0
    scale = min(1.0, LINE_HEIGHT_PX / crop.shape[0])
    crop = np.asarray(cv2.resize(crop, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    found = engine.read(crop, dpi=150, layout="line", timeout_seconds=2)
    read = _folded("".join(word.text for word in found.words))
    return SequenceMatcher(None, _folded("".join(word.text for word in line)), read, autojunk=False).ratio()


def _folded(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _crop(gray: Gray, line: list[LayerWord]) -> NDArray[np.uint8]:
    height, width = gray.shape
    top, bottom = min(word.y0 for word in line) * height, max(word.y1 for word in line) * height
    left, right = min(word.x0 for word in line) * width, max(word.x1 for word in line) * width
    pad = MARGIN * min(bottom - top, right - left)
    return gray[max(0, int(top - pad)) : int(bottom + pad) + 1, max(0, int(left - pad)) : int(right + pad) + 1]


def _words(page: SourcePage) -> tuple[Word, ...]:
    return tuple(Word(word.text, _turned(word, page.layer_turned_degrees), 1.0, word.line, 0) for word in page.layer)


def _turned(word: LayerWord, degrees: int) -> Box:
    """The word's box after the page was turned clockwise by `degrees`."""
    if degrees == 90:
        return Box(1 - word.y1, word.x0, 1 - word.y0, word.x1)
    if degrees == 180:
        return Box(1 - word.x1, 1 - word.y1, 1 - word.x0, 1 - word.y0)
    if degrees == 270:
        return Box(word.y0, 1 - word.x1, word.y1, 1 - word.x0)
    return Box(word.x0, word.y0, word.x1, word.y1)
