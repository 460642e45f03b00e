"""What stands on a page beside lines of print: stamps, signatures, handwriting, codes, tables."""

from collections.abc import Iterable, Iterator, Sequence

from ocr.pages.source import Pixels
from ocr.regions.clusters import Inked, black_ink, colored_ink
from ocr.regions.codes import codes_of
from ocr.regions.marks import colored_marks
from ocr.regions.page import SmallPage, small_page
from ocr.regions.printed import printed_marks
from ocr.regions.stamps import secret_stamps
from ocr.regions.tables import tables_of
from ocr.regions.tint import darkness_of
from ocr.values import Region, Word

SAME_PLACE = 0.4  # of a region in another: both are one
RULING_SHARE = 0.5  # of a table: strokes so wide are its lines
LEAST_BLACK_LIKENESS = 0.68  # of print much is like a word
BY_OUTLINE = 0.7  # confidence of what is known by its outline only


def look(pixels: Pixels, words: Sequence[Word]) -> tuple[Region, ...]:
    """The regions of an upright page; `words` are what was read on it, boxes in fractions of this page."""
    page = small_page(pixels, words)
    tables = [Region("table", page.fractions(box)) for box in tables_of(page.white)]
    codes = [Region(kind, page.fractions(box), text) for kind, box, text in codes_of(pixels, page.unread, page.scale)]
    colored = [] if page.tint is None else [colored_ink(page.tint)]
    secret = _distinct([*_stamps(pixels, page, colored), *printed_marks(words)])
    marks = [mark for each in colored for mark in _marks(page, each) if not _is_ruling(mark, tables)]
    return (*tables, *_distinct([*secret, *marks, *codes]))


def _stamps(pixels: Pixels, page: SmallPage, colored: Sequence[Inked]) -> Iterator[Region]:
    """Secret stamps in colored ink, then in black and gray."""
    black = black_ink(darkness_of(page.unread))
    for ink in (*colored, black):
        for stamp in secret_stamps(pixels, ink, page.scale):
            if ink is black and stamp.said.likeness < LEAST_BLACK_LIKENESS:
                continue
            box = page.fractions(stamp.cluster.box)
            yield Region("stamp", box, stamp.said.word, round(min(1.0, stamp.said.likeness), 3))


def _marks(page: SmallPage, colored: Inked) -> Iterator[Region]:
    for kind, box in colored_marks(colored, page.printed):
        yield Region(kind, page.fractions(box), None, BY_OUTLINE)


def _distinct(regions: Iterable[Region]) -> list[Region]:
    """Of regions in one place the first; a signature may lie over a stamp."""
    kept: list[Region] = []
    for region in regions:
        if not any(_is_at(region, other) for other in kept if other.kind == region.kind or other.text):
            kept.append(region)
    return kept


def _is_at(some: Region, other: Region) -> bool:
    return max(some.box.share_inside(other.box), other.box.share_inside(some.box)) > SAME_PLACE


def _is_ruling(region: Region, tables: Sequence[Region]) -> bool:
    """Whether what looks like a pen's strokes are the lines of a table."""
    wide = [table.box for table in tables if region.box.width > RULING_SHARE * table.box.width]
    return region.kind != "stamp" and any(region.box.share_inside(box) > RULING_SHARE for box in wide)
