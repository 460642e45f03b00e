"""Labeled rows of a letter's head ("Nomor : …", "N o m o r : …", "Perihal: …") and their values."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ocr.fields.alike import is_alike
from ocr.fields.rows import Cell, Row
from ocr.values import Word

LABELS: dict[str, tuple[str, ...]] = {
    "number": ("nomor", "nomer", "no", "nomorsurat"),
    "classification": ("klasifikasi",),
    "nature": ("sifat", "sifatsurat"),
    "attachment": ("lampiran", "lamp", "lampiransurat"),
    "subject": ("hal", "perihal", "prihal"),
    "date": ("tanggal", "tgl", "tanggalsurat"),
    "from": ("dari",),
    "to": ("yth", "yeh", "yih", "vth", "kepada", "kepadayth", "ythkepada", "kepadayang", "kepadabapak", "kepadasdr"),
    "copies": ("tembusan", "tindasan", "tembusanyth"),
    "through": ("melalui",),
}
LONGEST_SPACED = 8  # letters of a label printed with spaces between them
SEPARATORS = frozenset([":", ";", "=", "1:", ":1", "!", "::", "|", ":.", ".:", "»", "«", ">", "—:", "-:", "3:", "2:"])
DOUBTFUL_SEPARATORS = frozenset(["1", "I", "l", "?"])  # how recognizers read a lonely colon
VALUE_LEFT_OF = 0.42  # of the page's width: what begins right of it is the other column, addressee or date
DASHES = frozenset(["-", "–", "—", "--"])  # a value: there is none
MISREAD_COLON = 0.6  # confidence at most
DOTTED_SEPARATORS = frozenset(["1.", "l.", "I.", "z1"])  # only where they are hardly read
NO_LABELS = frozenset(["kepala"])  # one letter from "kepada"
FUZZY_FROM = 5  # letters; shorter labels must match exactly


@dataclass(frozen=True)
class Labeled:
    """A label's row and the words of its value (none when the row ends with the label)."""

    name: str
    row: Row
    value: tuple[Word, ...]
    has_separator: bool

    @property
    def cell(self) -> Cell | None:
        """The value as a cell."""
        return Cell(self.value, self.row.page) if self.value else None


def labeled(row: Row) -> Labeled | None:
    """The label that begins the row, or None."""
    first = row.cells[0].words
    for count in range(1, min(LONGEST_SPACED, len(first)) + 1):
        name, glued = _name_of(first[:count])
        if name is not None:
            return _with_value(row, name, count, glued)
    return None


def _name_of(words: Sequence[Word]) -> tuple[str | None, str]:
    """The label these words spell, and what is glued to it behind a colon."""
    if len(words) > 2 and any(len(word.text) > 2 for word in words[:-1]):
        return None, ""
    spelled, colon, glued = "".join(word.text for word in words).partition(":")
    name = _known(spelled)
    return name, glued if colon else ""


def _known(spelled: str) -> str | None:
    letters = "".join(letter for letter in spelled.casefold() if letter.isalpha())
    if letters in NO_LABELS or len(letters) < 2 or len(spelled) > len(letters) + 2:
        return None
    for name, forms in LABELS.items():
        if letters in forms or any(len(form) >= FUZZY_FROM and is_alike(letters, form) for form in forms):
            return name
    return None


def _with_value(row: Row, name: str, count: int, glued: str) -> Labeled:
    first = row.cells[0].words
    has_separator = first[count - 1].text.rstrip().endswith((":", ";")) or bool(glued)
    words = [replace(first[count - 1], text=glued)] if glued else []
    words += first[count:]
    further = [list(cell.words) for cell in row.cells[1:] if cell.box.x0 < VALUE_LEFT_OF]
    is_seen = has_separator
    while True:
        while words and _is_separator(words, is_seen):
            has_separator = has_separator or words[0].text in SEPARATORS
            is_seen, words = True, words[1:]
        if words or not further:
            return Labeled(name, row, tuple(_without_leading_colon(words)), has_separator)
        words = further.pop(0)


def _is_separator(words: list[Word], is_seen: bool) -> bool:
    if words[0].text in SEPARATORS or (words[0].text not in DASHES and not any(c.isalnum() for c in words[0].text)):
        return True
    if is_seen and words[0].confidence > MISREAD_COLON:
        return False  # the colon was seen: what follows is the value, "1 (satu) berkas"
    if words[0].text in DOTTED_SEPARATORS and words[0].confidence <= MISREAD_COLON:
        return len(words) > 1
    return words[0].text in DOUBTFUL_SEPARATORS and len(words) > 1 and words[1].text.upper() != "TAHUN"


def _without_leading_colon(words: list[Word]) -> list[Word]:
    if words and words[0].text.startswith(":") and len(words[0].text) > 1:
        return [replace(words[0], text=words[0].text[1:]), *words[1:]]
    return words
