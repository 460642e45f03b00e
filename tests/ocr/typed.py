"""Readings made from typed text: each character a cell of a grid, so that columns and indents are real places."""

from ocr import Box, PageReading, Word

COLUMNS, LINES = 100, 66


def typed(text: str, *, confidence: float = 0.95) -> PageReading:
    """A page as if read without fault: words where they stand in the text."""
    words = [word for row, line in enumerate(text.strip("\n").splitlines()) for word in _words(line, row, confidence)]
    return PageReading(
        words=tuple(words),
        outcome="read",
        notes=(),
        width_px=1654,
        height_px=2339,
        dpi=200.0,
        turned_degrees=0,
        skew_degrees=0.0,
        confidence=confidence,
        engine="typed",
        engine_version="",
        model="",
        pipeline_version="",
        seconds=0.0,
    )


def _words(line: str, row: int, confidence: float) -> list[Word]:
    words, column = [], 0
    for part in line.split(" "):
        if part:
            box = Box(column / COLUMNS, (row + 0.2) / LINES, (column + len(part)) / COLUMNS, (row + 0.8) / LINES)
            words.append(Word(part, box, confidence, row, 0))
        column += len(part) + 1
    return words
