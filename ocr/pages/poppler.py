"""PDF pages through Poppler's pdftoppm (pdf2image): the last to try when a damaged file defeats pdfium."""

from pathlib import Path

import numpy as np
import pdf2image
from pdf2image.exceptions import PDFInfoNotInstalledError, PDFPageCountError, PDFPopplerTimeoutError, PDFSyntaxError

from ocr.pages.source import SourcePage
from ocr.values import FileRefused

DPI = 200
LONG_SIDE_PX = 3500
TIMEOUT_SECONDS = 20
FAILURES = (PDFInfoNotInstalledError, PDFPageCountError, PDFPopplerTimeoutError, PDFSyntaxError, OSError, ValueError)


def load_with_poppler(path: Path, *, number: int) -> SourcePage:
    """The page as gray pixels, its long side at most 3500 px. Raises FileRefused("damaged")."""
    try:
        pictures = pdf2image.convert_from_path(
            path,
            dpi=DPI,
            first_page=number,
            last_page=number,
            size=LONG_SIDE_PX,
            grayscale=True,
            timeout=TIMEOUT_SECONDS,
        )
    except FAILURES as error:
        raise FileRefused("damaged", reason="poppler", page=number) from error
    if not pictures:
        raise FileRefused("damaged", reason="poppler", page=number)
    return SourcePage(np.asarray(pictures[0].convert("L")), LONG_SIDE_PX / 11.69)
