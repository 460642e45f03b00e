"""Searchable PDF: the source pages as they are, upright, with the words that were read written invisibly over them."""

import warnings
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import pikepdf
from pikepdf import Dictionary

from ocr.pages import media
from ocr.pages.pdf import opened_pdf
from ocr.searchable.font import glyphless_font
from ocr.searchable.sheets import REFUSALS, add_copied_page, add_empty_page, add_picture_page
from ocr.searchable.text import FONT_RESOURCE, Sheet, text_layer
from ocr.values import FileRefused, Limits, PdfPage

__all__ = ["write_searchable_pdf"]


def write_searchable_pdf(pages: Sequence[PdfPage], target: Path) -> None:
    """Write `pages` in order to `target`. A page that cannot be copied is drawn; one that cannot be drawn is white."""
    limits = Limits()
    with ExitStack() as open_files, pikepdf.new() as pdf:
        sources: dict[Path, pikepdf.Pdf | None] = {}
        font = glyphless_font(pdf)
        for page in pages:
            if page.source not in sources:
                sources[page.source] = _opened(page.source, limits, open_files)
            sheet = _add_page(pdf, sources[page.source], page, limits)
            if page.reading.words and page.reading.outcome != "text_layer":
                _write_words(pdf, font, page, sheet)
        with warnings.catch_warnings():  # forms are shown as they were filled in, they need not work
            warnings.simplefilter("ignore", pikepdf.exceptions.PageCopyWarning)
            pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def _opened(path: Path, limits: Limits, open_files: ExitStack) -> pikepdf.Pdf | None:
    """The source when it is a PDF whose pages can be copied."""
    try:
        if media.media_type(path, limits=limits) != media.PDF:
            return None
        return open_files.enter_context(opened_pdf(path))
    except FileRefused:
        return None


def _add_page(pdf: pikepdf.Pdf, source: pikepdf.Pdf | None, page: PdfPage, limits: Limits) -> Sheet:
    count = len(pdf.pages)
    try:
        if source is not None:
            return add_copied_page(pdf, source, page)
        return add_picture_page(pdf, page, limits)
    except REFUSALS:
        while len(pdf.pages) > count:
            del pdf.pages[-1]
    try:
        return add_picture_page(pdf, page, limits)
    except REFUSALS:
        return add_empty_page(pdf, page)


def _write_words(pdf: pikepdf.Pdf, font: pikepdf.Object, page: PdfPage, sheet: Sheet) -> None:
    written = pdf.pages[-1]
    if "/Resources" not in written.obj:
        written.obj.Resources = Dictionary()
    if "/Font" not in written.obj.Resources:
        written.obj.Resources.Font = Dictionary()
    written.obj.Resources.Font[FONT_RESOURCE] = font
    written.contents_add(pdf.make_stream(b"q\n"), prepend=True)
    written.contents_add(pdf.make_stream(b"\nQ\n" + text_layer(page.reading.words, sheet)))
