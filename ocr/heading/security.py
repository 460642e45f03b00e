"""How secret the letter is: the strictest of number prefix, row Sifat and stamp, until a person says otherwise.

DOMAIN.md 1.6. "Biasa" in the row Sifat speaks of urgency, "Penting" of nothing by itself: both leave it unknown.
"""

import re
from collections.abc import Sequence

from ocr.heading.found import Found
from ocr.heading.labels import row
from ocr.heading.segments import Segment
from ocr.heading.titles import unspaced

CLASSES = ("biasa", "terbatas", "rahasia", "sangat_rahasia")
PREFIXES = {"SR": "sangat_rahasia", "RH": "rahasia", "R": "rahasia", "T": "terbatas", "B": "biasa"}
PREFIX = re.compile(r"^(SR|RH|R|T|B)[-/.](?=\d|[A-Z]{2}\.\d)")
WORD = re.compile(r"\b(SANGAT\s+RAHASIA|RAHASIA|TERBATAS)\b", re.IGNORECASE)
STAMP = re.compile(r"^\W*(SANGAT\s+RAHASIA|RAHASIA|TERBATAS)\W*$")


def class_of(word: str) -> str:
    """Return the class that a printed word names."""
    return "_".join(word.lower().split())


def find_nature(pieces: Sequence[Segment]) -> Found | None:
    """Return the row Sifat as it is printed."""
    found = row(pieces, "nature")
    if found is None or not found.words:
        return None
    value = found.text.strip(" .,;:|")
    return Found(value, found.text, found.segment.page, found.words, 0.95) if value else None


def find_security(pieces: Sequence[Segment], number: str | None, nature: Found | None) -> Found | None:
    """Return the strictest class that anything on the pages names, or None when nothing does."""
    marks = [mark for mark in (by_prefix(number), by_nature(nature), *by_stamps(pieces)) if mark]
    return max(marks, key=lambda mark: CLASSES.index(mark.value), default=None)


def by_prefix(number: str | None) -> Found | None:
    """Return the class that the prefix of the number names (B-, T-, R-, RH., SR-)."""
    match = PREFIX.match(number or "")
    return Found(PREFIXES[match.group(1)], match.group(1), 1, (), 0.85) if match else None


def by_nature(nature: Found | None) -> Found | None:
    """Return the class that the row Sifat names."""
    match = WORD.search(unspaced(nature.value)) if nature else None
    return (
        Found(class_of(match.group(1)), match.group(1), nature.page, nature.words, 0.98) if nature and match else None
    )


def by_stamps(pieces: Sequence[Segment]) -> list[Found]:
    """Return the classes of stamps: the word alone in capitals, letter-spaced or not, on any page."""
    stamps = []
    for piece in pieces:
        match = STAMP.match(unspaced(piece.text))
        if match:
            stamps.append(Found(class_of(match.group(1)), piece.text, piece.page, piece.words, 0.95))
    return stamps
