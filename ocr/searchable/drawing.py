"""A page of a PDF as a picture, for the pages that cannot be copied into a PDF/A."""

from pathlib import Path

import pikepdf

from ocr.pages import pdfium
from ocr.pages.pdf import opened_pdf, pictures_of
from ocr.pages.poppler import load_with_poppler
from ocr.pages.scan import load_scan
from ocr.pages.source import WORK_DPI, SourcePage
from ocr.values import FileRefused, Limits

LEAST_SCAN_BYTES = 60_000  # less is a logo


def drawn_page(path: Path, *, number: int, limits: Limits) -> SourcePage:
    """The page as a reader shows it: the scanner's own pixels where it is a scan. Raises FileRefused."""
    scan = load_scan(path, number=number, limits=limits)
    if scan is not None:
        return scan
    try:
        with pdfium.opened_page(path, number) as page:
            return SourcePage(*pdfium.render(page, dpi=WORK_DPI))
    except FileRefused as refusal:
        if refusal.code != "damaged":
            raise
        return load_with_poppler(path, number=number)


def stored_bytes(path: Path, *, number: int) -> int | None:
    """What the pictures of the page take in the file, when it has some of weight: a drawing should take no more."""
    try:
        with opened_pdf(path) as pdf:
            pictures = pictures_of(pdf.pages[number - 1]).values()
            size = sum(int(one.Length) for one in pictures if one.get("/Subtype") == "/Image")
    except (FileRefused, pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, IndexError):
        return None
    return size if size >= LEAST_SCAN_BYTES else None
