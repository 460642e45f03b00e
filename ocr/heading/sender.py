"""Who sent the letter: the unit of the letterhead with its place; a position; or, without letterhead, who signed.

The unit is the last line of capitals above the address (DOMAIN.md 1.3); a letterhead of a position ("WALI KOTA X")
names the position. A memo names its sender in the row "Dari".
"""

import re
from collections.abc import Sequence

from ocr.heading.found import Found
from ocr.heading.kinds import names_a_kind
from ocr.heading.labels import row
from ocr.heading.segments import Segment
from ocr.heading.titles import in_ordinary_writing, is_capitals

HEAD_ENDS = 0.24
ADDRESS = re.compile(
    r"\b(?:Jalan|Jln|Jin|J1n|Jl|JALAN|JL|Kampus|Gedung|Kompleks|Telepon|Telp|TELP|Faks|Fax|Laman|Website|Pos-el|E-?mail|Kode Pos)\b"
    r"|\b\d{5}\b|www\.|@"
)
POSITION = re.compile(
    r"^(?:WALI ?KOTA|BUPATI|GUBERNUR|MENTERI|KEPALA|PRESIDEN|CAMAT|LURAH|SEKRETARIS|DIREKTUR|REKTOR|KETUA)\b"
)
HEAD_OF = re.compile(r"^KEPALA (?=BADAN|DINAS|KANTOR|LEMBAGA|SEKRETARIAT|KEPOLISIAN|BALAI|ARSIP)")
"""The head of an institution writes for the institution; a mayor or regent is one himself."""
NAMES_ITS_PLACE = re.compile(r"\b(?:KOTA|KABUPATEN|PROVINSI|NEGERI|TINGGI|KECAMATAN|KELURAHAN|DESA|DAERAH TINGKAT)\b")
STANDS_ALONE = re.compile(
    r"^(?:KEJAKSAAN|PENGADILAN|KEPOLISIAN|BADAN|LEMBAGA|KOMISI|MAHKAMAH|BANK|UNIVERSITAS|PT|CV)\b"
)
GOVERNMENT = re.compile(r"^PEMERINTAH(?:AN)?\s+(?:DAERAH\s+)?(.+)$")
NATION = re.compile(r"\s*\bREPUBLIK INDONESIA\b")
LEVEL = re.compile(r"\b(TINGKAT|TK\.?) (?:TI|IL|LI|11|1I|I1)\b")
"""The level of old regional governments is I or II; scanners read TI."""
MARKS = re.compile(r"^(?:SALINAN|RAHASIA|SANGAT RAHASIA|TERBATAS|SEGERA|KOP SURAT)$")
SIGNED = re.compile(r"^\(\s*([A-Z][A-Za-z.,' ]{3,60}?)\s*\)$")
GREETING = re.compile(r"^(?:Hormat (?:saya|kami)|Pemohon|Pelapor|Yang membuat)", re.IGNORECASE)
ACTING = re.compile(r"^(?:P[l1I]t|P[l1I]h|Pj|Pjs|a\.?n)\.?\s*", re.IGNORECASE)


def letterhead(pieces: Sequence[Segment]) -> list[Segment]:
    """Return the lines of capitals at the top of page 1, above the address or the first other line."""
    lines: list[Segment] = []
    for piece in pieces:
        text = cleaned(piece.text)
        if piece.page > 1 or piece.top > HEAD_ENDS or ADDRESS.search(text):
            break
        if names_a_kind(text):
            break
        if is_capitals(text) and sum(map(str.isalpha, text)) > 3 and not MARKS.match(text):
            lines.append(piece)
        elif lines and len(text) > 12:
            break
    return lines[:4]


def cleaned(text: str) -> str:
    """Return a line of the letterhead without what is left of the emblem beside it."""
    return re.sub(r"^[^A-Z]+(?=[A-Z]{3})|[^A-Z.)]+$", "", text).strip() if is_capitals(text) else text.strip()


def find_sender(pieces: Sequence[Segment], head: Sequence[Segment]) -> Found | None:
    """Return who sent the letter, or None when the page does not say."""
    office = office_of(head)
    memo = row(pieces, "from")
    if memo and memo.words and office:
        return Found(memo_sender(memo.text, office.value), memo.text, memo.segment.page, memo.words, 0.9)
    return office or signer(pieces)


def office_of(head: Sequence[Segment]) -> Found | None:
    """Return the office that the letterhead names."""
    if not head:
        return None
    lines = [cleaned(piece.text) for piece in head]
    name = name_of(lines)
    words = tuple(word for piece in head for word in piece.words)
    return Found(in_ordinary_writing(name), " ".join(lines), 1, words, 0.95) if name else None


def name_of(lines: list[str]) -> str:
    """Return the name of the office in capitals: its unit with its place, or its position."""
    lines = [line for line in (LEVEL.sub(r"\1 II", NATION.sub("", line)).strip() for line in lines) if line]
    if not lines:
        return ""
    if POSITION.match(lines[0]):
        return HEAD_OF.sub("", lines[0])
    unit, above = lines[-1], lines[-2] if len(lines) > 1 else ""
    government = GOVERNMENT.match(above)
    if government and government.group(1) not in unit:
        return f"{unit.replace(' / ', '/')} {government.group(1)}"
    if not above or STANDS_ALONE.match(unit) or NAMES_ITS_PLACE.search(unit) or above.startswith("KEMENTERIAN"):
        return unit
    return f"{unit} {above}"


def memo_sender(origin: str, office: str) -> str:
    """Return the unit that a memo's row "Dari" stands for: the secretary writes for the secretariat."""
    post = ACTING.sub("", origin).strip(" .,")
    place = re.sub(r"\s+(?:Kota|Kabupaten|Provinsi)\s.+$", "", office)
    if post.lower().startswith("sekretaris"):
        return f"Sekretariat {place}" if "dinas" in post.lower() or "badan" in post.lower() else post
    return re.sub(r"^Kepala\s+(?=Bidang|Bagian|Subbag|Seksi|Dinas|Badan|UPT)", "", post)


def signer(pieces: Sequence[Segment]) -> Found | None:
    """Return who signed a letter without letterhead: the name in brackets at its foot."""
    foot = [place for place, piece in enumerate(pieces) if GREETING.match(piece.text)]
    for piece in pieces[foot[-1] :] if foot else ():
        match = SIGNED.match(piece.text)
        if match:
            return Found(match.group(1).strip(), piece.text, piece.page, piece.words, 0.93)
    return None
