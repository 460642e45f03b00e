"""Picture to words. The engine is chosen here, loaded once per process and kept."""

from functools import cache

from ocr.recognize.engine import Engine


@cache
def warm_engine(language: str, name: str = "tesserocr") -> Engine:
    """The process's engine for a language: `tesserocr` (in this process) or `pytesseract` (a process per page)."""
    if name == "pytesseract":
        from ocr.recognize.own_process import OwnProcessTesseract

        return OwnProcessTesseract(language)
    from ocr.recognize.in_process import InProcessTesseract

    return InProcessTesseract(language)
