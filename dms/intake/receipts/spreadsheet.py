"""The receipt as an XLSX workbook. Every text stands in it as a text: nothing is a formula, also after an edit."""

import re
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from dms.intake.receipts.rows import Cell

TEXT = "@"
MOST_SIGNS = 32_000  # a cell takes 32,767
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
WIDTHS = (6, 40, 40, 14, 68, 14, 50, 9, 16, 50)

Rows = Iterable[Sequence[Cell]]


def write(target: BinaryIO, *, facts: Rows, titles: Iterable[str], rows: Rows) -> None:
    """Write a workbook to TARGET: ROWS below TITLES on the first sheet, FACTS about the whole on the second."""
    workbook = Workbook(write_only=True)
    sheet = new_sheet(workbook, "SHA-256", WIDTHS)
    sheet.freeze_panes = "A2"
    sheet.append([as_cell(sheet, title, is_bold=True) for title in titles])
    for row in rows:
        sheet.append([as_cell(sheet, value) for value in row])
    about = new_sheet(workbook, "Telusur", (28, 60))
    for fact in facts:
        about.append([as_cell(about, value) for value in fact])
    workbook.save(target)


def new_sheet(workbook: Workbook, title: str, widths: Iterable[int]) -> WriteOnlyWorksheet:
    """Return a new sheet whose columns have these WIDTHS."""
    sheet = workbook.create_sheet(title)
    assert isinstance(sheet, WriteOnlyWorksheet)  # noqa: S101 - for the type checker
    for number, width in enumerate(widths):
        sheet.column_dimensions[chr(ord("A") + number)].width = width  # type: ignore[attr-defined]
    return sheet


def as_cell(sheet: WriteOnlyWorksheet, value: Cell, *, is_bold: bool = False) -> SheetCell:
    """Return VALUE as a cell: a text is one whatever it begins with."""
    cell = WriteOnlyCell(sheet, value=plain(value) if isinstance(value, str) else value)
    if isinstance(value, str):
        cell.data_type, cell.number_format = "s", TEXT
    if is_bold:
        cell.font = Font(bold=True)
    return cell


def plain(text: str) -> str:
    """Return TEXT as a cell may hold it: signs that XML forbids are written as \\xNN, nothing looks like an escape."""
    shown = FORBIDDEN.sub(lambda sign: f"\\x{ord(sign[0]):02x}", text)
    return LOOKS_ESCAPED.sub("_x005F_", shown)[:MOST_SIGNS]
