"""Words of a field without what scanning adds: specks read as signs, words glued by a spot, letters misread.

A doubtful word is repaired only when the same letter has it in clear print, or it is one of the words that subjects are
made of (`OFFICE_WORDS`); it then counts as half sure. What the field's `raw` says stays as it was read.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ocr.fields.alike import is_alike
from ocr.fields.spelling import LETTERS, Spelling
from ocr.values import Word

OFFICE_WORDS = frozenset(
    """
    anggaran arsip bantuan barang bencana berita bidang bulan bimbingan calon daerah daftar dalam data dinas dokumen
    edaran evaluasi hasil izin jadwal kegiatan kepala kerja keputusan keterangan keuangan konfirmasi koordinasi
    kunjungan laporan lingkungan masyarakat monitoring pegawai pelaksanaan pelantikan pelatihan pelayanan pembentukan
    pemberitahuan pembangunan pemerintah penawaran pendidikan penetapan pengadaan pengaduan pengangkatan pengawasan
    pengelolaan pengembangan penggunaan pengiriman penugasan penunjukan penyampaian penyelenggaraan penyusunan
    perbaikan percepatan peraturan perencanaan perjalanan permintaan permohonan perpanjangan persetujuan peserta
    pimpinan praktik program rangka rapat realisasi rencana sosialisasi surat tahun tanggapan tentang tindak undangan
    usulan
    """.split()  # noqa: SIM905 - a list of words reads better so
)
DOUBTFUL = 0.8
REPAIRED = 0.6
FEWEST = 5  # letters of a word that may be repaired
ALIKE = 0.84
SPECK_LETTERS = 2
SPECK_CONFIDENCE = 0.6
GLUED = re.compile(
    r"(?<=[^\W\d_]{4})\.(?=[A-Z][^\W\d_]{2})"
    r"|(?<=[^\W\d_]{4})['’](?=[bcdfghjklmnpqrstvwxyz][^\W\d_]{2})"
)
TO_YEAR = re.compile(r"(?<=^[Tt]ahun)[-.](?=(?:19|20)\d\d)")
INNER_DOT = re.compile(r"(?<=[^\W\d_]{5})\.$")
SIGNS_BETWEEN = frozenset("-–&/")


def tidied(words: Sequence[Word], spelling: Spelling) -> list[Word]:
    """The words of running text in order: specks dropped, glued words parted, doubtful ones repaired."""
    kept = _without_specks(words)
    parted = [piece for word in kept for piece in _parted(word)]
    inner = [replace(word, text=INNER_DOT.sub("", word.text)) for word in parted[:-1]]
    return [_repaired(word, spelling) for word in [*inner, *parted[-1:]]]


def _without_specks(words: Sequence[Word]) -> list[Word]:
    """Nothing at the edges that is no word; between words only signs that stand there."""
    rest = list(words)
    while rest and _is_speck(rest[0]):
        rest = rest[1:]
    while rest and not _says(rest[-1].text):
        rest = rest[:-1]
    return [word for word in rest if _says(word.text) or word.text in SIGNS_BETWEEN]


def _is_speck(word: Word) -> bool:
    letters = sum(letter.isalnum() for letter in word.text)
    return not letters or (letters <= SPECK_LETTERS and word.confidence < SPECK_CONFIDENCE)


def _says(text: str) -> bool:
    return any(letter.isalnum() for letter in text)


def _parted(word: Word) -> list[Word]:
    return [replace(word, text=piece) for piece in TO_YEAR.sub(" ", GLUED.sub(" ", word.text)).split()]


def _repaired(word: Word, spelling: Spelling) -> Word:
    """The word as the letter or the trade spells it, when it is doubtful and one word alone is near."""
    if word.confidence >= DOUBTFUL:
        return word
    match = LETTERS.search(word.text)
    core = match.group() if match else ""
    if len(core) < FEWEST or core.upper() in spelling.clear or core.casefold() in OFFICE_WORDS:
        return word
    clear = {each.casefold() for each in spelling.clear if each in spelling.small}
    near = _near(core, OFFICE_WORDS) or _near(core, clear)
    if len(near) != 1:
        return word
    text = _in_case_of(near.pop(), core)
    return replace(word, text=word.text.replace(core, text), confidence=min(REPAIRED, max(word.confidence, 0.5)))


def _near(core: str, words: frozenset[str] | set[str]) -> set[str]:
    return {word for word in words if len(word) >= FEWEST and is_alike(core.casefold(), word, least=ALIKE)}


def _in_case_of(text: str, pattern: str) -> str:
    if pattern.isupper():
        return text.upper()
    return text.capitalize() if pattern[0].isupper() else text
