"""Sifat on its two axes: who may know (security) and how fast (urgency, the field `nature`).

Three places speak of security: the prefix of the number (B-, T-, R-, SR-), the row Sifat and a stamp. When they
disagree the strictest wins. "Biasa" in the row Sifat is urgency: security is then not stated, which is not "biasa".
"""

import re

from ocr.fields.found import Found
from ocr.fields.letter import Letter
from ocr.fields.rows import Cell, Row

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


def find_security(letter: Letter, number: Found | None) -> Found | None:
    """The strictest level that the page states."""
    stated = [*_from_number(number), *_from_labels(letter), *_from_stamps(letter)]
    return max(stated, key=lambda found: LEVELS.index(found.value or "biasa"), default=None)


def find_nature(letter: Letter) -> Found | None:
    """The urgency of the row Sifat; the raw text stays even when it names none ("Penting")."""
    label = letter.labeled("nature")
    if label is None or not label.value:
        return None
    text = " ".join(word.text for word in label.value).casefold()
    urgency = next((code for printed, code in URGENCY if printed in text), None)
    return Found(urgency, label.value, label.row.page)


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


def _from_stamps(letter: Letter) -> list[Found]:
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
