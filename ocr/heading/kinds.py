"""The kind of a document by its title line, else by its subject and shape (DOMAIN.md 1.1)."""

import re
from collections.abc import Sequence

from ocr.heading.found import Found
from ocr.heading.segments import Segment
from ocr.heading.titles import unspaced

TITLES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"^{pattern}", re.IGNORECASE if kind == "lembar_disposisi" else 0))
    for kind, pattern in (
        ("lembar_disposisi", r"LEMBAR DISPOSISI"),
        ("nota_dinas", r"NOTA[ -]?DINAS\b"),
        ("memo", r"MEMO(?:RANDUM)?\b"),
        ("surat_edaran", r"SURAT EDARAN\b"),
        ("surat_perintah", r"SURAT PERINTAH(?! TUGAS| PERJALANAN)\b"),
        ("sppd", r"SURAT (?:PERINTAH )?PERJALANAN DINAS\b"),
        ("surat_tugas", r"SURAT (?:PERINTAH )?TUGAS\b"),
        ("surat_kuasa", r"SURAT KUASA\b"),
        ("surat_keterangan", r"SURAT KETERANGAN\b"),
        ("surat_pernyataan", r"SURAT PERNYATAAN\b"),
        ("surat_pengantar", r"SURAT PENGANTAR\b"),
        ("surat_izin", r"SURAT I[ZJ]IN\b"),
        ("surat_panggilan", r"SURAT PANGGILAN\b"),
        ("surat_peringatan", r"SURAT (?:PERINGATAN|TEGURAN)\b"),
        ("surat_undangan", r"(?:SURAT )?UNDANGAN\b"),
        ("surat_perjanjian", r"(?:SURAT )?(?:PERJANJIAN|NOTA KESEPAKATAN|NOTA KESEPAHAMAN|KONTRAK)\b"),
        ("berita_acara", r"BERITA ACARA\b"),
        ("notula", r"(?:NOTUL(?:A|EN)|RISALAH)\b"),
        ("telaahan_staf", r"TELA+HAN STAF\b"),
        ("pengumuman", r"PENGUMUMAN\b"),
        ("rekomendasi", r"(?:SURAT )?REKOMENDASI\b"),
        ("daftar_hadir", r"DAFTAR HADIR\b"),
        ("instruksi", r"INSTRUKSI\b"),
        ("surat_keputusan", r"(?:SURAT )?KEPUTUSAN\b"),
        ("peraturan", r"PERATURAN\b"),
        ("laporan", r"LAPORAN\b"),
        ("sop", r"STANDAR OPERASIONAL PROSEDUR\b"),
        ("piagam", r"PIAGAM\b"),
        ("sertifikat", r"SERTIFIKAT\b"),
        ("telegram", r"(?:TELEGRAM|RADIOGRAM|FORMULIR BERITA)\b"),
    )
)
SUBJECTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("surat_undangan", re.compile(r"^Undangan\b", re.IGNORECASE)),
    ("surat_panggilan", re.compile(r"^Panggilan\b", re.IGNORECASE)),
    ("surat_peringatan", re.compile(r"^(?:Surat )?(?:Peringatan|Teguran)\b", re.IGNORECASE)),
)
TITLE_ABOVE = 0.5


def title_of(pieces: Sequence[Segment]) -> tuple[str, int] | None:
    """Return the kind that a title line of the first page names, and the place of that line."""
    for place, piece in enumerate(pieces):
        if piece.page > 1 or piece.top > TITLE_ABOVE:
            continue
        kind = names_a_kind(piece.text)
        if kind:
            return kind, place
    return None


def names_a_kind(text: str) -> str | None:
    """Return the kind that a title line names, if it is one."""
    title = unspaced(text).strip("|—-_. ")
    return next((kind for kind, pattern in TITLES if pattern.match(title)), None)


def find_kind(
    pieces: Sequence[Segment], subject: str | None, *, has_letterhead: bool, has_number: bool
) -> Found | None:
    """Return the kind of the document, or None when nothing on the page tells it."""
    title = title_of(pieces)
    if title is not None:
        kind, place = title
        return Found(kind, pieces[place].text, pieces[place].page, pieces[place].words, 0.98)
    if subject is None or not pieces:
        return None
    for kind, pattern in SUBJECTS:
        if pattern.match(subject):
            return Found(kind, subject, 1, (), 0.95)
    if has_letterhead and has_number:
        return Found("surat_dinas", subject, 1, (), 0.93)
    return None if has_letterhead or has_number else Found("surat_masyarakat", subject, 1, (), 0.85)
