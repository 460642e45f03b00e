"""Tesseract's TSV answer to words: the shape that both bindings share."""

from collections.abc import Iterator

from ocr.recognize.engine import FoundWord

WORD_LEVEL = "5"
COLUMNS = 12


def parse_tsv(tsv: str) -> tuple[FoundWord, ...]:
    """Words of a TSV (columns level, page, block, paragraph, line, word, left, top, width, height, conf, text)."""
    return tuple(_words(tsv))


def _words(tsv: str) -> Iterator[FoundWord]:
    lines: dict[tuple[str, ...], int] = {}
    for row in tsv.splitlines():
        cells = row.split("\t", COLUMNS - 1)
        if cells[0] != WORD_LEVEL or len(cells) < COLUMNS or not cells[-1].strip():
            continue
        line = lines.setdefault(tuple(cells[2:5]), len(lines))
        left, top, width, height = (float(cell) for cell in cells[6:10])
        yield FoundWord(
            text=cells[-1].strip(),
            left=left,
            top=top,
            right=left + width,
            bottom=top + height,
            confidence=max(0.0, float(cells[10])) / 100,
            line=line,
            block=int(cells[2]) - 1,
        )
