"""Small marks that tell where a page stands in its letter: page numbers, numbers of letters, counts of annexes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ocr.fields.alike import is_alike
from ocr.fields.date_words import number_in_words
from ocr.fields.numbers import clean_number, number_key
from ocr.fields.rows import Row

PAGE_NUMBER = re.compile(
    r"^\W*(?:(?:hal(?:aman)?|page|lembar)\.?\s*(?:ke)?[\s:.-]*)?[-–—~(]*\s*(\d{1,3})\s*[-–—~)]*"
    r"(?:\s*(?:dari|of|/)\s*(\d{1,3}))?\W*$",
    re.IGNORECASE,
)
NUMBER_LIKE = re.compile(r"[\w.\-()]+(?:\s?/\s?[\w.\-()]+){2,}|\d{1,4}\s+TAHUN\s+(?:19|20)\d{2}", re.IGNORECASE)
FOLD = str.maketrans("OILSBQZG|", "011580261")
SHORTEST = 5
FEWEST_DIGITS = 3
UNLIKE = 0.7
LARGEST = 200
COUNT = re.compile(r"^\W*(\d{1,3}|[a-z]+(?:\s(?:belas|puluh))?)\b\W*(?:\([\w\s]*\)?)?\s*([a-z]*)", re.IGNORECASE)
LEAVES = re.compile(r"^(?:lembar|lbr|halaman|hal|lb)$", re.IGNORECASE)
NONE_ATTACHED = re.compile(r"^[\W_]*(?:nihil|tidak ada)?[\W_]*$", re.IGNORECASE)


@dataclass(frozen=True)
class PageNumber:
    """A page's own number, and of how many if it says so."""

    number: int
    total: int | None


@dataclass(frozen=True)
class Attached:
    """What a letter's row Lampiran promises: how many of what; `leaves` when the unit is sheets or pages."""

    count: int
    leaves: bool
    raw: str


def page_number_of(rows: Sequence[Row]) -> PageNumber | None:
    """A lonely number in the first two or last two rows; two-digit numbers need dashes or a word."""
    for row in (*rows[:2], *rows[:-3:-1]):
        text = row.cells[-1].text
        found = PAGE_NUMBER.match(text)
        if found and (len(found[1]) == 1 or len(text) > len(found[1])) and 0 < int(found[1]) < LARGEST:
            return PageNumber(int(found[1]), int(found[2]) if found[2] else None)
    return None


def numbers_in(text: str) -> tuple[str, ...]:
    """Keys of what has the shape of a letter's number."""
    cleaned = (clean_number(match.group()) for match in NUMBER_LIKE.finditer(text))
    return tuple(number_key(number) for number in cleaned if number)


def rough_numbers(words: Iterable[str]) -> tuple[str, ...]:
    """What may be a letter's number, misread or torn, to compare sheets with letters by."""
    return tuple(_folded(word) for word in words if "/" in word and sum(map(str.isdigit, word)) >= FEWEST_DIGITS)


def likeness(some: Iterable[str], others: Sequence[str]) -> float:
    """The best ratio (0..1) of common letters between two rough numbers."""
    ratios = [SequenceMatcher(None, one, other, autojunk=False).ratio() for one in some for other in others]
    return max(ratios, default=0.0)


def is_same_number(some: str, other: str) -> bool:
    """Equal but for letters that recognizers confuse with digits; one serial apart is another letter."""
    return len(some) >= SHORTEST and _folded(some) == _folded(other)


def is_other_number(some: str, other: str) -> bool:
    """So unlike that no misreading explains it."""
    return not is_alike(_folded(some), _folded(other), least=UNLIKE)


def _folded(key: str) -> str:
    return "".join(letter for letter in key.upper().translate(FOLD) if letter.isalnum())


def attached_of(value: str) -> Attached | None:
    """The count of a row Lampiran; None when it cannot be told."""
    if NONE_ATTACHED.match(value):
        return Attached(0, True, value)
    found = COUNT.match(value)
    if not found:
        return None
    count = int(found[1]) if found[1].isdigit() else number_in_words(found[1].casefold())
    return Attached(count, bool(LEAVES.match(found[2])), value) if count else None
