"""The parts of a letter that fields are looked for in: letterhead, titles, labeled rows, head and body."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ocr.fields.alike import is_alike, starts_like
from ocr.fields.casing import SMALL, share_of_capitals
from ocr.fields.dates import placed_date
from ocr.fields.labels import Labeled, labeled
from ocr.fields.rows import Cell, Row, rows_of
from ocr.fields.spelling import EDGES, Spelling, parted
from ocr.values import PageReading, Word, enclosing

BODY_WORDS = 8  # a cell of so many words in small letters is body text
SMALL_SHARE = 0.4  # lists of recipients have more capitals
HEAD_ROWS = 34
LETTERHEAD_ROWS = 9
CAPITALS = 0.75
ADDRESS = re.compile(
    r"\b(?:jalan|jln|jin|jl|telepon|telp|tlp|faks\w*|fax|laman|website|pos-el|e-?mail|kode pos|kotak pos|kampus|www)\b"
    r"|@|\d{5}\b",
    re.IGNORECASE,
)
SALUTATION = re.compile(
    r"^(?:dengan hormat|sehubungan|assalam|menindaklanjuti|dalam rangka|menunjuk|berdasarkan)", re.I
)
STAMPS = ("SALINAN", "RAHASIA", "SANGAT RAHASIA", "TERBATAS", "SEGERA", "ASLI", "COPY", "TURUNAN", "BIASA", "PENTING")
QUOTES = re.compile(r"[\"'`“”‘’*]")
MEMOS = ("nota_dinas", "memo", "telaahan_staf")
JOINED_STAMPS = frozenset(stamp.replace(" ", "") for stamp in STAMPS)
STAMP_ALIKE = 0.9
JOINTS = frozenset(["/", "&", "-"])
FEWEST_LETTERS = 5
LEAST_WORD_CONFIDENCE = 0.4
DOUBTFUL = 0.85  # below, a word of a letterhead is compared with known ones
WITNESSED = 0.7  # how sure a doubtful word is that is known
TELLING = 3  # letters; shorter pieces beside a letterhead come from its emblem
FIRM = "(PERSERO)"
NAME_TITLES = frozenset(["dr", "drg", "Dr", "Prof", "Hj", "Ir"])
SHORT_NAME = re.compile(r"^\([^()]*\)?\s*\)?$")  # "(LAPAN)" under the full name
UNIT = re.compile(
    r"^(?:Pemerintah|Kementerian|Dinas|Badan|Lembaga|Fakultas|Universitas|Institut|Politeknik|Sekretariat|Inspektorat"
    r"|Direktorat|Kantor|Balai|Pusat|Biro|Bagian|Kecamatan|Kelurahan|Desa|Yayasan|Sekolah|Jurusan|Program)\s+[A-Z]"
)
# The kinds of documents that carry their name as title (DOMAIN 1.1); longer names first.
TITLES: tuple[tuple[str, str], ...] = (
    ("SURAT PERINTAH PERJALANAN DINAS", "sppd"),
    ("SURAT PERJALANAN DINAS", "sppd"),
    ("SURAT PERINTAH TUGAS", "surat_tugas"),
    ("SURAT PERINTAH", "surat_perintah"),
    ("SURAT TUGAS", "surat_tugas"),
    ("SURAT EDARAN", "surat_edaran"),
    ("SURAT KETERANGAN", "surat_keterangan"),
    ("SURAT PERNYATAAN", "surat_pernyataan"),
    ("SURAT PENGANTAR", "surat_pengantar"),
    ("SURAT KUASA", "surat_kuasa"),
    ("SURAT PERJANJIAN", "surat_perjanjian"),
    ("SURAT KEPUTUSAN", "surat_keputusan"),
    ("SURAT IZIN", "surat_izin"),
    ("SURAT PANGGILAN", "surat_panggilan"),
    ("SURAT PERINGATAN", "surat_peringatan"),
    ("SURAT UNDANGAN", "surat_undangan"),
    ("STANDAR OPERASIONAL PROSEDUR", "sop"),
    ("LEMBAR DISPOSISI", "lembar_disposisi"),
    ("LEMBARAN DISPOSISI", "lembar_disposisi"),
    ("NOTA KESEPAKATAN", "surat_perjanjian"),
    ("NOTA KESEPAHAMAN", "surat_perjanjian"),
    ("PERJANJIAN", "surat_perjanjian"),
    ("TELAAHAN STAF", "telaahan_staf"),
    ("DAFTAR HADIR", "daftar_hadir"),
    ("BERITA ACARA", "berita_acara"),
    ("NOTA DINAS", "nota_dinas"),
    ("MEMORANDUM", "memo"),
    ("PENGUMUMAN", "pengumuman"),
    ("REKOMENDASI", "rekomendasi"),
    ("KEPUTUSAN", "surat_keputusan"),
    ("PERATURAN", "peraturan"),
    ("INSTRUKSI", "instruksi"),
    ("RADIOGRAM", "telegram"),
    ("TELEGRAM", "telegram"),
    ("SERTIFIKAT", "sertifikat"),
    ("NOTULEN", "notula"),
    ("NOTULA", "notula"),
    ("RISALAH", "notula"),
    ("LAPORAN", "laporan"),
    ("PIAGAM", "piagam"),
    ("MEMO", "memo"),
)


@dataclass(frozen=True)
class Title:
    """A title row and the kind it names."""

    row: Row
    kind: str


@dataclass(frozen=True)
class Letter:
    """The rows of a letter's pages, and its parts (found once)."""

    rows: tuple[Row, ...]

    @classmethod
    def of(cls, pages: Sequence[PageReading]) -> "Letter":
        """The letter on these pages; a routing sheet scanned before it is passed over."""
        rows = rows_of(pages)
        sheets = {row.page for row in rows if (title := title_of(row)) and title.kind == "lembar_disposisi"}
        letter = [row for row in rows if row.page not in sheets]
        return cls(tuple(letter or rows))

    @cached_property
    def spelling(self) -> Spelling:
        """What the letter's own words tell of their spelling."""
        return Spelling(tuple(row.words for row in self.rows))

    @cached_property
    def head(self) -> tuple[Row, ...]:
        """Rows of the first page above the body."""
        first = self.rows[0].page if self.rows else 0
        rows = [row for row in self.rows if row.page == first][:HEAD_ROWS]
        for index, row in enumerate(rows):
            if is_body(row):
                return tuple(rows[:index])
        return tuple(rows)

    @cached_property
    def labels(self) -> tuple[Labeled, ...]:
        """Labeled rows of the head, from top to bottom."""
        found = (labeled(row) for row in self.head)
        return tuple(label for label in found if label is not None)

    def labeled(self, name: str) -> Labeled | None:
        """The first labeled row of that name."""
        return next((label for label in self.labels if label.name == name), None)

    @cached_property
    def title(self) -> Title | None:
        """The first title row of the head, below the letterhead's first line."""
        return next((title for row in self.head if (title := title_of(row))), None)

    @cached_property
    def is_memo(self) -> bool:
        """A nota dinas, memo or telaahan staf: by its title, or by the row Dari that no other kind has in its head."""
        if self.title is not None:
            return self.title.kind in MEMOS
        sender, others = self.labeled("from"), (self.labeled("to"), self.labeled("date"))
        return sender is not None and sender.has_separator and any(others)

    @cached_property
    def letterhead(self) -> tuple[Cell, ...]:
        """The lines in capitals above address, labels, title and date: parent body first, unit last."""
        lines: list[Cell] = []
        for row in self.head[: LETTERHEAD_ROWS + 3]:
            if _ends_letterhead(row):
                break
            cell = letterhead_line(row, self.spelling)
            if cell is not None:
                lines.append(cell)
        return tuple(lines[:LETTERHEAD_ROWS])


