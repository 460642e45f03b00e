"""PDF pages through pdfium: the picture of a page as a reader shows it, and the characters it carries."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pypdfium2

from ocr.pages.source import WORK_DPI, WORK_PIXELS, Pixels
from ocr.values import FileRefused

POINTS_PER_INCH = 72.0
VECTOR_DPI = 250.0  # for pages that are drawn, not scanned


@contextmanager
def opened_page(path: Path, number: int) -> Iterator[pypdfium2.PdfPage]:
    """One page (from 1). Raises FileRefused("damaged") when pdfium cannot load it."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise FileRefused("damaged", reason="pdfium") from error
    try:
        document.init_forms()
        page = document[number - 1]
    except (pypdfium2.PdfiumError, IndexError) as error:
        document.close()
        raise FileRefused("damaged", reason="pdfium", page=number) from error
    try:
        yield page
    finally:
        document.close()


def page_count(path: Path) -> int:
    """Pages by pdfium's own repair of the file. Raises FileRefused("damaged")."""
    try:
        with pypdfium2.PdfDocument(path) as document:
            return len(document)
    except pypdfium2.PdfiumError as error:
        raise FileRefused("damaged", reason="pdfium") from error


def render(page: pypdfium2.PdfPage, *, dpi: float = VECTOR_DPI) -> tuple[Pixels, float]:
    """RGB pixels of the page, straight at the wanted dots per inch (fewer for very large sheets), and those dpi."""
    width, height = page.get_size()
    inches = max(width * height / POINTS_PER_INCH**2, 1e-6)
    dpi = min(dpi, WORK_DPI, (WORK_PIXELS / inches) ** 0.5)
    try:
        bitmap = page.render(scale=dpi / POINTS_PER_INCH, rev_byteorder=True, may_draw_forms=True)
    except (pypdfium2.PdfiumError, ValueError) as error:
        raise FileRefused("damaged", reason="pdfium") from error
    pixels: Pixels = np.ascontiguousarray(bitmap.to_numpy()[..., :3])
    return pixels, dpi
