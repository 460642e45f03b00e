"""The parts of a letter that fields are looked for in: letterhead, titles, labeled rows, head and body."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ocr.fields.alike import starts_like
from ocr.fields.casing import share_of_capitals
from ocr.fields.dates import placed_date
from ocr.fields.labels import Labeled, labeled
from ocr.fields.rows import Cell, Row, rows_of
from ocr.values import PageReading, Word

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
JOINED_STAMPS = frozenset(stamp.replace(" ", "") for stamp in STAMPS)
JOINTS = frozenset(["/", "&", "-"])
FEWEST_LETTERS = 5
LEAST_WORD_CONFIDENCE = 0.4
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
    def letterhead(self) -> tuple[Cell, ...]:
        """The lines in capitals above address, labels, title and date: parent body first, unit last."""
        lines: list[Cell] = []
        for row in self.head[: LETTERHEAD_ROWS + 3]:
            if _ends_letterhead(row):
                break
            cell = letterhead_line(row)
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
    text = row.text.strip(" .:|")
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


def letterhead_line(row: Row) -> Cell | None:
    """The words in capitals of a letterhead row, without what an emblem was misread as."""
    text = row.text.strip(" |.")
    joined = "".join(letter for letter in text if letter.isalpha())
    if share_of_capitals(text) < CAPITALS or joined.upper() in JOINED_STAMPS:
        return None
    words = tuple(word for word in row.words if _is_of_a_name(word))
    letters = sum(letter.isalpha() for word in words for letter in word.text)
    return Cell(words, row.page) if letters >= FEWEST_LETTERS else None


def _is_of_a_name(word: Word) -> bool:
    """Capitals read with some confidence, and the numbers and strokes between them ("SMP NEGERI 2")."""
    if word.text in JOINTS:
        return True
    return word.confidence > LEAST_WORD_CONFIDENCE and (word.text.isupper() or word.text.isdigit())
