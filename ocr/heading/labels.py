"""Label rows of a letterhead block: Nomor, Sifat, Lampiran, Hal, Tanggal, Dari (DOMAIN.md 1.2 and Appendix A)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ocr.heading.segments import Segment
from ocr.values import Word

BODY_STARTS = 0.5
"""Label rows stand in the upper half of the first pages; below it "Nomor" belongs to the text."""

COLON = r"\s*(?:[:;]|(?:[1Il—-]+\s*)?[:;]|[1Il!|—-](?=\s))\s*"
"""A colon as scanners read it: ":", "1:", "1", "—"."""

PATTERNS = {
    "number": rf"(?:N\s?o\s?m\s?o\s?r|No\.){COLON}",
    "nature": rf"(?:S\s?i\s?f\s?a\s?t){COLON}",
    "attachment": rf"(?:Lamp(?:iran|\.)\.?){COLON}",
    "subject": rf"(?:(?:Peri)?hal){COLON}",
    "date": rf"(?:Tanggal){COLON}",
    "from": rf"(?:Dari){COLON}",
    "to": rf"(?:Yth\.?|Kepada(?: Yth\.?)?|Tembusan){COLON}?",
}
LABELS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in PATTERNS.items()}
ANY_LABEL = re.compile("|".join(PATTERNS.values()), re.IGNORECASE)
TABLE_HEAD = re.compile(r"^No\.?\s*(?:\||Nama|Uraian|Kode)", re.IGNORECASE)


@dataclass(frozen=True)
class Row:
    """A label row: the words of its value (they may be none) and the segment they end in."""

    words: tuple[Word, ...]
    segment: Segment
    place: int

    @property
    def text(self) -> str:
        """Return the value as printed."""
        return " ".join(word.text for word in self.words)


def row(pieces: Sequence[Segment], name: str) -> Row | None:
    """Return the first row with label NAME in the head of the letter."""
    for place, piece in enumerate(pieces):
        match = LABELS[name].match(piece.text)
        if match and piece.page <= 2 and piece.top < BODY_STARTS and not TABLE_HEAD.match(piece.text):
            words = piece.after(match.end()) or beside(pieces, piece)
            return Row(words, piece, place)
    return None


def beside(pieces: Sequence[Segment], label: Segment) -> tuple[Word, ...]:
    """Return the words of the segment right of LABEL on the same height, where the gap parted the two."""
    near = [
        piece
        for piece in pieces
        if piece.page == label.page and piece.left > label.left and abs(piece.top - label.top) < label.height
    ]
    return min(near, key=lambda piece: piece.left).words if near else ()


def is_label(text: str) -> bool:
    """Tell whether TEXT begins with any label."""
    return ANY_LABEL.match(text) is not None
