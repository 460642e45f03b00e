"""File to pages: what a file is, how many pages it has, and each page's pixels and own text."""

from dataclasses import replace
from pathlib import Path

from ocr.pages import media, pdfium
from ocr.pages.pdf import is_signed as is_signed
from ocr.pages.pdf import largest_picture, opened_pdf, unlock_pdf
from ocr.pages.pictures import inspect_picture, load_picture
from ocr.pages.poppler import load_with_poppler
from ocr.pages.scan import load_scan
from ocr.pages.source import LayerWord, SourcePage
from ocr.values import FileFacts, FileRefused, Limits, Note, QuarterTurn

__all__ = ["LayerWord", "inspect_file", "load_page", "unlock_pdf"]

TURNS: dict[int, QuarterTurn] = {0: 0, 90: 90, 180: 180, 270: 270}


def inspect_file(path: Path, *, limits: Limits, password: str | None = None) -> FileFacts:
    """Open the file for real and say what it is. Raises FileRefused, PasswordNeeded or WrongPassword."""
    kind = media.media_type(path, limits=limits)
    if kind == media.PDF:
        return _inspect_pdf(path, limits=limits, password=password)
    pages, notes = inspect_picture(path, limits=limits)
    return FileFacts(kind, pages, is_encrypted=False, is_signed=False, notes=notes)


def _inspect_pdf(path: Path, *, limits: Limits, password: str | None) -> FileFacts:
    try:
        with opened_pdf(path, password=password) as pdf:
            pages = len(pdf.pages)
            _check_count(pages, limits)
            pixels = largest_picture(pdf)
            facts = FileFacts(media.PDF, pages, is_encrypted=pdf.is_encrypted, is_signed=is_signed(pdf))
    except FileRefused as refusal:
        if refusal.code != "damaged":
            raise
        pages = pdfium.page_count(path)
        _check_count(pages, limits)
        return FileFacts(media.PDF, pages, is_encrypted=False, is_signed=False, notes=(Note("repaired"),))
    if pixels > limits.page_pixels:
        raise FileRefused("page_too_large", pixels=pixels, limit=limits.page_pixels)
    return facts


def _check_count(pages: int, limits: Limits) -> None:
    if pages == 0:
        raise FileRefused("no_pages")
    if pages > limits.pages:
        raise FileRefused("too_many_pages", pages=pages, limit=limits.pages)


def load_page(path: Path, *, number: int, limits: Limits) -> SourcePage:
    """Page `number` (from 1) of any accepted file. Raises FileRefused."""
    if media.media_type(path, limits=limits) != media.PDF:
        return load_picture(path, number=number, limits=limits)
    try:
        return _load_pdf_page(path, number, limits)
    except FileRefused as refusal:
        if refusal.code != "damaged":
            raise
        page = load_with_poppler(path, number=number)
        return replace(page, notes=(Note("drawn_by_poppler"),))


def _load_pdf_page(path: Path, number: int, limits: Limits) -> SourcePage:
    with pdfium.opened_page(path, number) as page:
        layer = pdfium.layer_words(page)
        turned = _turn(pdfium.text_turn(page)) if layer else 0
        scan = load_scan(path, number=number, limits=limits)
        if scan is None:
            pixels, dpi = pdfium.render(page)
            scan = SourcePage(pixels, dpi)
    return replace(scan, layer=layer, layer_turned_degrees=turned)


def _turn(angle_degrees: float) -> QuarterTurn:
    """The clockwise turn that sets text upright which stands at this angle (clockwise)."""
    return TURNS[round(-angle_degrees / 90) * 90 % 360]
