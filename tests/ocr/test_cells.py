"""Ruled tables are read cell by cell; what only looks like a table leaves the lines as they are."""

from collections.abc import Sequence

import numpy as np
import pytest

from ocr.cells import in_cells
from ocr.prepare.ink import Mask
from ocr.recognize.engine import FoundWord

HEIGHT, WIDTH = 1754, 1240
COLUMNS = (100, 170, 520, 860, 1100)
ROWS = (300, 340, 440, 540)
TALL = 18


def sheet() -> Mask:
    return np.zeros((HEIGHT, WIDTH), np.uint8)


def ruled(ink: Mask, columns: Sequence[int] = COLUMNS, rows: Sequence[int] = ROWS) -> Mask:
    """The sheet with a table ruled on it."""
    for row in rows:
        ink[row - 1 : row + 1, columns[0] : columns[-1] + 1] = 1
    for column in columns:
        ink[rows[0] : rows[-1] + 1, column - 1 : column + 1] = 1
    return ink


def word(text: str, left: int, top: int, line: int) -> FoundWord:
    return FoundWord(text, left, top, left + 10 * len(text), top + TALL, 0.95, line, 0)


def printed(*rows: tuple[int, Sequence[tuple[str, int]]]) -> list[FoundWord]:
    """Words as the recognizer gives them: lines straight across the page."""
    return [word(text, left, top, line) for line, (top, texts) in enumerate(rows) for text, left in texts]


def lines(words: Sequence[FoundWord]) -> list[str]:
    """Their texts, a string a line."""
    numbers = dict.fromkeys(one.line for one in words)
    return [" ".join(one.text for one in words if one.line == number) for number in numbers]


TABLE = printed(
    (200, [("Jadwal", 100)]),
    (310, [("No", 110), ("Kegiatan", 200), ("Semula", 540), ("Menjadi", 880)]),
    (350, [("1", 110), ("Permohonan", 200), ("sampai", 540), ("sampai", 880)]),
    (375, [("kontrak", 200), ("Desember", 540), ("Januari", 880)]),
    (400, [("penyedia", 200)]),
    (450, [("2", 110), ("Klarifikasi", 200), ("besok", 540), ("lusa", 880)]),
    (475, [("dokumen", 200)]),
    (600, [("Demikian", 100)]),
)
BY_CELL = [
    "Jadwal",
    "No Kegiatan Semula Menjadi",
    *("1", "Permohonan", "kontrak", "penyedia", "sampai", "Desember", "sampai", "Januari"),
    *("2", "Klarifikasi", "dokumen", "besok", "lusa"),
    "Demikian",
]


def test_cells_of_several_lines_are_read_one_after_the_other() -> None:
    assert lines(in_cells(ruled(sheet()), TABLE)) == BY_CELL


def test_rules_with_gaps_are_still_rules() -> None:
    ink = ruled(sheet())
    ink[435:445, 250:420] = 0
    ink[400:430, 515:525] = 0
    assert lines(in_cells(ink, TABLE)) == BY_CELL


def test_a_table_that_goes_on_overleaf_needs_no_last_rule() -> None:
    ink = ruled(sheet())
    ink[538:, :] = 0
    assert lines(in_cells(ink, TABLE)) == BY_CELL


def test_a_cell_of_several_rows_comes_before_what_stands_beside_it() -> None:
    ink = ruled(sheet())
    ink[438:442, 102:518] = 0  # the rule ends at the second column
    words = printed(
        (350, [("3", 110), ("Mutu", 200), ("Barang", 540)]),
        (400, [("sumber", 200), ("milik", 540)]),
        (432, [("daya", 200)]),
        (450, [("Layanan", 540)]),
        (475, [("umum", 540)]),
    )
    assert lines(in_cells(ink, words)) == ["3", "Mutu", "sumber", "daya", "Barang", "milik", "Layanan", "umum"]


def test_rows_without_rules_between_them_are_read_across() -> None:
    ink = ruled(sheet(), rows=(300, 340, 540))
    rows = [(350 + 40 * row, [(str(row), 110), ("Nama", 200), ("Pangkat", 540), ("Jabatan", 880)]) for row in range(4)]
    words = printed(*rows)
    assert lines(in_cells(ink, words)) == [f"{row} Nama Pangkat Jabatan" for row in range(4)]


@pytest.mark.parametrize("where", ["streak", "frame", "underline"])
def test_what_is_no_table_changes_nothing(where: str) -> None:
    ink = sheet()
    if where == "streak":  # of a copier, through the rule under the letterhead and through words
        ink[250:253, 100:1100] = ink[60:1700, 230:232] = 1
    elif where == "frame":
        ruled(ink, columns=(60, 1180), rows=(60, 1690))
    else:
        ink[378:380, 200:700] = 1
    assert lines(in_cells(ink, TABLE)) == lines(TABLE)


def test_a_page_without_words_or_ink() -> None:
    assert in_cells(sheet(), ()) == ()
    assert in_cells(ruled(sheet()), ()) == ()
