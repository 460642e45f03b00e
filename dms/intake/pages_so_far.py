"""Pages of a file that are read already while others are not: how many, which, and who may look at them.

What the file's own jobs have done is counted, not what is known of its bytes: of a paper that was here before, nothing
is told by its pages being there at once.
"""

from dataclasses import dataclass

import ocr
from dms.intake.models import Batch, BatchItem, ItemState, Reading
from dms.intake.queries import page_reading
from dms.jobs.models import Job
from dms.people.models import Clearance
from dms.people.policy import Access, Guard, may, position_token

BEFORE_THE_LETTER = (ItemState.READING, ItemState.ASSEMBLING)


@dataclass(frozen=True)
class ReadPage:
    """One page that is read: its number and what it says."""

    number: int
    text: str
    width_px: int
    height_px: int


def may_look(access: Access, batch: Batch) -> bool:
    """Tell whether pages of BATCH may be seen before a letter stands: by the giver's post, cleared for what is unknown.

    A letter whose class is unknown needs the clearance Terbatas; so does a page of which no letter is made yet.
    """
    post = batch.given_by_position
    tokens = frozenset({position_token(post)} if post else ())
    return may(access, Guard(tokens, tokens, frozenset(), Clearance.TERBATAS), "content")


def unread_numbers(item: BatchItem) -> set[int]:
    """Return the pages of ITEM that are still to be read."""
    subjects = Job.objects.filter(kind="read_page", group=item.public_id).values_list("subject", flat=True)
    return {int(subject.rpartition(":")[2]) for subject in subjects}


def count(item: BatchItem) -> int:
    """Return how many pages of ITEM are read; those of a file that is not opened yet are none."""
    if item.state not in BEFORE_THE_LETTER or item.original is None:
        return 0
    return item.original.page_count - len(unread_numbers(item))


def readings(item: BatchItem) -> list[Reading]:
    """Return the readings of the pages of ITEM that are read, in order; none once its letter stands."""
    if item.state not in BEFORE_THE_LETTER:
        return []
    rows = Reading.objects.filter(page__original=item.original, is_current=True).select_related("page")
    return list(rows.exclude(page__number__in=unread_numbers(item)).defer("words").order_by("page__number"))


def read_page(row: Reading) -> ReadPage:
    """Return what a read page says."""
    value: ocr.PageReading = page_reading(row.page, row)
    return ReadPage(row.page.number, value.text, row.page.width_px, row.page.height_px)
