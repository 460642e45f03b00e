"""A seeded office: letters with Indonesian office words, numbers, codes, units, secrets and misread words.

Word list: own, from the vocabulary of the sample letters and of Permendagri 83/2022.
"""

import random
import re
from datetime import date, timedelta
from string import ascii_lowercase

from search import Entry, Viewer

NOUNS = tuple(
    re.findall(
        r"\w+",
        """arsip surat disposisi keputusan penetapan pemerintah perizinan undangan rapat anggaran pegawai laporan
kegiatan pembangunan jalan jembatan banjir kesehatan pendidikan sekolah guru tanah sengketa perpustakaan kearsipan
komunikasi informatika statistik persandian aplikasi jaringan perangkat pengadaan barang kendaraan perjalanan tugas
pengawasan pemeriksaan keuangan pajak retribusi pasar kebersihan lingkungan hutan perikanan pertanian koperasi
radioaktif vaksinasi direktorat rektorat kepala walikota provinsi propinsi februari pebruari teknis tehnis""",
    )
)
VERBS = tuple(
    re.findall(
        r"\w+",
        """memutuskan menetapkan didisposisikan mendisposisikan melaksanakan dilaksanakan menyampaikan disampaikan
menugaskan ditugaskan memerintahkan mengundang diundang melaporkan dilaporkan membangun dibangun mengarsipkan
memohon menyusun disusun mengizinkan diijinkan meneruskan memeriksa diperiksa mengawasi mengadakan""",
    )
)
SMALL = ("yang", "dan", "di", "untuk", "dengan", "pada", "tersebut", "dari", "kepada", "oleh", "saudara")
SENDERS = (
    "Dinas Perpustakaan dan Kearsipan",
    "Sekretariat Daerah Kota Tirtawangi",
    "Wali Kota Tirtawangi",
    "Kejaksaan Negeri Tirtawangi",
    "Fakultas Ilmu Komputer Universitas Negeri Samudra Raya",
    "CV Maju Jaya",
    "Badan Penanggulangan Bencana Daerah",
)
SHORT_NAMES = ("DISPUSIP", "Setda", "WK", "M.5.41", "UN71.5", "CV-MJ", "BPBD")
CODES = ("000.5.3.2", "000.5.3", "000.5.7", "005", "100.3.3.3", "800.1.11.1", "HM.01", "045", None)
KINDS = ("surat_dinas", "surat_undangan", "nota_dinas", "surat_keputusan", None)
DIRECTIONS = ("incoming", "outgoing", "internal", None)
UNITS = ("sekretariat", "aptika", "ikp", "persandian")
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
FIRST_DAY = date(2018, 1, 1)

CROWDED_WORD = "koordinasi"
"""A word that so many misread forms surround that fuzzy search cannot take them all."""

VIEWERS = {
    "registrar": Viewer(frozenset({"register", "unit:sekretariat"}), 1),
    "head": Viewer(frozenset({"head", *(f"unit:{unit}" for unit in UNITS)}), 3),
    "staff": Viewer(frozenset({"unit:aptika"}), 0),
    "barred": Viewer(frozenset({"register", "unit:ikp", "person:barred"}), 3),
    "outsider": Viewer(frozenset({"nobody"}), 3),
    "nothing": Viewer(frozenset(), 0),
}


def corpus(count: int, seed: int) -> list[Entry]:
    """`count` letters, the same for the same seed."""
    chance = random.Random(seed)
    return [letter(position, chance) for position in range(count)]


def letter(position: int, chance: random.Random) -> Entry:
    """One letter, made by chance."""
    sender = chance.randrange(len(SENDERS))
    day = None if chance.random() < 0.1 else FIRST_DAY + timedelta(days=chance.randrange(2_500))
    code = chance.choice(CODES)
    unit = chance.choice(UNITS)
    return Entry(
        id=f"L{chance.getrandbits(40):010X}-{position}",
        version=1 + chance.randrange(5),
        number=number(code, SHORT_NAMES[sender], day, chance),
        sender=SENDERS[sender],
        recipients=chance.choice(("Kepala Dinas Komunikasi dan Informatika", "Para Camat", "Kepala Bidang Aptika")),
        subject=" ".join(chance.choices(NOUNS, k=chance.randint(2, 6))).capitalize(),
        body=body(chance),
        kind=chance.choice(KINDS),
        code=code,
        letter_date=day,
        received_date=day and day + timedelta(days=chance.randrange(5)),
        direction=chance.choice(DIRECTIONS),
        unit=chance.choice((unit, None)),
        metadata_tokens=frozenset({"register", f"unit:{unit}"} if chance.random() < 0.8 else {"head"}),
        content_tokens=frozenset(chance.sample(("head", f"unit:{unit}", f"unit:{chance.choice(UNITS)}"), k=2)),
        deny_tokens=frozenset({"person:barred"} if chance.random() < 0.1 else ()),
        clearance=chance.choice((0, 0, 0, 0, 1, 2, 3)),
    )


