"""File to pages: what a file is, how many pages it has, and each page's pixels and own text."""

from pathlib import Path

from ocr.pages import media, pdfium
from ocr.pages.pdf import is_signed, opened_pdf, unlock_pdf
from ocr.pages.pictures import inspect_picture, load_picture
from ocr.pages.source import SourcePage
from ocr.values import FileFacts, FileRefused, Limits

__all__ = ["inspect_file", "load_page", "unlock_pdf"]


def inspect_file(path: Path, *, limits: Limits, password: str | None = None) -> FileFacts:
    """Open the file for real and say what it is. Raises FileRefused, PasswordNeeded or WrongPassword."""
    kind = media.media_type(path, limits=limits)
    if kind == media.PDF:
        return _inspect_pdf(path, limits=limits, password=password)
    pages, notes = inspect_picture(path, limits=limits)
    return FileFacts(kind, pages, is_encrypted=False, is_signed=False, notes=notes)


def _inspect_pdf(path: Path, *, limits: Limits, password: str | None) -> FileFacts:
    with opened_pdf(path, password=password) as pdf:
        pages = len(pdf.pages)
        facts = FileFacts(media.PDF, pages, is_encrypted=pdf.is_encrypted, is_signed=is_signed(pdf))
    if pages == 0:
        raise FileRefused("no_pages")
    if pages > limits.pages:
        raise FileRefused("too_many_pages", pages=pages, limit=limits.pages)
    return facts


def load_page(path: Path, *, number: int, limits: Limits) -> SourcePage:
    """Page `number` (from 1) of any accepted file. Raises FileRefused."""
    kind = media.media_type(path, limits=limits)
    if kind != media.PDF:
        return load_picture(path, number=number, limits=limits)
    with pdfium.opened_page(path, number) as page:
        pixels, dpi = pdfium.render(page)
        return SourcePage(pixels, dpi)
