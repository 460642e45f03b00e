"""The rows of a receipt for spreadsheets, and the CSV made of them."""

import csv
from collections.abc import Iterable
from typing import Protocol

from django.utils.translation import gettext as _

from dms.intake.lines import Line

HEAD = ("line", "name", "path", "bytes", "sha256", "state", "reason", "pages", "letter", "notes")
"""The names of the columns in CSV, which programs read; `titles` are those for people."""

Cell = str | int


class Writable(Protocol):
    """What a text can be written to."""

    def write(self, text: str, /) -> object:
        """Write TEXT."""


def titles() -> tuple[str, ...]:
    """Return the heads of the columns for people."""
    return (
        _("No."),
        _("Fail"),
        _("Letak dalam map"),
        _("Ukuran (byte)"),
        "SHA-256",
        _("Hasil"),
        _("Keterangan"),
        _("Halaman"),
        _("Surat"),
        _("Catatan"),
    )


def cells(shown: Line, *, state: str) -> list[Cell]:
    """Return one row; STATE is the line's state as the reader is to see it."""
    return [
        shown.number,
        shown.name,
        shown.path,
        shown.size_bytes,
        shown.sha256,
        state,
        shown.reason,
        shown.page_count,
        " ".join(part.public_id for part in shown.letters),
        " ".join(remarks(shown)),
    ]


def remarks(shown: Line) -> list[str]:
    """Return what was only partly read, and that a letter was withdrawn."""
    return [*shown.notes, *(_("Surat ditarik") for part in shown.letters if part.is_withdrawn)]


def write_csv(lines: Iterable[Line], target: Writable) -> None:
    """Write LINES as CSV that Excel takes for UTF-8; a cell that would be run as a formula is made plain text."""
    target.write("\ufeff")
    writer = csv.writer(target)
    writer.writerow(HEAD)
    for shown in lines:
        row = cells(shown, state=shown.state)
        writer.writerow([f"'{cell}" if isinstance(cell, str) and begins_formula(cell) else cell for cell in row])


def begins_formula(cell: str) -> bool:
    """Tell whether a spreadsheet might run CELL: spaces before the sign are skipped, wide signs count as plain ones."""
    return cell[:1] in ("\t", "\r", "\n") or cell.lstrip()[:1] in tuple("=+-@＝＋－＠")
