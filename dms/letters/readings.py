"""What the pages of a letter say: the reading that counts for it, with what people put right on top."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

import ocr
from dms.intake import queries as intake_queries
from dms.intake.models import Reading
from dms.letters.models import Correction, Letter, LetterPage


@dataclass(frozen=True)
class ReadLetterPage:
    """A page of a letter, the stored reading that counts for it, and what it says with every correction."""

    page: LetterPage
    row: Reading
    reading: ocr.PageReading


def readings_of(letter: Letter) -> list[ReadLetterPage]:
    """Return the pages of LETTER in order, each with what it says; pages that were never read are left out."""
    pages = list(letter.pages.select_related("source_page", "locked_reading"))
    current = Reading.objects.filter(page__in=[page.source_page_id for page in pages], is_current=True)
    rows = {row.page_id: row for row in current}
    corrections = in_force(letter)
    found = ((page, page.locked_reading or rows.get(page.source_page_id)) for page in pages)
    return [
        ReadLetterPage(page, row, corrected(page, row, corrections[page.source_page_id]))
        for page, row in found
        if row is not None
    ]


def in_force(letter: Letter) -> dict[int, list[Correction]]:
    """Return the corrections of LETTER that nobody took back, by page, in the order in which they were made."""
    by_page: dict[int, list[Correction]] = defaultdict(list)
    for correction in letter.corrections.filter(taken_back_at=None):
        by_page[correction.source_page_id].append(correction)
    return by_page


def corrected(page: LetterPage, row: Reading, corrections: Iterable[Correction]) -> ocr.PageReading:
    """Return the reading ROW of PAGE with CORRECTIONS."""
    reading = intake_queries.page_reading(page.source_page, row)
    wanted = [ocr.Corrected(box_now(page, one), one.text) for one in corrections]
    return replace(reading, words=ocr.with_corrections(reading.words, wanted)) if wanted else reading


def box_now(page: LetterPage, correction: Correction) -> ocr.Box:
    """Return where a correction stands on the page as it is turned today."""
    turned = (page.source_page.turned_degrees - correction.turned_degrees) % 360
    return ocr.Box(**correction.box).turned(turned)
