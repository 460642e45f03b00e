"""Files of one page that seem to go on with the letter of the file before: told in the strip, joined by people."""

from collections.abc import Iterator, Sequence

from django.db import transaction
from django.db.models import Count

import ocr
from dms.intake.models import Batch, BatchItem, ItemState
from dms.letters import arranging, strip
from dms.letters.models import Letter, LetterPage
from dms.letters.readings import readings_of
from dms.people.actor import Actor
from dms.people.policy import Access

PAGES_AT_MOST = 1_000
GOES_ON = {"confidence": 0.3, "reasons": ["goes_on"]}
"""What stands on a first page that seems to be a later one: not sure enough to join it without a person."""


def runs_of_single_pages(batch: Batch) -> Iterator[list[LetterPage]]:
    """Yield the first pages of letters that came as neighboring files of one page each, unverified, in their order."""
    items = BatchItem.objects.filter(batch=batch).order_by("line").select_related("original")
    run: list[LetterPage] = []
    for item in items[:PAGES_AT_MOST]:
        page = only_page(item)
        if page is not None:
            run.append(page)
            continue
        if len(run) > 1:
            yield run
        run = []
    if len(run) > 1:
        yield run


def only_page(item: BatchItem) -> LetterPage | None:
    """Return the one page of the one letter that ITEM became; None when it became anything else."""
    if item.state != ItemState.FILED or item.original is None or item.original.page_count != 1:
        return None
    letters = Letter.objects.filter(sources__item=item, merged_into=None, withdrawn_at=None, verified_at=None)
    letter = letters.annotate(count=Count("pages", distinct=True)).filter(count=1).first()
    return letter.pages.select_related("letter").get() if letter else None


def find(batch: Batch) -> None:
    """Say on the pages of BATCH which of them seem to go on with the letter before."""
    for run in runs_of_single_pages(batch):
        pages = going_on(run)
        with transaction.atomic():
            LetterPage.objects.filter(pk__in=[page.pk for page in pages]).update(begins=GOES_ON)


def going_on(run: Sequence[LetterPage]) -> list[LetterPage]:
    """Return those of RUN with which no letter begins, as far as the reader sees."""
    readings = [reading for page in run for reading in (each.reading for each in readings_of(page.letter))]
    if len(readings) != len(run):
        return []
    proposal = ocr.propose_letters(readings, files=[1] * len(run))
    return [run[page.index] for letter in proposal.letters for page in letter.pages[1:]]


def told(batch: Batch, access: Access) -> list[LetterPage]:
    """Return the pages of BATCH that seem to go on with the letter before, the last one first.

    Only where ACCESS may read both letters.
    """
    pages = LetterPage.objects.filter(letter__in=strip.letters_of(access, batch), begins=GOES_ON)
    ids, readable = strip.all_ids(batch), set(strip.letters_of(access, batch).values_list("pk", flat=True))
    before = dict(zip(ids[1:], ids, strict=False))
    rows = pages.select_related("letter").order_by("-letter__sources__item__line").distinct()
    return [page for page in rows if before.get(page.letter_id) in readable]


def join_told(actor: Actor, batch: Batch, access: Access) -> None:
    """Join every letter that seems to go on to the one before it, where ACCESS may read both."""
    for page in told(batch, access):
        previous = strip.neighbor_of(access, batch, page.letter, -1)
        if previous is not None:
            arranging.join_to_previous(actor, previous, page.letter)
