"""Tesseract inside this process (tesserocr), loaded once and kept warm: 0.6 s/page where a new process needs 0.75."""

import os

os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # must stand before the library loads: its own threads cost 4.5 x

import tesserocr

from ocr.recognize.engine import SEGMENTATION, TESSDATA, Gray, Layout, Recognition
from ocr.recognize.tsv import parse_tsv


class InProcessTesseract:
    """The warm engine. One per process and language; not for use by two threads at once."""

    name = "tesserocr"

    def __init__(self, language: str) -> None:
        self.version = tesserocr.tesseract_version().split()[1]
        self.model = language
        self._api = tesserocr.PyTessBaseAPI(path=TESSDATA, lang=language)

    def read(self, picture: Gray, *, dpi: float, layout: Layout, timeout_seconds: float) -> Recognition:
        """See `Engine.read`. Tesseract checks the time between words, but not while it lays out the page."""
        height, width = picture.shape
        self._api.SetPageSegMode(SEGMENTATION[layout])
        self._api.SetImageBytes(picture.tobytes(), width, height, 1, width)
        self._api.SetSourceResolution(round(dpi))
        try:
            if not self._api.Recognize(max(1, round(timeout_seconds * 1000))):
                return Recognition((), finished=False)  # asking for what was read so far crashes Tesseract 5.5
            return Recognition(parse_tsv(self._api.GetTSVText(0)))
        except RuntimeError:  # nothing that could be laid out as text
            return Recognition(())
        finally:
            self._api.Clear()
