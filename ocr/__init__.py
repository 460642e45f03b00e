"""Paper to text: files to pages to words to fields. Pure Python; knows no Django, no dms, no search.

Importing this package is cheap; the heavy libraries load with the first verb that needs them.
"""

import os
from typing import TYPE_CHECKING, Any

from ocr.corrections import with_corrections, words_at
from ocr.fields import number_key, parse_date, read_fields, read_more_fields
from ocr.packing import pack_words, unpack_words
from ocr.splitting import Proposal, ProposedPage
from ocr.splitting import propose as propose_letters
from ocr.values import (
    Box,
    Corrected,
    Field,
    FileFacts,
    FileRefused,
    Limits,
    Note,
    Overrule,
    PageImages,
    PageReading,
    PasswordNeeded,
    PdfPage,
    ReadOptions,
    Region,
    Word,
    WrongPassword,
    lines_of,
)
from ocr.worth import worth_of

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # one process a core: numpy's own threads cost 3 x in `regions`

if TYPE_CHECKING:
    from ocr.pages import inspect_file, unlock_pdf
    from ocr.reading import prepared_picture, read_page
    from ocr.searchable import write_searchable_pdf
    from ocr.splitting.sheets import separator_sheet
    from ocr.unread import unread_page, warm_up

_HEAVY = {
    "inspect_file": "ocr.pages",
    "unlock_pdf": "ocr.pages",
    "prepared_picture": "ocr.reading",
    "read_page": "ocr.reading",
    "separator_sheet": "ocr.splitting.sheets",
    "unread_page": "ocr.unread",
    "warm_up": "ocr.unread",
    "write_searchable_pdf": "ocr.searchable",
}

__all__ = [
    "Box",
    "Corrected",
    "Field",
    "FileFacts",
    "FileRefused",
    "Limits",
    "Note",
    "Overrule",
    "PageImages",
    "PageReading",
    "PasswordNeeded",
    "PdfPage",
    "Proposal",
    "ProposedPage",
    "ReadOptions",
    "Region",
    "Word",
    "WrongPassword",
    "inspect_file",
    "lines_of",
    "number_key",
    "pack_words",
    "parse_date",
    "prepared_picture",
    "propose_letters",
    "read_fields",
    "read_more_fields",
    "read_page",
    "separator_sheet",
    "unlock_pdf",
    "unpack_words",
    "unread_page",
    "warm_up",
    "with_corrections",
    "words_at",
    "worth_of",
    "write_searchable_pdf",
]


def __getattr__(name: str) -> Any:
    if name not in _HEAVY:
        raise AttributeError(f"module 'ocr' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HEAVY[name]), name)
