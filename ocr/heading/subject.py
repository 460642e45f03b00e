"""What the letter is about: the row Hal, the block below TENTANG, or derived from what an order or record says.

DOMAIN.md 1.2: the subject comes from Hal (letters, memos), from TENTANG (circulars, decrees), or must be derived.
"""

import re
from collections.abc import Sequence

from ocr.heading.found import Found
from ocr.heading.kinds import title_of
from ocr.heading.labels import Row, is_label, row
from ocr.heading.segments import Segment
from ocr.heading.titles import following_capitals, in_ordinary_writing
from ocr.values import Word

TENTANG = re.compile(r"^T\s?E\s?N\s?T\s?A\s?N\s?G\s*:?$")
ENDS_HEAD = re.compile(
    r"^(?:Yth|Kepada|Dengan hormat|Sehubungan|Menindaklanjuti|Dalam rangka|di\b|Di\b|Bapak|Ibu|Assalam)"
)
PURPOSE = re.compile(r"^Untuk\s*[:;]?\s*(?:1\.?\s+)?", re.IGNORECASE)
CASE = re.compile(r"Perkara\s+(?:Perdata|Pidana|Tata Usaha Negara)\s+Nomor\s+(\S+/\d{4}/P[NAT]\.?\s?\w+)")
DERIVED = 0.7


def find_subject(pieces: Sequence[Segment]) -> Found | None:
    """Return the subject, or None when the page shows none."""
    labeled = row(pieces, "subject")
    if labeled and labeled.words:
        return joined(labeled, continuation(pieces, labeled))
    return below_tentang(pieces) or derived(pieces)


def continuation(pieces: Sequence[Segment], labeled: Row) -> list[Segment]:
    """Return the further lines of the row: they hang below its value, right of the labels."""
    value_left, last = labeled.words[0].box.x0, labeled.segment
    more: list[Segment] = []
    for piece in pieces[labeled.place + 1 :][:5]:
        close = 0 < piece.top - last.top < 2.6 * max(last.height, 0.008)
        hangs = abs(piece.left - value_left) < 0.03
        if not close or not hangs or is_label(piece.text) or ENDS_HEAD.match(piece.text):
            break
        more.append(piece)
        last = piece
    return more


def joined(labeled: Row, more: list[Segment]) -> Found:
    """Return the row and its further lines as one subject."""
    words: tuple[Word, ...] = (*labeled.words, *(word for piece in more for word in piece.words))
    raw = " ".join(word.text for word in words)
    return Found(tidy(raw), raw, labeled.segment.page, words, 0.96)


def below_tentang(pieces: Sequence[Segment]) -> Found | None:
    """Return the block of capitals below TENTANG."""
    for place, piece in enumerate(pieces):
        if TENTANG.match(piece.text) and piece.page == 1 and piece.top < 0.6:
            block = following_capitals(pieces, place)
            words = tuple(word for each in block for word in each.words)
            raw = " ".join(word.text for word in words)
            return Found(in_ordinary_writing(tidy(raw)), raw, piece.page, words, 0.95) if block else None
    return None


def derived(pieces: Sequence[Segment]) -> Found | None:
    """Return a subject that follows from the text: the first purpose of an order, the title of a record or power."""
    title = title_of(pieces)
    if title is None:
        return None
    kind, place = title
    if kind in ("surat_tugas", "surat_perintah"):
        return first_purpose(pieces)
    if kind in ("berita_acara", "surat_kuasa", "surat_keterangan", "surat_perjanjian"):
        return title_with_matter(pieces, place)
    return None


def first_purpose(pieces: Sequence[Segment]) -> Found | None:
    """Return what an order is for: its row "Untuk", up to the first comma or semicolon."""
    for place, piece in enumerate(pieces):
        match = PURPOSE.match(piece.text)
        if match and len(piece.text) > match.end():
            raw = " ".join([piece.text[match.end() :], *(each.text for each in pieces[place + 1 : place + 3])])
            value = re.split(r"[,;]|\s\d\.\s", raw)[0].strip()
            return Found(value[:1].upper() + value[1:], raw, piece.page, piece.words, DERIVED)
    return None


def title_with_matter(pieces: Sequence[Segment], place: int) -> Found:
    """Return the title line, with the kind of records or the case that the text names."""
    title = in_ordinary_writing(tidy(pieces[place].text))
    text = " ".join(piece.text for piece in pieces if piece.page == 1)
    case = CASE.search(text)
    records = re.search(r"\bjenis arsip\s*[:;1]?\s*(surat \w+(?:\s+Tahun\s+\d{4})?)", text, re.IGNORECASE)
    matter = case.group(0) if case else capitalized(records.group(1)) if records else ""
    return Found(f"{title} {matter}".strip(), pieces[place].text, 1, pieces[place].words, DERIVED)


def capitalized(text: str) -> str:
    """Return TEXT with each word's first letter large."""
    return " ".join(word[:1].upper() + word[1:] for word in text.split())


def tidy(text: str) -> str:
    """Return TEXT without quotes around it and without its final dot."""
    return " ".join(text.split()).strip(" \"'“”|").rstrip(".,;: ")
