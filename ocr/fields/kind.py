"""What kind of document it is: by its title, else by subject, letterhead and the way it is signed."""

import re

from ocr.fields.alike import starts_like
from ocr.fields.found import Found
from ocr.fields.labels import Labeled
from ocr.fields.letter import Letter

BY_SUBJECT: tuple[tuple[str, str], ...] = (
    ("undangan", "surat_undangan"),
    ("mengundang", "surat_undangan"),
    ("panggilan", "surat_panggilan"),
    ("surat panggilan", "surat_panggilan"),
    ("surat peringatan", "surat_peringatan"),
    ("teguran", "surat_peringatan"),
    ("surat teguran", "surat_peringatan"),
)
OFFICE = re.compile(
    r"^(?:PEMERINTAH|KEMENTERIAN|DINAS|BADAN|KEJAKSAAN|KEPOLISIAN|PENGADILAN|UNIVERSITAS|INSTITUT|POLITEKNIK|WALI ?KOTA"
    r"|BUPATI|GUBERNUR|KECAMATAN|KELURAHAN|SEKRETARIAT|KOMISI|DEWAN|LEMBAGA|MAHKAMAH|KANTOR|BALAI|RUMAH SAKIT|RSUD|UPT"
    r"|SEKOLAH|KEPALA|MENTERI|INSPEKTORAT|MAJELIS|KOMANDO|TENTARA|ARSIP|PERPUSTAKAAN|BANK INDONESIA|OTORITAS|OMBUDSMAN)"
)
COMPANY = re.compile(r"^(?:PT|CV|UD|FA|KOPERASI|PERSEROAN)\b")
PERSONAL = re.compile(r"\b(?:hormat\s+saya|saya\s+yang\s+bertanda\s*tangan|nama\s+saya|\bsaya\b)", re.IGNORECASE)
CUE = 0.85


def find_kind(letter: Letter) -> Found | None:
    """A kind of DOMAIN 1.1, or None when nothing on the page tells."""
    if letter.title is not None:
        return Found(letter.title.kind, letter.title.row.words, letter.title.row.page)
    subject, number = letter.labeled("subject"), letter.labeled("number")
    if letter.letterhead:
        return _with_letterhead(letter, subject, number)
    return _from_citizen(letter, number)


def _with_letterhead(letter: Letter, subject: Labeled | None, number: Labeled | None) -> Found | None:
    named = _by_subject(subject)
    if named is not None:
        return named
    first = letter.letterhead[0]
    if COMPANY.match(first.text):
        return Found("surat_masyarakat", first.words, first.page, CUE)
    if not OFFICE.match(first.text) or (subject is None and number is None):
        return None
    label = subject or number
    return Found("surat_dinas", label.row.words, label.row.page, CUE) if label else None


def _by_subject(subject: Labeled | None) -> Found | None:
    text = " ".join(word.text for word in subject.value).casefold() if subject else ""
    for beginning, kind in BY_SUBJECT:
        if subject and starts_like(text, beginning):
            return Found(kind, subject.row.words, subject.row.page)
    return None


def _from_citizen(letter: Letter, number: Labeled | None) -> Found | None:
    if number is not None and number.value:
        return None
    row = next((row for row in letter.rows if PERSONAL.search(row.text)), None)
    return Found("surat_masyarakat", row.words, row.page, CUE) if row else None
