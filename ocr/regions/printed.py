"""Secret marks that were read as words: RAHASIA in capitals, alone on its line, large or at the sheet's edge."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from ocr.values import Region, Word, enclosing, lines_of

SECRET = {"RAHASIA": "RAHASIA", "SANGATRAHASIA": "SANGAT RAHASIA", "TERBATAS": "TERBATAS"}
LARGER = 1.35  # than the page's words
EDGES = (0.1, 0.92)  # of the page's height: marks of secrecy are printed above and below
ALONE = 6.0  # heights of the word beside it without other words
SPACED = 2.5  # heights between letters of one spaced word
SHAPE = 1.4  # height to width of a page, near enough to compare gaps with heights


def printed_marks(words: Sequence[Word]) -> list[Region]:
    """Regions of printed marks of secrecy."""
    if not words:
        return []
    usual = median(word.box.height for word in words)
    return [
        Region("stamp", enclosing(word.box for word in run), SECRET[said], min(word.confidence for word in run))
        for line in lines_of(words)
        for run in _runs(line)
        if (said := _joined(run)) in SECRET and _stands_out(run, usual) and _is_alone(run, words)
    ]


def _runs(line: Sequence[Word]) -> Iterator[list[Word]]:
    """Neighboring words of a line; a wide gap parts them."""
    run = [line[0]]
    for before, word in pairwise(line):
        if word.box.x0 - before.box.x1 > SPACED * SHAPE * max(before.box.height, word.box.height):
            yield run
            run = []
        run.append(word)
    yield run


def _joined(run: Sequence[Word]) -> str:
    """The letters when all are capitals."""
    letters = [letter for word in run for letter in word.text if letter.isalnum()]
    return "".join(letters) if all(letter.isupper() for letter in letters) else ""


def _stands_out(run: Sequence[Word], usual: float) -> bool:
    box = enclosing(word.box for word in run)
    return box.height >= LARGER * usual or not EDGES[0] < box.middle < EDGES[1]


def _is_alone(run: Sequence[Word], words: Sequence[Word]) -> bool:
    """Whether no other word stands beside; "Sifat : RAHASIA" is a row, no mark."""
    box = enclosing(word.box for word in run)
    near = ALONE * SHAPE * box.height
    beside = [word.box for word in words if word not in run and box.y0 < word.box.middle < box.y1]
    return all(other.x0 > box.x1 + near or other.x1 < box.x0 - near for other in beside)
