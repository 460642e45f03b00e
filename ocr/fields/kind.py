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
NIP = re.compile(r"\bN[IR]P\b")
PERSONAL = re.compile(r"\b(?:hormat\s+saya|saya\s+yang\s+bertanda\s*tangan|nama\s+saya|\bsaya\b)", re.IGNORECASE)
CUE = 0.85
MEMO_WITHOUT_TITLE = 0.6  # the rows Yth. and Dari stand in nota dinas and memo alike


def find_kind(letter: Letter) -> Found | None:
    """A kind of DOMAIN 1.1, or None when nothing on the page tells."""
    if letter.title is not None:
        return Found(letter.title.kind, letter.title.row.words, letter.title.row.page)
    subject, number = letter.labeled("subject"), letter.labeled("number")
    if letter.is_memo:
        row = letter.labels[0].row
        return Found("nota_dinas", row.words, row.page, MEMO_WITHOUT_TITLE)
    if letter.letterhead or (number is not None and _is_of_office(letter)):
        return _with_letterhead(letter, subject, number)
    return _from_citizen(letter, number)


def _with_letterhead(letter: Letter, subject: Labeled | None, number: Labeled | None) -> Found | None:
    named = _by_subject(subject)
    if named is not None:
        return named
    first = letter.letterhead[0] if letter.letterhead else None
    if first is not None and COMPANY.match(first.text):
        return Found("surat_masyarakat", first.words, first.page, CUE)
    label = subject or number
    if label is None or not _is_of_office(letter):
        return None
    return Found("surat_dinas", label.row.words, label.row.page, CUE)


def _is_of_office(letter: Letter) -> bool:
    """An office's letterhead, or else the rows and marks that only offices set: Sifat, and the signer's NIP."""
    if any(OFFICE.match(line.text) for line in letter.letterhead):
        return True
    return letter.labeled("nature") is not None or any(NIP.search(row.text) for row in letter.rows)


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
