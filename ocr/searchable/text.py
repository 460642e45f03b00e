"""Words to an invisible text layer: each line on one baseline, each word stretched to its box."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import radians, tan
from statistics import median

from ocr.searchable.font import ADVANCE_EM
from ocr.values import Word, lines_of

FONT_RESOURCE = "/TelusurText"
LEAST_FONT_POINTS = 1.0


@dataclass(frozen=True)
class Sheet:
    """A page as shown, in points: its size, the matrix from shown points to the page's own space, and the slope."""

    width: float
    height: float
    matrix: tuple[float, float, float, float, float, float]
    skew_degrees: float = 0.0


def text_layer(words: Sequence[Word], sheet: Sheet) -> bytes:
    """A content stream that writes the words invisibly (render mode 3) over the page."""
    matrix = " ".join(f"{value:.4f}" for value in sheet.matrix)
    lines = "\n".join(part for line in lines_of(words) for part in _line(line, sheet))
    return f"q {matrix} cm\nBT\n3 Tr\n{lines}\nET\nQ\n".encode("ascii")


def _line(line: list[Word], sheet: Sheet) -> Iterator[str]:
    """Words stay level on a leaning line: readers (pdftotext) take words apart whose letters climb."""
    slope = tan(radians(sheet.skew_degrees))
    widths = [word.box.width * sheet.width for word in line]
    heights = [word.box.height * sheet.height - abs(slope) * width for word, width in zip(line, widths, strict=True)]
    points = max(LEAST_FONT_POINTS, median(heights))
    baseline = median(_bottom(word, sheet, slope) for word in line)
    yield f"{FONT_RESOURCE} {points:.2f} Tf"
    for word, width in zip(line, widths, strict=True):
        left = word.box.x0 * sheet.width
        stretch = 100 * max(width, 0.1) / (len(_codes(word.text)) / 4 * ADVANCE_EM * points)
        level = baseline - slope * (left + width / 2)
        yield f"{stretch:.2f} Tz 1 0 0 1 {left:.2f} {level:.2f} Tm <{_codes(word.text + ' ')}> Tj"


def _bottom(word: Word, sheet: Sheet, slope: float) -> float:
    """Where the word's lower edge would stand at the left end of the page, were the line level; points from below."""
    low = (1 - word.box.y1) * sheet.height
    leaning = slope * (word.box.x1 if slope > 0 else word.box.x0) * sheet.width
    return low + leaning


def _codes(text: str) -> str:
    """UTF-16 units in hexadecimal, four digits each."""
    return text.encode("utf-16-be", "replace").hex().upper()
