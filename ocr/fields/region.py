"""Whose a regional unit is when the letterhead's first line ("PEMERINTAH KOTA X") was not read.

Each region has a Sekretariat Daerah, an Inspektorat, a Dinas of this and that (DOMAIN 7.2): such a name says nothing
without the region. The letter often says it elsewhere: in the signer's post, or as the only region it speaks of.
"""

import re
from collections import Counter

from ocr.fields.letter import Letter

REGIONAL = re.compile(
    r"^(?:SEKRETARIAT DAERAH|INSPEKTORAT DAERAH|DINAS|BADAN (?:PERENCANAAN|KEPEGAWAIAN|PENDAPATAN|PENGELOLA|KESATUAN"
    r"|PENANGGULANGAN|KEUANGAN|PENELITIAN)|SATUAN POLISI|KECAMATAN|KELURAHAN)\b"
)
NAMES_REGION = re.compile(r"\b(?:KOTA|KABUPATEN|PROVINSI|PROPINSI)\s+\S")
PLACE = re.compile(r"\b([Kk]ota|[Kk]abupaten|[Pp]rovinsi|KOTA|KABUPATEN|PROVINSI)\s+([A-Z]\w+)(?:\s+([A-Z]\w+))?")
NO_PART_OF_NAME = frozenset(
    ["NOMOR", "TAHUN", "TENTANG", "DALAM", "PROVINSI", "TELEPON", "JALAN", "KODE", "DAN", "TELP"]
)


def region_of(unit: str, letter: Letter) -> str | None:
    """The region in capitals ("KOTA X") that a unit without one must belong to; None when the letter does not tell."""
    if not REGIONAL.match(unit) or NAMES_REGION.search(unit):
        return None
    below = " ".join(row.text for row in letter.rows[len(letter.head) :])
    named = _named(below) or _named(" ".join(row.text for row in letter.rows))
    return next(iter(named)) if len(named) == 1 else None


def _named(text: str) -> Counter[str]:
    """The regions a text speaks of; a second word belongs to the name when it always stands there."""
    places = [(kind.upper(), first.upper(), second.upper()) for kind, first, second in PLACE.findall(text)]
    once = Counter((kind, first) for kind, first, _ in places)
    twice = Counter(place for place in places if place[2] and place[2] not in NO_PART_OF_NAME)
    names: Counter[str] = Counter()
    for kind, first in once:
        whole = next(
            (each for each, count in twice.items() if each[:2] == (kind, first) and count == once[each[:2]]), None
        )
        names[" ".join(whole or (kind, first))] = once[(kind, first)]
    return names