def number(code: str | None, short_name: str, day: date | None, chance: random.Random) -> str:
    """A number as one of the usual patterns writes it."""
    if day is None:
        return ""
    serial = f"{chance.randint(1, 1_500):0{chance.choice((1, 3, 4))}}"
    head = code or "B"
    return f"{head}/{serial}/{short_name}/{ROMAN[day.month - 1]}/{day.year}"


def body(chance: random.Random) -> str:
    """Forty to a hundred words, some misread, some citing a number."""
    words = chance.choices(NOUNS + VERBS + SMALL * 4, k=chance.randint(40, 100))
    words[0] = misread(CROWDED_WORD, chance) if chance.random() < 0.5 else CROWDED_WORD
    words[1] = misread(words[1], chance)
    if chance.random() < 0.3:
        words.append(f"Nomor 005/{chance.randint(1, 200)}/Setda/X/2024 tanggal 14 Oktober 2024")
    if chance.random() < 0.2:
        words.append("Wali Kota")
    return " ".join(words).capitalize() + "."


def misread(word: str, chance: random.Random) -> str:
    """The word with one letter read wrongly, not the first."""
    position = chance.randrange(1, len(word)) if len(word) > 1 else 0
    return word[:position] + chance.choice(ascii_lowercase) + word[position + 1 :]


def random_query(chance: random.Random, depth: int = 2) -> str:
    """A query of any shape, as text."""
    shape = chance.random()
    if depth and shape < 0.25:
        return " ".join(random_query(chance, depth - 1) for _ in range(chance.randint(2, 3)))
    if depth and shape < 0.4:
        return f"({random_query(chance, depth - 1)} ATAU {random_query(chance, depth - 1)})"
    if depth and shape < 0.5:
        return f"-{chance.choice(NOUNS)} {random_query(chance, depth - 1)}"
    if depth and shape < 0.55:
        return f"-({random_query(chance, depth - 1)})"
    return random_term(chance)


def random_term(chance: random.Random) -> str:
    """One term or filter, as text."""
    word = chance.choice(NOUNS + VERBS)
    other = chance.choice(NOUNS)
    year = chance.randint(2018, 2024)
    serial, short_name = chance.randint(1, 1_500), chance.choice(SHORT_NAMES)
    return chance.choice(
        (
            word,
            word,
            word,
            f'"{word}"',
            f'"{other} {chance.choice(SMALL)}"',
            f"{word[: chance.randint(3, 6)]}*",
            f"{misread(word, chance)}~",
            f"{CROWDED_WORD}~{chance.randint(1, 2)}",
            f"dari:{chance.choice(SHORT_NAMES[:2])}",
            f"dari:({chance.choice(('kearsipan', 'kejaksaan'))} ATAU wali)",
            "kepada:camat",
            f"hal:{other}",
            f'hal:"{other}"',
            f"hal:{other[:3]}*",
            f"hal:{misread(other, chance)}~",
            f"isi:{word}",
            f"isi:{word[:4]}*",
            f"nomor:{serial}",
            f"nomor:{serial}/{short_name}",
            f"nomor:005{serial}*",
            f"005/{chance.randint(1, 200)}/Setda/X/2024",
            f"005{chance.randint(1, 200)}setda",
            f"tahun:{year}",
            f"tahun:{year}..",
            f"tgl:..{year}-06-15",
            f"tgl:{year}-{chance.randint(1, 12):02}",
            f"tgl:{year - 1}-11-20..{year}-02-03",
            f"diterima:{year}",
            f"jenis:{chance.choice(('undangan', 'surat_dinas', 'nota-dinas'))}",
            f"kode:{chance.choice(('000.*', '000.5.*', '005', '000.5.3', 'hm.*'))}",
            f"arah:{chance.choice(('masuk', 'keluar', 'internal'))}",
            f"unit:{chance.choice(UNITS)}",
            chance.choice(("walikota", "wali kota", "februari", "propinsi", "setda", "surat-surat", "tehnis")),
        )
    )