def is_body(row: Row) -> bool:
    """Running text: many words in small letters, neither address nor labeled row."""
    if SALUTATION.match(row.text):
        return True
    longest = max((cell.text.split() for cell in row.cells), key=len)
    if len(longest) < BODY_WORDS or sum(word[0].islower() for word in longest) < SMALL_SHARE * len(longest):
        return False
    if share_of_capitals(row.text) > 0.5 or ADDRESS.search(row.text):
        return False
    return labeled(row) is None


def title_of(row: Row) -> Title | None:
    """The kind of document a row in capitals names."""
    text = QUOTES.sub("", row.text).strip(" .:|")
    if share_of_capitals(text) < CAPITALS:
        return None
    joined = "".join(text.split())
    for name, kind in TITLES:
        if starts_like(text, name) or (" " in name and starts_like(joined, name.replace(" ", ""), least=0.9)):
            return Title(row, kind)
    return None


def _ends_letterhead(row: Row) -> bool:
    if ADDRESS.search(row.text) or title_of(row) or is_body(row) or row.text.strip(" .:").upper() == "TENTANG":
        return True
    label = labeled(row)
    return (label is not None and share_of_capitals(row.text) < CAPITALS) or any(
        placed_date(cell.text) for cell in row.cells
    )


def letterhead_line(row: Row, spelling: Spelling) -> Cell | None:
    """The words of a letterhead row, without what an emblem was misread as; a bracketed short name is none."""
    text = row.text.strip(" |.")
    joined = "".join(letter for letter in text if letter.isalpha())
    is_printed_small = UNIT.match(text) is not None and all(is_capitalized(word.text) for word in row.words)
    if any(is_alike(joined.upper(), stamp, least=STAMP_ALIKE) for stamp in JOINED_STAMPS) or SHORT_NAME.match(text):
        return None
    if share_of_capitals(text) < CAPITALS and not is_printed_small:
        return None
    pieces = [replace(word, text=piece) for word in row.words for piece in parted(word)]
    words = pieces if is_printed_small else _of_a_name(pieces, spelling)
    letters = sum(letter.isalpha() for word in words for letter in word.text)
    lost = sum(len(word.text) for word in pieces if len(word.text) >= TELLING) - letters
    return Cell(tuple(words), row.page) if letters >= max(FEWEST_LETTERS, lost) else None


