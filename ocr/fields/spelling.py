"""How words are spelled: by trade (names of offices), and by what the same letter says elsewhere.

A letterhead under a stamp or with the reverse shining through is read with little confidence. Two things tell whether
such a word is right all the same: it is a word of the trade (`TRADE`, from DOMAIN 1.1, 1.3, 7.2), or the letter says
it again in clear print. What neither tells is not repaired. `ordinary` finds capitals that stay capitals: what the body
writes in capitals among small letters ("BLUD") is an abbreviation.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from ocr.fields.alike import is_alike
from ocr.values import Word

TRADE = frozenset(
    """
    ADMINISTRASI AGAMA AGUNG ANGGARAN ARSIP ASISTEN BADAN BAGIAN BALAI BANGSA BENCANA BERENCANA BIDANG BIRO BUPATI
    BUDAYA CABANG CAMAT CIPTA DAERAH DALAM DAN DEPARTEMEN DEPUTI DESA DEWAN DINAS DIREKTORAT DIREKTUR EKONOMI FAKULTAS
    GUBERNUR HUKUM HUTAN INDONESIA INFORMATIKA INSPEKTORAT INSTITUT JENDERAL KABUPATEN KANTOR KEARSIPAN KEBUDAYAAN
    KECAMATAN KECIL KEHAKIMAN KEHUTANAN KEJAKSAAN KELUARGA KELURAHAN KEMENTERIAN KEMASYARAKATAN KEPALA KEPEGAWAIAN
    KEPENDUDUKAN KEPOLISIAN KERJA KESATUAN KESEHATAN KETENAGAKERJAAN KETUA KEUANGAN KOMANDO KOMISI KOMUNIKASI KOPERASI
    KOTA KOTAMADYA LALU LEMBAGA LINGKUNGAN LURAH MADRASAH MAHKAMAH MANUSIA MASYARAKAT MENTERI MODAL NASIONAL NEGARA
    NEGERI OLAHRAGA PAJAK PANGAN PARIWISATA PEKERJAAN PELAYANAN PEMADAM PEMBANGUNAN PEMBERDAYAAN PEMERINTAH
    PEMERINTAHAN PEMUDA PENANAMAN PENANGGULANGAN PENATAAN PENCATATAN PENDAPATAN PENDIDIKAN PENELITIAN PENGADILAN
    PENGAWASAN PENGEMBANGAN PENGELOLAAN PENGENDALIAN PENYELENGGARA PERDAGANGAN PERENCANAAN PERHUBUNGAN PERIKANAN
    PERINDUSTRIAN PERKEBUNAN PERLINDUNGAN PERMUKIMAN PERPUSTAKAAN PERSEROAN PERTAHANAN PERTANAHAN PERTANIAN PERUMAHAN
    PERWAKILAN PETERNAKAN PEREMPUAN POLISI POLITEKNIK POLITIK PRAJA PRESIDEN PROPINSI PROVINSI PUSAT PUSKESMAS RAKYAT
    REKTOR REPUBLIK RESOR RUANG RUMAH SAKIT SATUAN SEKOLAH SEKRETARIAT SEKRETARIS SEKTOR SIPIL SOSIAL STATISTIK SUMBER
    TATA TEKNOLOGI TENAGA TENTARA TERPADU TINGGI TINGKAT TRANSMIGRASI UMUM UNIVERSITAS USAHA UTAMA WALI WALIKOTA
    WILAYAH
    """.split()  # noqa: SIM905 - a list of words reads better so
)
TRADE_NEEDS = 6  # letters; shorter words of the trade must be read right
OWN_NEEDS = 5
CLEAR = 0.8  # confidence from which a word bears witness
TRADE_ALIKE = 0.86
OWN_ALIKE = 0.84
LETTERS = re.compile(r"[^\W\d_]+")
EDGES = " .,:;|!'\"`“”‘’*~_"
GLUED = re.compile(r"(?<=[^\W\d_]{3})[.:](?=[^\W\d_]{3})")
LOGO_LINES = 2
SHORT = re.compile(r"^\(?[A-Z]{3,8}\)?$")
STAMPED = frozenset(["SALINAN", "ASLI", "RAHASIA", "TERBATAS", "SEGERA", "BIASA", "PENTING", "COPY", "TURUNAN", "MEMO"])
SMALL_BESIDE = 2  # words in small letters that a row needs so that its capitals mean something


@dataclass(frozen=True)
class Spelling:
    """The words of one letter, line by line."""

    lines: tuple[tuple[Word, ...], ...]

    @cached_property
    def clear(self) -> dict[str, int]:
        """How often each word stands in clear print, in capitals."""
        counts: dict[str, int] = {}
        for word in (word for line in self.lines for word in line if word.confidence >= CLEAR):
            for part in LETTERS.findall(word.text):
                counts[part.upper()] = counts.get(part.upper(), 0) + 1
        return counts

    @cached_property
    def abbreviations(self) -> frozenset[str]:
        """Words in capitals of lines that are otherwise in small letters, and nowhere in small letters themselves."""
        mixed = (part for line in self.lines if _is_mixed(line) for part in _in_capitals(line))
        return frozenset([*mixed, *self._short_names()]) - self.small

    def _short_names(self) -> Iterable[str]:
        """What stands alone in brackets or under an emblem, above everything: "(LAPAN)"."""
        for line in self.lines[:LOGO_LINES]:
            text = "".join(word.text for word in line).strip(EDGES)
            if SHORT.match(text) and text.strip("()") not in TRADE and text.strip("()") not in STAMPED:
                yield text.strip("()")

    @cached_property
    def small(self) -> frozenset[str]:
        """Words that stand in small letters or with one capital, in capitals."""
        words = (part for line in self.lines for word in line for part in LETTERS.findall(word.text))
        return frozenset(word.upper() for word in words if len(word) > 1 and not word.isupper())

    def is_known(self, text: str) -> bool:
        """Whether a word in capitals is one of the trade, or clearly printed elsewhere on the letter."""
        return text in TRADE or text in self.clear

    def repaired(self, text: str) -> str | None:
        """The known word that a doubtful one in capitals must be; itself when known, None when nothing tells."""
        if self.is_known(text):
            return text
        near = {word for word in TRADE if _near(text, word, TRADE_NEEDS, TRADE_ALIKE)}
        near = near or {word for word in self.clear if _near(text, word, OWN_NEEDS, OWN_ALIKE)}
        return near.pop() if len(near) == 1 else None


def _near(text: str, word: str, needed: int, least: float) -> bool:
    return min(len(text), len(word)) >= needed and is_alike(text, word, least=least)


def _is_mixed(line: Iterable[Word]) -> bool:
    return sum(word.text.islower() and len(word.text) > 1 for word in line) >= SMALL_BESIDE


def _in_capitals(line: Iterable[Word]) -> Iterable[str]:
    words = (part for word in line if word.confidence >= CLEAR for part in LETTERS.findall(word.text))
    return (word for word in words if len(word) > 1 and word.isupper())


def parted(word: Word) -> list[str]:
    """The words of one that a spot glued together ("KOTA.TIRTAWANGI"), without what hangs on their edges."""
    return [part for part in (piece.strip(EDGES) for piece in GLUED.split(word.text)) if part]
