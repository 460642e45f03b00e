"""Words to an invisible text layer: each line on one baseline, each word stretched to its box."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import radians, tan
from statistics import median

from ocr.searchable.font import ADVANCE_EM
from ocr.values import Word, lines_of

FONT_RESOURCE = "/TelusurText"
SIDE_POINTS = (3.0, 14_400.0)  # how long the sides of a page may be in a PDF/A
LEAST_FONT_POINTS = 1.0
LEAST_WIDTH_POINTS = 0.5
LEAST_GAP_EM = 0.2  # Poppler joins words that stand closer than 0.15


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
    heights = [word.box.height * sheet.height - abs(slope) * word.box.width * sheet.width for word in line]
    points = max(LEAST_FONT_POINTS, median(heights))
    baseline = median(_bottom(word, sheet, slope) for word in line)
    yield f"{FONT_RESOURCE} {points:.1f} Tf"
    for word, (left, width) in zip(line, _spans(line, sheet, LEAST_GAP_EM * points), strict=True):
        stretch = 100 * width / (len(_codes(word.text)) / 4 * ADVANCE_EM * points)
        level = baseline - slope * (left + width / 2)
        yield f"{stretch:.1f} Tz 1 0 0 1 {left:.1f} {level:.1f} Tm <{_codes(word.text + ' ')}> Tj"


def _spans(line: list[Word], sheet: Sheet, gap: float) -> list[tuple[float, float]]:
    """Left edge and width of each word in points; words that touch are set apart, or readers make one of them."""
    spans: list[tuple[float, float]] = []
    for word in line:
        left, right = word.box.x0 * sheet.width, word.box.x1 * sheet.width
        if spans and spans[-1][0] <= left < sum(spans[-1]) + gap:
            before = spans[-1][0]
            spans[-1] = (before, max(LEAST_WIDTH_POINTS, left - gap - before))
            left = max(left, sum(spans[-1]) + gap)
        spans.append((left, max(LEAST_WIDTH_POINTS, right - left)))
    return spans


def _bottom(word: Word, sheet: Sheet, slope: float) -> float:
    """Where the word's lower edge would stand at the left end of the page, were the line level; points from below."""
    low = (1 - word.box.y1) * sheet.height
    leaning = slope * (word.box.x1 if slope > 0 else word.box.x0) * sheet.width
    return low + leaning


def _codes(text: str) -> str:
    """UTF-16 units in hexadecimal, four digits each."""
    return text.encode("utf-16-be", "replace").hex().upper()