def is_capitalized(text: str) -> bool:
    """Whether a word is written as in a name: a capital first, or one of the small words between."""
    letters = text.strip(EDGES + "()/&-")
    return not letters or letters[0].isupper() or letters[0].isdigit() or letters in SMALL


def _of_a_name(pieces: Sequence[Word], spelling: Spelling) -> list[Word]:
    """What belongs to a name in capitals, doubtful words repaired; small words only between ("RSUD dr. SOETOMO")."""
    kept = [_piece(word, spelling) for word in pieces]
    sure = [index for index, word in enumerate(kept) if word is not None and word.text not in JOINTS]
    if not sure:
        return []
    inside = range(sure[0], sure[-1] + 1)
    return _rejoined([word for index in inside if (word := kept[index] or _title_of_name(pieces[index]))], spelling)


def _rejoined(words: list[Word], spelling: Spelling) -> list[Word]:
    """Words that a wide print split in two ("TIRTAWAN GI"), when the letter has them whole."""
    joined: list[Word] = []
    for word in words:
        whole = joined[-1].text + word.text if joined else ""
        if whole in spelling.clear and not (spelling.is_known(word.text) and spelling.is_known(joined[-1].text)):
            joined[-1] = replace(joined[-1], text=whole, box=enclosing([joined[-1].box, word.box]))
        else:
            joined.append(word)
    return joined


def _title_of_name(word: Word) -> Word | None:
    return replace(word, text=f"{word.text}.") if word.text in NAME_TITLES else None


def _piece(word: Word, spelling: Spelling) -> Word | None:
    """Capitals read with some confidence or known, and the numbers and strokes between them ("SMP NEGERI 2")."""
    if word.text in JOINTS or (word.text.isdigit() and word.confidence > LEAST_WORD_CONFIDENCE):
        return word
    if not word.text.isupper() or (word.text.startswith("(") and word.text.endswith(")") and word.text != FIRM):
        return None
    if word.confidence < DOUBTFUL:
        known = spelling.repaired(word.text)
        if known is not None:
            return replace(word, text=known, confidence=max(word.confidence, WITNESSED))
    return word if word.confidence > LEAST_WORD_CONFIDENCE else None
