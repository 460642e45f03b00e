"""Searchable PDF/A-2b: the source pages as they look, upright, with the words that were read invisibly over them.

Whatever is written here conforms to PDF/A-2b and says in its text what we say, word for word.
"""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import pikepdf
from pikepdf import Dictionary

from ocr.pages import media
from ocr.pages.pdf import opened_pdf
from ocr.searchable.archival import declare, refused_pages, save
from ocr.searchable.copies import CopySource
from ocr.searchable.font import glyphless_font
from ocr.searchable.sheets import REFUSALS, empty_page, picture_page
from ocr.searchable.text import FONT_RESOURCE, Sheet, text_layer
from ocr.values import Limits, PdfPage

__all__ = ["write_searchable_pdf"]

# To readers, what the page itself writes is one space: the words to be found are those over it.
SILENT = b"/Span <</ActualText ( )>> BDC q\n"
SPOKEN = b"\nQ EMC\n"


def write_searchable_pdf(pages: Sequence[PdfPage], target: Path) -> None:
    """Write `pages` in order to `target`. A page that cannot be copied is drawn; one that cannot be drawn is white."""
    limits = Limits()
    with ExitStack() as open_files, pikepdf.new() as pdf:
        declare(pdf)
        font = glyphless_font(pdf)
        sources = {path: _opened(path, limits, open_files) for path in dict.fromkeys(page.source for page in pages)}
        doubtful = [index for index, page in enumerate(pages) if _add_page(pdf, sources[page.source], page, font)]
        for index in refused_pages(pdf, doubtful):
            pdf.pages[index] = _drawn(pdf, pages[index], font)
        save(pdf, target)


def _opened(path: Path, limits: Limits, open_files: ExitStack) -> CopySource | None:
    """The source when it is a PDF whose pages can be copied."""
    try:
        if media.media_type(path, limits=limits) != media.PDF:
            return None
        return CopySource(open_files.enter_context(opened_pdf(path)))
    except REFUSALS:
        return None


def _add_page(pdf: pikepdf.Pdf, source: CopySource | None, page: PdfPage, font: pikepdf.Object) -> bool:
    """Append the page, copied if that can be. Whether the copy must still be judged."""
    count = len(pdf.pages)
    if source is not None:
        try:
            sheet, is_plain = source.add_copy(pdf, page)
            _write_words(pdf, pdf.pages[-1], font, page, sheet)
        except REFUSALS:
            del pdf.pages[count:]
        else:
            return not is_plain
    pdf.pages.append(_drawn(pdf, page, font))
    return False


def _drawn(pdf: pikepdf.Pdf, page: PdfPage, font: pikepdf.Object) -> pikepdf.Page:
    try:
        drawn, sheet = picture_page(pdf, page, Limits())
    except REFUSALS:
        drawn, sheet = empty_page(pdf, page)
    _write_words(pdf, drawn, font, page, sheet)
    return drawn


def _write_words(pdf: pikepdf.Pdf, written: pikepdf.Page, font: pikepdf.Object, page: PdfPage, sheet: Sheet) -> None:
    if not page.reading.words:
        return
    resources = written.obj.get("/Resources", Dictionary())
    written.obj.Resources = Dictionary(dict(resources.items()))
    written.obj.Resources.Font = Dictionary({**dict(resources.get("/Font", {}).items()), FONT_RESOURCE: font})
    written.contents_add(pdf.make_stream(SILENT), prepend=True)
    written.contents_add(pdf.make_stream(SPOKEN + text_layer(page.reading.words, sheet)))
