"""What people read at places of a page, put in the place of what the reader had read there."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ocr.values import Box, Corrected, Word

COVERED_SHARE = 0.5
"""A word of which half lies in the place is one of those that were put right."""


def with_corrections(words: Sequence[Word], corrections: Iterable[Corrected]) -> tuple[Word, ...]:
    """Return WORDS with each correction in the place of the words it covers, the later ones upon the earlier.

    Where no word stood, the new ones become lines of their own, before the first line that stands below them.
    """
    found = tuple(words)
    for correction in corrections:
        found = _with_correction(found, correction)
    return found


def words_at(words: Sequence[Word], box: Box) -> list[int]:
    """Return which of WORDS a correction at BOX stands for, by their places."""
    return [at for at, word in enumerate(words) if word.box.share_inside(box) >= COVERED_SHARE]


def _with_correction(words: tuple[Word, ...], correction: Corrected) -> tuple[Word, ...]:
    covered = set(words_at(words, correction.box))
    at = min(covered, default=_place(words, correction.box))
    model = words[at] if covered else None
    after = [word for place, word in enumerate(words[at:], start=at) if place not in covered]
    new = list(_new_words(correction, model, line=_next_line(words)))
    return (*words[:at], *new, *after)


def _place(words: Sequence[Word], box: Box) -> int:
    """Return before which word a line at BOX is read: the first of the first line below it."""
    line = next((word.line for word in words if word.box.middle > box.y1), None)
    if line is None:
        return len(words)
    return next(at for at, word in enumerate(words) if word.line == line)


def _next_line(words: Sequence[Word]) -> int:
    return max((word.line for word in words), default=-1) + 1


def _new_words(correction: Corrected, model: Word | None, *, line: int) -> Iterator[Word]:
    """Yield the words of a correction; the first line goes on in the line of MODEL, the word it stands for."""
    rows = [row.split() for row in correction.text.splitlines() if row.strip()]
    box, block = correction.box, model.block if model else 0
    height = box.height / max(1, len(rows))
    for number, row in enumerate(rows):
        top = box.y0 + number * height
        at = model.line if model and number == 0 else line + number
        for text, place in zip(row, _shared_out(row, replace(box, y0=top, y1=top + height)), strict=True):
            yield Word(text, place, 1.0, at, block)


def _shared_out(row: Sequence[str], box: Box) -> Iterator[Box]:
    """Yield a place in BOX for each word, as wide as its letters ask for, a letter's width between two."""
    unit = box.width / max(1, sum(len(text) for text in row) + len(row) - 1)
    left = box.x0
    for text in row:
        yield replace(box, x0=left, x1=left + unit * len(text))
        left += unit * (len(text) + 1)
