"""The way of one letter, step by step; each step is one job and each ends in one transaction.

    receive -> read_page (each page) -> assemble -> classify -> index -> render_pdf

The functions here know the order; what a step does stands in the app that owns it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from django.conf import settings
from django.db import transaction

import ocr
from dms.archive import services as archive
from dms.flow import budget, duplicates
from dms.intake import queries as intake_queries
from dms.intake import services as intake
from dms.intake import storage, unpacking
from dms.intake.models import Batch, BatchItem, ItemState, Original, SourcePage
from dms.intake.models.batches import WORKING
from dms.jobs import running
from dms.jobs import services as jobs
from dms.jobs.claims import Claim, Later
from dms.jobs.models import Job
from dms.letters import arranging, assembling, continuing, index
from dms.letters import services as letters
from dms.letters.models import Letter
from dms.people.actor import MACHINE

STEP_PRIORITY = -1
"""Short steps go before pages, so that a letter whose pages are read is found at once."""


def limits() -> ocr.Limits:
    """Return what one file may cost, from the settings."""
    return ocr.Limits(
        file_bytes=settings.FILE_BYTES_LIMIT,
        pages=settings.FILE_PAGES_LIMIT,
        page_pixels=settings.PAGE_PIXELS_LIMIT,
        page_seconds=settings.PAGE_SECONDS_LIMIT,
        memory_bytes=settings.MEMORY_BYTES_LIMIT,
    )


def item_of(claim: Claim) -> BatchItem:
    """Return the receipt line that a job is about; the subject is `<item>` or `<item>:<page>`."""
    public_id = claim.subject.partition(":")[0]
    return BatchItem.objects.select_related("batch__unit", "batch__given_by", "original").get(public_id=public_id)


def original_of(item: BatchItem) -> Original:
    """Return the original of a line that was accepted."""
    if item.original is None:
        raise LookupError(f"line {item.public_id} was never accepted")
    return item.original


def receive(claim: Claim) -> None:
    """Look into a given file: refuse it, let it wait for its password, close it as a duplicate, or have it read."""
    item = item_of(claim)
    if item.state != ItemState.RECEIVED:
        return
    if duplicates.is_undecided(item):
        raise Later(0.5)
    running.end_in(budget.receive_seconds())
    try:
        facts = inspect(item)
    except ocr.PasswordNeeded:
        settle(claim, item, lambda: intake.wait_for_password(item))
    except ocr.FileRefused as refused:
        reason, params = refused.code, dict(refused.params)
        is_zip = unpacking.is_zip(reason, params)
        settle(claim, item, lambda: intake.ask_to_unpack(item) if is_zip else intake.refuse(item, reason, params))
    else:
        settle(claim, item, lambda: accept(item, facts))


def unpack(claim: Claim) -> None:
    """Take the files out of a given ZIP; each is received like any other."""
    item = item_of(claim)
    if item.state == ItemState.READING:
        unpacking.unpack(claim, item)


def inspect(item: BatchItem) -> ocr.FileFacts:
    """Really open the file; whoever gave an encrypted one must have given its password on this very line."""
    if item.opened:
        facts = ocr.inspect_file(storage.opened_path(item.sha256), limits=limits())
        return ocr.FileFacts(facts.media_type, facts.page_count, True, facts.is_signed, facts.notes)
    return ocr.inspect_file(storage.original_path(item.sha256), limits=limits())


def settle(claim: Claim, item: BatchItem, decide: Callable[[], None]) -> None:
    """End the receiving of ITEM: a duplicate stays a duplicate, else DECIDE; together with the end of the job."""
    with claim.finishing():
        if duplicates.is_undecided(item):  # its line came to light meanwhile
            raise Later(0.5)
        standing = duplicates.standing_line(item)
        if standing is not None:
            intake.mark_duplicate(item, standing)
        else:
            decide()


def accept(item: BatchItem, facts: ocr.FileFacts) -> None:
    """Record the pages and ask for each to be read; first pages of all files go before later pages of any."""
    intake.accept(item, facts)
    for number in range(1, facts.page_count + 1):
        jobs.enqueue("read_page", f"{item.public_id}:{number}", group=item.public_id, priority=number)


def read_page(claim: Claim) -> None:
    """Read one page of a given file and keep words and images; the last page read asks for the letter."""
    item = item_of(claim)
    original, number = original_of(item), int(claim.subject.partition(":")[2])
    if budget.is_spent(original, claim):
        leave_unread(claim, claim.last_fault)
        return
    seconds = budget.page_seconds(original, claim)
    running.end_in(seconds + budget.GRACE_SECONDS)
    page = SourcePage.objects.get(original=original, number=number)
    options = read_options(page, seconds=seconds, plain_only=claim.faults > 0)
    finish_page(claim, item, number, ocr.read_page(storage.readable_path(item.sha256), number=number, options=options))


def read_options(page: SourcePage, *, seconds: float, plain_only: bool) -> ocr.ReadOptions:
    """Return how PAGE is to be read; what a person decided about it holds for every later reading."""
    return ocr.ReadOptions(
        limits=limits(),
        engine=settings.OCR_ENGINE,  # type: ignore[arg-type]
        plain_only=plain_only,
        overrule=intake_queries.overrule_of(page),
        timeout_seconds=seconds,
    )


def leave_unread(claim: Claim, reason: str) -> None:
    """Record a page that could not be read, in words on receipt and letter; the letter is made all the same."""
    item = item_of(claim)
    finish_page(claim, item, int(claim.subject.partition(":")[2]), ocr.unread_page(reason))


def finish_page(claim: Claim, item: BatchItem, number: int, read: tuple[ocr.PageReading, ocr.PageImages]) -> None:
    """Keep the images of one page, and commit its reading together with the end of its job."""
    reading = replace(read[0], seconds=read[0].seconds + claim.spent_seconds)
    original = original_of(item)
    keep_images(SourcePage.objects.select_related("original").get(original=original, number=number), read[1])
    with claim.finishing():
        BatchItem.objects.select_for_update().get(pk=item.pk)
        page = SourcePage.objects.select_for_update().get(original=original, number=number)
        intake.store_reading(page, reading)
        others = Job.objects.filter(kind="read_page", group=item.public_id).exclude(pk=claim.job_id)
        if not others.exists():
            BatchItem.objects.filter(pk=item.pk).update(state=ItemState.ASSEMBLING)
            jobs.enqueue("assemble", item.public_id, group=item.public_id, priority=STEP_PRIORITY)


def keep_images(page: SourcePage, images: ocr.PageImages) -> None:
    """Put the pictures of PAGE in their place."""
    sha256 = page.original.sha256
    storage.write_whole(storage.page_path(sha256, page.number), images.page_webp)
    storage.write_whole(storage.thumbnail_path(sha256, page.number), images.thumbnail_webp)


def assemble(claim: Claim) -> None:
    """Make the letters of a file whose pages are read; the line says what it became."""
    item = item_of(claim)
    pages = [
        letters.ReadPage(page, row, intake_queries.page_reading(page, row))
        for page, row in intake_queries.current_readings(original_of(item))
    ]
    file = assembling.proposed(pages)
    with claim.finishing():
        made = assembling.assemble_all(item, file)
        intake.mark_filed(item, arranging.parts_of(item), [*item.notes, *letters.page_notes(pages)])
        for letter in made:
            jobs.enqueue("classify", letter.public_id, group=item.public_id, priority=STEP_PRIORITY)
        if not item.batch.items.filter(state__in=WORKING).exists() and item.line > 1:
            jobs.enqueue("find_continued", item.batch.public_id, group=item.batch.public_id)


def find_continued(claim: Claim) -> None:
    """Look for files of one page that go on with the letter of the file before, once all of a batch are read."""
    batch = Batch.objects.get(public_id=claim.subject)
    with claim.finishing():
        continuing.find(batch)


@contextmanager
def finishing_letter(claim: Claim, letter: Letter) -> Iterator[None]:
    """End a job about LETTER together with its effects, the letter locked before the job.

    Verbs of people lock the letter and then ask for jobs: whoever locks the other way round waits for them for ever.
    """
    with transaction.atomic():
        Letter.objects.select_for_update().get(pk=letter.pk)
        with claim.finishing():
            yield


def classify(claim: Claim) -> None:
    """Propose archive codes for a letter."""
    letter = Letter.objects.select_related("unit__office").get(public_id=claim.subject)
    suggestions = archive.suggestions_for(letter, index.text_of(letter))
    with finishing_letter(claim, letter):
        archive.store_suggestions(letter, suggestions)
        jobs.enqueue("index", letter.public_id, group=claim.group, priority=STEP_PRIORITY)
        jobs.enqueue("render_pdf", letter.public_id, group=claim.group, priority=0)


def index_letter(claim: Claim) -> None:
    """Write the letter's entry. FTS5: with the end of the job. Elasticsearch: before it; twice does no harm."""
    letter = Letter.objects.select_related("unit").get(public_id=claim.subject)
    if not index.engine().transactional:
        index.put([letter])
        return
    with claim.finishing():
        index.put([Letter.objects.select_for_update().get(pk=letter.pk)])


def render_pdf(claim: Claim) -> None:
    """Make the searchable PDF of a letter from its pages and their words; nothing is read twice."""
    letter = Letter.objects.get(public_id=claim.subject)
    target = letters.pdf_path(letter)
    target.parent.mkdir(parents=True, exist_ok=True)
    pages = letters.pdf_pages(letter)
    running.end_in(budget.pdf_seconds(len(pages)))
    ocr.write_searchable_pdf(pages, target)
    with finishing_letter(claim, letter):
        Letter.objects.filter(pk=letter.pk).update(has_pdf=True)


def join(claim: Claim) -> None:
    """Make one letter of the files with one join key, once none of them is still being worked on."""
    items = list(BatchItem.objects.filter(join_key=claim.subject).order_by("line"))
    if any(item.state in WORKING for item in items):
        raise Later(0.5)
    sources = [source for item in items for source in letters.standing_sources(item)]
    found = list(dict.fromkeys(source.letter for source in sources))
    with claim.finishing():
        if len(found) > 1:
            letter = letters.join(MACHINE, found)
            intake.refile([source.item for source in sources], letter.public_id)
            jobs.enqueue("classify", letter.public_id, group=claim.subject, priority=STEP_PRIORITY)
