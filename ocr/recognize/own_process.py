"""Tesseract as a process of its own per page (pytesseract): slower, but works with any installed Tesseract 5."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("OMP_THREAD_LIMIT", "1")

import pytesseract

from ocr.recognize.engine import SEGMENTATION, TESSDATA, Gray, Layout, Recognition
from ocr.recognize.tsv import parse_tsv


class OwnProcessTesseract:
    """One `tesseract` process per reading."""

    name = "pytesseract"

    def __init__(self, language: str) -> None:
        self.version = str(pytesseract.get_tesseract_version())
        self.model = language

    def read(self, picture: Gray, *, dpi: float, layout: Layout, timeout_seconds: float) -> Recognition:
        """See `Engine.read`. Out of time the process is killed and nothing is known of the page."""
        config = f"--psm {SEGMENTATION[layout]} --dpi {round(dpi)} --tessdata-dir {TESSDATA}"
        with tempfile.TemporaryDirectory(prefix="telusur-ocr-") as folder:
            file = _write_pgm(picture, Path(folder) / "page.pgm")
            try:
                tsv = pytesseract.image_to_data(str(file), lang=self.model, config=config, timeout=timeout_seconds)
            except pytesseract.TesseractError:
                return Recognition(())
            except RuntimeError:  # pytesseract's way to say that the time was up
                return Recognition((), finished=False)
        return Recognition(parse_tsv(tsv))


def _write_pgm(picture: Gray, target: Path) -> Path:
    """A path spares pytesseract the PNG it would write for an image object (0.5 s/page)."""
    height, width = picture.shape
    with target.open("wb") as file:
        file.write(b"P5\n%d %d\n255\n" % (width, height))
        file.write(picture.tobytes())
    return target
