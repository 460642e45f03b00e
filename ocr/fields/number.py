"""The letter's number: the labeled row of the head, or the line under the title."""

from itertools import pairwise

from ocr.fields.found import Found
from ocr.fields.letter import Letter
from ocr.fields.numbers import clean_number
from ocr.values import Word

LEAST_WORD_CONFIDENCE = 0.5  # below, a number is more likely handwriting misread
LEAST_CONFIDENCE_APART = 0.85  # parts that stand apart are often filled in by hand
MOST_WORDS = 9


def find_number(letter: Letter) -> Found | None:
    """The first labeled number that has the shape of one."""
    for label in letter.labels:
        if label.name != "number" or not label.value:
            continue
        words = label.value[:MOST_WORDS]
        found = _longest(words)
        if found is not None and _is_sure(found[1]):
            return Found(found[0], found[1], label.row.page, 1.0 if label.has_separator else 0.95)
    return None


def _is_sure(words: tuple[Word, ...]) -> bool:
    needed = LEAST_CONFIDENCE_APART if len(words) > 1 else LEAST_WORD_CONFIDENCE
    return min(word.confidence for word in words) >= needed


def _longest(words: tuple[Word, ...]) -> tuple[str, tuple[Word, ...]] | None:
    """The longest run of words from the first that is a number: what follows may be another column."""
    for count in range(len(words), 0, -1):
        number = clean_number(" ".join(word.text for word in words[:count]))
        if number is not None and (count == 1 or _is_tight(words[:count])):
            return number, words[:count]
    return None


def _is_tight(words: tuple[Word, ...]) -> bool:
    """Spaces are part of a number only beside slashes and dashes, or as "23 TAHUN 2020"."""
    if len(words) == 3 and words[1].text.upper() == "TAHUN":
        return True
    return all(before.text[-1] in "/-." or after.text[0] in "/-." for before, after in pairwise(words))
