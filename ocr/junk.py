"""What the recognizer makes of rules, emblems, dirt and strokes of a pen: no words of the letter.

Table rules come out as "|", emblems and scribbles as short lines of little confidence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from ocr.recognize.engine import FoundWord

RULES = "|¦"
LEAST_LINE_CONFIDENCE = 0.4  # weighted by length
FEWEST_LETTERS_OF_PRINT = 6  # measured on 56 real pages: more letters of little confidence are mostly faint print


def without_junk(words: Sequence[FoundWord]) -> tuple[FoundWord, ...]:
    """The words without table rules, and without lines that are no print."""
    kept: list[FoundWord] = []
    for _, line in groupby(_without_rules(words), key=lambda word: word.line):
        row = list(line)
        if _is_print(row):
            kept += row
    return tuple(kept)


def _without_rules(words: Sequence[FoundWord]) -> Iterator[FoundWord]:
    for word in words:
        text = word.text.strip(RULES)
        if text:
            yield word if text == word.text else replace(word, text=text)


def _is_print(line: Sequence[FoundWord]) -> bool:
    letters = sum(letter.isalnum() for word in line for letter in word.text)
    if letters == 0:
        return False
    weights = sum(len(word.text) for word in line)
    sure = sum(word.confidence * len(word.text) for word in line) / weights
    return sure >= LEAST_LINE_CONFIDENCE or letters >= FEWEST_LETTERS_OF_PRINT
