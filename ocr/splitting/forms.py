"""Pages that are no letter: blank ones, separator sheets, disposition sheets, envelopes."""

import re
from collections.abc import Sequence
from typing import Literal

from ocr.fields.alike import is_alike
from ocr.fields.casing import share_of_capitals
from ocr.fields.letter import Letter, is_body
from ocr.fields.rows import Row
from ocr.values import PageReading

PAYLOAD = "TELUSUR:PISAH"  # what the code on a separator sheet begins with
SEPARATOR_WORDS = "PEMISAHSURAT"
SEPARATOR_MOST_WORDS = 80
SURE_WORD = 0.5
BLANK_MOST_WORDS = 3  # specks and what shines through are read as a word or two
BLANK_LARGEST_SHARE = 0.25  # of a page's words that are sure, if it is only shine-through
INK = ("stamp", "signature", "handwriting", "qr", "barcode", "table")
DISPOSITION_TITLES = ("LEMBARDISPOSISI", "LEMBARANDISPOSISI", "DISPOSISI", "KARTUDISPOSISI", "LEMBARPENGARAHSURAT")
DISPOSITION_CUES = tuple(
    re.compile(cue, re.IGNORECASE)
    for cue in (
        r"\b(?:surat|naskah)\s+dari\b|\basal\s+surat", r"\bditerima\s+(?:tgl|tanggal|pada)",
        r"\b(?:no|nomor)\W{0,3}\s*agenda", r"\bditeruskan\s+(?:kepada|ke)\b", r"\b(?:hormat\s+)?harap\s*:",
        r"\bisi\s+disposisi|\binstruksi\s*/?|\bdisposisi\b", r"\b(?:tgl|tanggal)\W{0,3}\s*surat\b",
        r"\b(?:no|nomor)\W{0,3}\s*surat\b",
        r"\bcatatan\b", r"\bindeks\b|\btanggal\s+penyelesaian", r"\btanggapan\s+dan\s+saran|\buntuk\s+diketahui",
    )
)  # fmt: skip
CUES_WITH_TITLE, CUES_ALONE = 2, 5
TITLE_ROWS = 12
ENVELOPE_MOST_WORDS = 55
ADDRESSEE = re.compile(r"^\W*(?:kepada\b|yth\b|yang\s+terhormat)", re.IGNORECASE)

Form = Literal["separator", "disposition", "envelope", "blank", "unread"]


def form_of(page: PageReading, letter: Letter) -> Form | None:
    """Which of these a page is; None for a page of a letter."""
    if is_separator(page):
        return "separator"
    if is_blank(page):
        return "blank"
    if page.outcome == "unread" and not page.words:
        return "unread"
    if _is_disposition(letter.rows):
        return "disposition"
    return "envelope" if _is_envelope(page, letter) else None


def is_separator(page: PageReading) -> bool:
    """The product's own sheet: by its code, or by its words if the code was not read."""
    if any(region.kind == "qr" and (region.text or "").startswith(PAYLOAD) for region in page.regions):
        return True
    joined = "".join(word.text for word in page.words).upper()
    return SEPARATOR_WORDS in joined and len(page.words) <= SEPARATOR_MOST_WORDS


def is_blank(page: PageReading) -> bool:
    """Nothing readable and no ink of another kind; a page that could not be read is not blank."""
    if any(region.kind in INK for region in page.regions) or page.outcome == "unread":
        return False
    if page.outcome == "blank":
        return True
    sure = [word for word in page.words if word.confidence >= SURE_WORD and sum(map(str.isalnum, word.text)) > 1]
    few = len(sure) <= BLANK_MOST_WORDS
    return few and len(sure) <= max(1, BLANK_LARGEST_SHARE * len(page.words))


def _is_disposition(rows: Sequence[Row]) -> bool:
    text = "\n".join(row.text for row in rows)
    cues = sum(bool(cue.search(text)) for cue in DISPOSITION_CUES)
    if sum(is_body(row) for row in rows) > max(3, cues):
        return False
    titled = any(_is_disposition_title(row.text) for row in rows[:TITLE_ROWS])
    return cues >= (CUES_WITH_TITLE if titled else CUES_ALONE)


def _is_disposition_title(text: str) -> bool:
    joined = "".join(letter for letter in text if letter.isalpha())
    if share_of_capitals(joined) < 0.8 and not is_alike(joined.upper(), DISPOSITION_TITLES[0]):
        return False
    return any(is_alike(joined.upper(), title, least=0.86) for title in DISPOSITION_TITLES)


def _is_envelope(page: PageReading, letter: Letter) -> bool:
    """An addressee and little else: no running text, no subject."""
    if len(page.words) > ENVELOPE_MOST_WORDS:
        return False
    if letter.labeled("subject") or any(is_body(row) for row in letter.rows):
        return False
    return any(ADDRESSEE.match(cell.text) for row in letter.rows for cell in row.cells)
