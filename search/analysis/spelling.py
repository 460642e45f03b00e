"""Spelling shifts and short names that mean the same, used at query time only.

A row is a set of ways to write one thing; each way is one or more words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

Spelling = tuple[str, ...]

_ROWS = """
februari = pebruari
november = nopember
provinsi = propinsi
walikota = wali kota
izin = ijin
perihal = hal
teknis = tehnis
sistem = system
faksimile = faximile = faksimili = faks
tandatangan = tanda tangan
dibawah = di bawah
diatas = di atas
kerjasama = kerja sama
jadwal = jadual
aktivitas = aktifitas
standar = standard
analisis = analisa
kualitas = kwalitas
notula = notulen
kuitansi = kwitansi
risiko = resiko
nasihat = nasehat
lokakarya = workshop
rakor = rapat koordinasi
setda = sekretariat daerah
sekda = sekretaris daerah
kadis = kepala dinas
kabid = kepala bidang
pemkot = pemerintah kota
pemkab = pemerintah kabupaten
pemprov = pemerintah provinsi
posel = pos el
"""


def read_rows(text: str) -> dict[Spelling, tuple[Spelling, ...]]:
    """Each way of writing -> the other ways of its row; one row a line, ways parted by "="."""
    table: dict[Spelling, tuple[Spelling, ...]] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        ways = [tuple(way.split()) for way in line.split("=")]
        table.update({way: tuple(other for other in ways if other != way) for way in ways})
    return table


SPELLINGS: Mapping[Spelling, tuple[Spelling, ...]] = read_rows(_ROWS)


def spellings_of(words: Sequence[str]) -> Iterable[Spelling]:
    """Other ways to write exactly these words; none for most."""
    return SPELLINGS.get(tuple(words), ())
