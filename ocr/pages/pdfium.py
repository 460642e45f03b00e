"""PDF pages through pdfium: the picture of a page as a reader shows it, and the words it carries."""

from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import c_double, c_int
from pathlib import Path

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium_c

from ocr.pages.source import POINTS_PER_INCH, WORK_DPI, WORK_PIXELS, LayerWord, Pixels
from ocr.values import FileRefused

PDFIUM_VERSION = str(pypdfium2.PDFIUM_INFO)
VECTOR_DPI = 250.0  # for pages that are drawn
CHARACTERS = 100_000  # more than this on a page is no letter
DEVICE_UNITS = 1_000_000  # a device so fine that its pixels serve as fractions


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
    dpi = min(dpi, WORK_DPI, float((WORK_PIXELS / inches) ** 0.5))
    try:
        bitmap = page.render(scale=dpi / POINTS_PER_INCH, rev_byteorder=True, may_draw_forms=True)
    except (pypdfium2.PdfiumError, ValueError) as error:
        raise FileRefused("damaged", reason="pdfium") from error
    pixels: Pixels = np.ascontiguousarray(bitmap.to_numpy()[..., :3])
    return pixels, dpi


def layer_words(page: pypdfium2.PdfPage) -> tuple[LayerWord, ...]:
    """The page's own words in the order of the file, those outside the shown page left out."""
    text_page = page.get_textpage()
    count = min(text_page.count_chars(), CHARACTERS)
    words: list[LayerWord] = []
    letters: list[tuple[str, tuple[float, float, float, float]]] = []
    line = 0
    for index in range(count):
        character = chr(pdfium_c.FPDFText_GetUnicode(text_page, index))
        if not character.isspace():
            letters.append((character, _fractions(page, text_page.get_charbox(index))))
            continue
        words += _word(letters, line)
        letters = []
        line += character == "\n"
    return tuple(words + _word(letters, line))


def _word(letters: list[tuple[str, tuple[float, float, float, float]]], line: int) -> list[LayerWord]:
    inside = [(text, box) for text, box in letters if _is_shown(box)]
    if not inside:
        return []
    edges = np.array([box for _, box in inside]).clip(0, 1)
    left, top = edges[:, :2].min(axis=0)
    right, bottom = edges[:, 2:].max(axis=0)
    return [LayerWord("".join(text for text, _ in inside), float(left), float(top), float(right), float(bottom), line)]


def _is_shown(box: tuple[float, float, float, float]) -> bool:
    left, top, right, bottom = box
    return 0 <= (left + right) / 2 <= 1 and 0 <= (top + bottom) / 2 <= 1 and right > left and bottom > top


def _fractions(page: pypdfium2.PdfPage, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """A box in page points to fractions of the shown page; pdfium applies CropBox and /Rotate."""
    left, bottom, right, top = box
    corners = [_on_device(page, left, bottom), _on_device(page, right, top)]
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _on_device(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[float, float]:
    across, down = c_int(), c_int()
    size = (0, 0, DEVICE_UNITS, DEVICE_UNITS, 0)
    pdfium_c.FPDF_PageToDevice(page, *size, c_double(x), c_double(y), across, down)
    return across.value / DEVICE_UNITS, down.value / DEVICE_UNITS


def text_turn(page: pypdfium2.PdfPage) -> float:
    """The angle most characters stand at on the page as shown, in degrees clockwise (0 = upright)."""
    text_page = page.get_textpage()
    count = min(text_page.count_chars(), CHARACTERS)
    step = max(1, count // 200)
    angles = [round(np.degrees(pdfium_c.FPDFText_GetCharAngle(text_page, index))) for index in range(0, count, step)]
    known = [angle for angle in angles if angle >= 0]
    return float(np.median(known)) + page.get_rotation() if known else 0.0
