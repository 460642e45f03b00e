"""The letter's number: the labeled row of the head, or the line under the title."""

from datetime import date
from itertools import pairwise

from ocr.fields.found import Found
from ocr.fields.letter import Letter
from ocr.fields.numbers import DECREE, agreeing, clean_number, year_of
from ocr.values import Word

LEAST_WORD_CONFIDENCE = 0.5  # below, a number is more likely handwriting misread
LEAST_CONFIDENCE_BORNE_OUT = 0.25
LEAST_OF_DECREE = 0.7  # "6 TAHUN 2014"
LEAST_BEFORE_YEAR = 0.75  # "DL.105/351/KDL/IV/ 2016"
LEAST_CONFIDENCE_APART = 0.85  # parts that stand apart are often filled in by hand
MOST_WORDS = 9
NEXT_COLUMN = 0.03  # of the page's width


def find_number(letter: Letter, written: date | None = None) -> Found | None:
    """The first labeled number that has the shape of one; WRITTEN is the letter's date."""
    for label in letter.labels:
        if label.name != "number" or not label.value:
            continue
        found = _longest(tuple(word for word in label.value if _says(word.text))[:MOST_WORDS])
        if found is None:
            continue
        number, words = agreeing(found[0], written), found[1]
        if min(word.confidence for word in words) >= _needed(number, words, written):
            return Found(number, words, label.row.page, 1.0 if label.has_separator else 0.95)
    return None


def _says(text: str) -> bool:
    return any(letter.isalnum() for letter in text) or text in ("/", "-")


def _needed(number: str, words: tuple[Word, ...], written: date | None) -> float:
    """How sure the words must be; a number in one piece that ends with the letter's own year bears out itself."""
    if DECREE.match(number):
        return LEAST_OF_DECREE
    if len(words) == 2 and written and words[1].text.strip(".") == str(written.year):
        return LEAST_BEFORE_YEAR
    if len(words) > 1:
        return LEAST_CONFIDENCE_APART
    return LEAST_CONFIDENCE_BORNE_OUT if written and year_of(number) == written.year else LEAST_WORD_CONFIDENCE


def _longest(words: tuple[Word, ...]) -> tuple[str, tuple[Word, ...]] | None:
    """The longest run of words from the first that is a number: what follows may be another column."""
    for count in range(len(words), 0, -1):
        number = clean_number(" ".join(word.text for word in words[:count]))
        if number is not None and number.replace(".", "").isdigit() and _goes_on(words, count):
            return None
        if number is not None and (count == 1 or _is_tight(words[:count])):
            return number, words[:count]
    return None


def _goes_on(words: tuple[Word, ...], count: int) -> bool:
    """Whether the next word follows right away: digits alone are then no number but a part of one."""
    return len(words) > count and words[count].box.x0 - words[count - 1].box.x1 < NEXT_COLUMN


def _is_tight(words: tuple[Word, ...]) -> bool:
    """Spaces are part of a number only beside slashes and dashes, or as "23 TAHUN 2020"."""
    if len(words) == 3 and words[1].text.upper() == "TAHUN":
        return True
    return all(before.text[-1] in "/-." or after.text[0] in "/-." for before, after in pairwise(words))
