"""A page of a PDF as a picture, for the pages that cannot be copied into a PDF/A."""

from pathlib import Path

import pikepdf

from ocr.pages import pdfium
from ocr.pages.pdf import opened_pdf, pictures_of
from ocr.pages.poppler import load_with_poppler
from ocr.pages.scan import load_scan
from ocr.pages.source import WORK_DPI, SourcePage
from ocr.values import FileRefused, Limits

LEAST_SCAN_PIXELS = 900_000  # half an A4 sheet at 150 dpi; less is a logo or a photograph on the page
MOST_PIXELS_A_BYTE = 25  # fewer bytes and print is hard to read


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
    """What the pictures of a scanned page take in the file: a drawing should take no more. None for other pages."""
    try:
        with opened_pdf(path) as pdf:
            pictures = [one for one in pictures_of(pdf.pages[number - 1]).values() if one.get("/Subtype") == "/Image"]
            pixels = max((int(one.Width) * int(one.Height) for one in pictures), default=0)
            size = sum(int(one.Length) for one in pictures)
    except (FileRefused, pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, IndexError):
        return None
    return max(size, pixels // MOST_PIXELS_A_BYTE) if pixels >= LEAST_SCAN_PIXELS else None
