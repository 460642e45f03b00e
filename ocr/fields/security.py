"""Sifat on its two axes: who may know (security) and how fast (urgency, the field `nature`).

Three places speak of security: the prefix of the number (B-, T-, R-, SR-), the row Sifat and a stamp, read as a word
or found as a region of the page. When they disagree the strictest wins. "Biasa" in the row Sifat is urgency:
security is then not stated, which is not "biasa".
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ocr.fields.found import Found
from ocr.fields.letter import Letter
from ocr.fields.rows import Cell, Row
from ocr.values import PageReading, Word

LEVELS = ("biasa", "terbatas", "rahasia", "sangat_rahasia")
PREFIX = re.compile(r"^(SR|RH|R|T|B|K)\s*[-./]\s*(?=\d|[A-Z]{2}\.\d|[A-Z][a-z]+-\d)")
PREFIX_LEVEL = {"SR": "sangat_rahasia", "RH": "rahasia", "R": "rahasia", "T": "terbatas", "B": "biasa", "K": "terbatas"}
SECRET = re.compile(r"(SANGAT)?(?:RAHASIA|RAHAS1A|RAHA5IA|RAHASlA)")
CONFINED = re.compile(r"^TERBATAS$")
URGENCY: tuple[tuple[str, str], ...] = (
    ("sangat segera", "sangat_segera"),
    ("amat segera", "sangat_segera"),
    ("kilat", "sangat_segera"),
    ("segera", "segera"),
    ("biasa", "biasa"),
)
STAMP_WORDS = 3  # a stamp says little


def stamps_on(pages: Sequence[PageReading]) -> tuple[Found, ...]:
    """What the stamps found on the pages say; routing sheets count, for they lie on the same desk."""
    return tuple(
        Found(region.text, (Word(region.text, region.box, region.confidence, 0, 0),), number)
        for number, page in enumerate(pages, 1)
        for region in page.regions
        if region.kind == "stamp" and region.text
    )


def find_security(letter: Letter, number: Found | None, stamps: Sequence[Found] = ()) -> Found | None:
    """The strictest level that the pages state."""
    stamped = [replace(stamp, value=level) for stamp in stamps if (level := _level_of(stamp.value or ""))]
    stated = [*stamped, *_from_number(number), *_from_labels(letter), *_from_words(letter)]
    return max(stated, key=lambda found: LEVELS.index(found.value or "biasa"), default=None)


def find_nature(letter: Letter, stamps: Sequence[Found] = ()) -> Found | None:
    """The urgency of the row Sifat, or else of a stamp; the row's text stays even when it names none ("Penting")."""
    label = letter.labeled("nature")
    if label is None or not label.value:
        stamped = (replace(stamp, value=_urgency_of(stamp.value or "")) for stamp in stamps)
        return next((stamp for stamp in stamped if stamp.value), None)
    return Found(_urgency_of(" ".join(word.text for word in label.value)), label.value, label.row.page)


def _urgency_of(text: str) -> str | None:
    return next((code for printed, code in URGENCY if printed in text.casefold()), None)


def _from_number(number: Found | None) -> list[Found]:
    match = PREFIX.match(number.value or "") if number else None
    if number is None or match is None or ("/" not in (number.value or "") and match[1] == "K"):
        return []
    return [Found(PREFIX_LEVEL[match[1]], number.words, number.page, 0.9)]


def _from_labels(letter: Letter) -> list[Found]:
    """The rows Sifat and Klasifikasi; only in the latter does "biasa" speak of security."""
    stated: list[Found] = []
    for label in letter.labels:
        if label.name not in ("nature", "classification") or label.cell is None:
            continue
        level = _level_of(label.cell.text)
        if level is None and label.name == "classification" and "biasa" in label.cell.text.casefold():
            level = "biasa"
        stated += [Found(level, label.value, label.row.page)] if level else []
    return stated


def _level_of(text: str) -> str | None:
    joined = "".join(letter for letter in text.upper() if letter.isalnum())
    match = SECRET.search(joined)
    if match:
        return "sangat_rahasia" if match[1] else "rahasia"
    if "TERBATAS" in joined or "KONFIDENSIAL" in joined:
        return "terbatas"
    return "biasa" if "TERBUKA" in joined else None


def _from_words(letter: Letter) -> list[Found]:
    """A word that stands alone in capitals: RAHASIA, also letter-spaced."""
    cells = [cell for row in _stamp_rows(letter) for cell in (*row.cells, row.whole)]
    return [Found(level, cell.words, cell.page) for cell in cells if (level := _stamp_level(cell))]


def _stamp_rows(letter: Letter) -> list[Row]:
    """The head of the first page, and every row that stands in capitals elsewhere."""
    return [row for row in letter.rows if row in letter.head or row.text.isupper()]


def _stamp_level(cell: Cell) -> str | None:
    joined = "".join(letter for letter in cell.text if letter.isalnum())
    spaced = all(len(word.text.strip(".:|")) <= 2 for word in cell.words)
    if not joined.isupper() or (len(cell.words) > STAMP_WORDS and not spaced):
        return None
    match = SECRET.fullmatch(joined)
    if match:
        return "sangat_rahasia" if match[1] else "rahasia"
    return "terbatas" if CONFINED.match(joined) else None
