"""The stem view: Indonesian word forms joined to their root.

PySastrawi (Nazief & Adriani, confix stripping) does the work; `EXCEPTIONS` holds the office words it joins wrongly
or not at all. Each form is stemmed once per process.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from Sastrawi.Dictionary.ArrayDictionary import ArrayDictionary
from Sastrawi.Stemmer.Stemmer import Stemmer
from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

SHORTEST_STEMMED = 4
LONGEST_STEMMED = 30

_FAMILIES: dict[str, str] = {
    # the government is not an order
    "pemerintah": "pemerintah pemerintahan kepemerintahan berpemerintahan pemerintahnya pemerintahannya",
    # old spelling beside the new
    "izin": "ijin perijinan perizinan mengijinkan diijinkan diijinkannya seijin keijinan pengijinan terijin",
    "kepala": "mengepalai dikepalai mengepalakan kepalanya",
    # buying is not being
    "pengadaan": "pengadaannya",
    "kegiatan": "berkegiatan kegiatannya",
    "bagian": "bagiannya",
    "ketua": "mengetuai diketuai ketuanya",
    "anggaran": "menganggarkan dianggarkan penganggaran anggarannya teranggarkan",
    "pegawai": "kepegawaian kepegawaiannya pegawainya",
    "tugas": "penugasan menugaskan ditugaskan petugas bertugas tugasnya ditugasi menugasi",
    "kabupaten": "sekabupaten kabupatennya",
    "disposisi": "disposisi mendisposisi mendisposisikan didisposisi didisposisikan terdisposisi pendisposisian"
    " berdisposisi disposisinya disposisikan",
}

EXCEPTIONS: dict[str, str] = {form: root for root, forms in _FAMILIES.items() for form in (root, *forms.split())}


@lru_cache(maxsize=400_000)
def stem(form: str) -> str:
    """The root of one token of the exact view; words with digits, short and foreign-looking ones stay as they are."""
    if form in EXCEPTIONS:
        return EXCEPTIONS[form]
    if not SHORTEST_STEMMED <= len(form) <= LONGEST_STEMMED or not (form.isascii() and form.isalpha()):
        return form
    return str(_stemmer().stem_word(form))


def stems(forms: Iterable[str]) -> list[str]:
    """The stem view of a list of tokens, position by position."""
    return [stem(form) for form in forms]


@cache
def _stemmer() -> Stemmer:
    return Stemmer(ArrayDictionary(StemmerFactory().get_words()))
