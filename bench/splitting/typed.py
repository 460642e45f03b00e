"""A box's pages as if read: words where they were printed, with a reader's faults by lot. Quick, for fitting weights.

What only real pictures bring (emblems read as words, crooked pages, shine-through) is roughly imitated; figures are
never taken from these readings.
"""

from collections.abc import Iterator
from random import Random

from bench.splitting.box import Side
from bench.splitting.scribe import Page
from bench.synthetic.sheet import PAPERS
from ocr.values import Box, Outcome, PageReading, Region, Word

CONFUSED = dict(zip("0158lmei/Na", ("O", "l", "S", "B", "1", "rn", "c", "l", "f", "H", "o"), strict=True))
DPI = 200.0
JUNK = ("ee", "|", "Ao", "<5", "—", "ti", "SZ", "i", "&", "Vy")


def reading_of(side: Side, rng: Random, faults: float) -> PageReading:
    """The reading of one side; FAULTS (0..1) is the share of letters misread."""
    width, height = PAPERS[side.paper]
    words = () if side.sheet is None else tuple(_words(side.sheet, rng, faults))
    if side.sheet is None and rng.random() < 0.25:
        words = tuple(_junk(rng, rng.randint(1, 3)))
    outcome: Outcome = "read" if words else "blank"
    regions = () if side.sheet is None else tuple(_regions(side.sheet, rng))
    wide, tall = (round(edge / 72 * DPI + rng.gauss(0, 6)) for edge in (width, height))
    return PageReading(
        words, outcome, (), wide, tall, DPI, 0, 0.0, 0.9, "typed", "", "", "", 0.0, regions,
    )  # fmt: skip


def _words(sheet: Page, rng: Random, faults: float) -> Iterator[Word]:
    levels = sorted({round(y) for _, y, *_ in sheet.placed})
    for x, y, wide, size, text in sorted(sheet.placed, key=lambda placed: (round(placed[1]), placed[0])):
        at = x + wide / max(1, len(text)) * (len(text) - len(text.lstrip()))
        for part in text.split():
            run = wide * (len(part) / max(1, len(text)))
            box = Box(at / sheet.width, y / sheet.height, (at + run) / sheet.width, (y + size) / sheet.height)
            at += run + wide / max(1, len(text))
            if rng.random() > 0.3 * faults:
                yield Word(_misread(part, rng, faults), box, _confidence(rng, faults), levels.index(round(y)), 0)
    yield from _junk(rng, 1 if rng.random() < 0.3 else 0)


def _misread(word: str, rng: Random, faults: float) -> str:
    return "".join(CONFUSED.get(letter, letter) if rng.random() < faults else letter for letter in word)


def _confidence(rng: Random, faults: float) -> float:
    return max(0.1, min(0.97, rng.gauss(0.93 - 2 * faults, 0.04)))


def _junk(rng: Random, count: int) -> Iterator[Word]:
    """What an emblem, a stamp or a stain is read as."""
    for number in range(count):
        x, y = rng.uniform(0.05, 0.3), rng.uniform(0.03, 0.3)
        yield Word(rng.choice(JUNK), Box(x, y, x + 0.03, y + 0.012), rng.uniform(0.2, 0.75), 900 + number, 9)


def _regions(sheet: Page, rng: Random) -> Iterator[Region]:
    for x, y in sheet.signatures:
        if rng.random() < 0.7:
            left, top = x / sheet.width, y / sheet.height
            yield Region("signature", Box(left, top - 0.02, min(1, left + 0.2), min(1, top + 0.05)), None, 0.7)
