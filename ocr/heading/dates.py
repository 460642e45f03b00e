"""The date of a letter: at the top right, in the header rows, at the foot after "pada tanggal", or in words.

Sources: DOMAIN.md 1.2 and 1.5 (spellings of months, where the date stands for each shape of letter).
"""

import re
from collections.abc import Sequence
from datetime import date

from ocr.heading.found import Found
from ocr.heading.labels import row
from ocr.heading.segments import Segment
from ocr.heading.spelled import number_in_words

MONTHS = (
    ("jan", 1), ("peb", 2), ("feb", 2), ("mar", 3), ("apr", 4), ("mei", 5), ("jun", 6), ("jul", 7),
    ("agu", 8), ("agt", 8), ("sep", 9), ("okt", 10), ("nop", 11), ("nov", 11), ("des", 12),
)  # fmt: skip
MONTH = (
    r"(?:Jan(?:uari)?|[FP]eb(?:r?uari)?|Mar(?:et)?|Apr(?:il)?|Mei|Juni?|Juli?|Agu(?:st(?:us)?)?|Agt|"
    r"Sep(?:t|tember)?|Okt(?:ober)?|No[vp](?:ember)?|Des(?:ember)?)"
)
DATE = re.compile(rf"\b(\d{{1,2}}|[IlO\d]{{2}})\s*[.,]?\s*({MONTH})\.?\s*,?\s*((?:19|20)\d{{2}})\b", re.IGNORECASE)
ALONE = re.compile(rf"^(?:[A-Z][\w .'’/-]{{2,40}}[,.]\s*)?{DATE.pattern}\s*[.,]?$", re.IGNORECASE)
AT_FOOT = re.compile(rf"^(?:pada\s+)?tanggal\s*:?\s*{DATE.pattern}", re.IGNORECASE)
SET_AT = re.compile(r"^(?:Di)?(?:tetapkan|keluarkan|buat)\s+di\b", re.IGNORECASE)
IN_WORDS = re.compile(
    rf"tanggal\s+([a-z ]+?)\s*,?\s+bulan\s+({MONTH})\s*,?\s+tahun\s+((?:dua ribu|seribu|satu ribu)[a-z ]*)",
    re.IGNORECASE,
)


def parsed(day: str, month: str, year: str) -> str | None:
    """Return the ISO date of its three parts as printed, or None when there is no such day."""
    digits = day.translate(str.maketrans("IlO", "110"))
    number = next((number for start, number in MONTHS if month.lower().startswith(start)), 0)
    try:
        return date(int(year), number, int(digits)).isoformat()
    except ValueError:
        return None


def find_date(pieces: Sequence[Segment]) -> Found | None:
    """Return the date of the letter: the first of its usual places that holds one."""
    return (
        in_header_row(pieces)
        or standing_alone(pieces, 0.45)
        or at_foot(pieces)
        or in_words(pieces)
        or standing_alone(pieces, 1)
    )


def in_header_row(pieces: Sequence[Segment]) -> Found | None:
    """Return the date of a memo's row "Tanggal"."""
    found = row(pieces, "date")
    match = DATE.search(found.text) if found else None
    return dated(match, found.segment, 0.98) if found and match else None


def standing_alone(pieces: Sequence[Segment], above: float) -> Found | None:
    """Return a date that stands alone, perhaps behind its place ("Tirtawangi, 14 Oktober 2024")."""
    for piece in pieces:
        match = ALONE.match(piece.text)
        if match and piece.top < above:
            return dated(match, piece, 0.97)
    return on_the_number_line(pieces)


def on_the_number_line(pieces: Sequence[Segment]) -> Found | None:
    """Return the date at the end of the row "Nomor", where the gap was too narrow to part them."""
    found = row(pieces, "number")
    match = DATE.search(found.text) if found else None
    return dated(match, found.segment, 0.95) if found and match else None


def at_foot(pieces: Sequence[Segment]) -> Found | None:
    """Return the date after "Ditetapkan di … pada tanggal …"."""
    for place, piece in enumerate(pieces):
        match = AT_FOOT.match(piece.text)
        if match and any(SET_AT.match(above.text) for above in pieces[max(0, place - 3) : place]):
            return dated(match, piece, 0.97)
    return None


def dated(match: re.Match[str], piece: Segment, certainty: float) -> Found | None:
    """Return the date that MATCH holds in PIECE."""
    day, month, year = match.groups()[-3:]
    value = parsed(day, month, year)
    if value is None:
        return None
    words = tuple(word for word in piece.words if word.text.strip(".,") in match.group(0)) or piece.words
    return Found(value, match.group(0), piece.page, words, certainty)


def in_words(pieces: Sequence[Segment]) -> Found | None:
    """Return the date of an official record: "tanggal dua puluh, bulan Februari, tahun dua ribu dua puluh lima"."""
    for place, piece in enumerate(pieces[:40]):
        together = pieces[place : place + 3]
        match = IN_WORDS.search(" ".join(each.text for each in together))
        if match and "tanggal" in piece.text.lower():
            value = spelled_date(*match.groups())
            return Found(value, match.group(0), piece.page, piece.words, 0.95) if value else None
    return None


def spelled_date(day: str, month: str, year: str) -> str | None:
    """Return the ISO date of a day and a year written in words."""
    day_number, year_number = number_in_words(day), number_in_words(year)
    return parsed(str(day_number), month, str(year_number)) if day_number and year_number else None
