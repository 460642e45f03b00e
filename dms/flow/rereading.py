"""Pages read again: for a person at the viewer or for a run, their letters made to follow; the picture that was read.

reread (page) -> reassemble (each letter with it) -> classify -> index -> render_pdf
"""

import ocr
from dms.flow import budget
from dms.flow import services as flow
from dms.intake import services as intake
from dms.intake import storage
from dms.intake.models import Reading, SourcePage
from dms.jobs import running
from dms.jobs import services as jobs
from dms.jobs.claims import Claim
from dms.letters import reread_runs as runs
from dms.letters import rereading as letters
from dms.letters.models import Letter, LetterPage, RereadOutcome, RereadPage
from dms.letters.services import read_fields


def page_of(claim: Claim) -> SourcePage:
    """Return the page that a job is about; the subject is `<sha256>:<page>`."""
    sha256, _, number = claim.subject.partition(":")
    return SourcePage.objects.select_related("original").get(original__sha256=sha256, number=int(number))


def reread(claim: Claim) -> None:
    """Read a page again, as a person decided or for a run; one that cannot be read so keeps the reading it has."""
    page = page_of(claim)
    waiting = runs.waiting_rows(page)
    seconds = budget.reread_seconds(claim)
    running.end_in(seconds + budget.GRACE_SECONDS)
    path = storage.readable_path(page.original.sha256)
    options = flow.read_options(page, seconds=seconds, plain_only=claim.faults > 0)
    reading, images = ocr.read_page(path, number=page.number, options=options)
    if reading.outcome == "unread":
        keep_earlier(claim, reading.notes[0].code if reading.notes else "error")
    elif runs.is_wish(page, waiting):
        take(claim, page, reading, images, waiting)
    else:
        compare(claim, page, reading, images, waiting)


def take(
    claim: Claim, page: SourcePage, reading: ocr.PageReading, images: ocr.PageImages, waiting: list[RereadPage]
) -> None:
    """Let a reading count that a person asked for; every letter with the page follows."""
    verdict = runs.judged(page, reading)
    flow.keep_images(page, images)
    with claim.finishing():
        page = SourcePage.objects.select_for_update().get(pk=page.pk)
        runs.settle(waiting, verdict, intake.store_reading(page, reading, is_asked=True))
        for letter in letters.letters_with(page):
            ask_to_follow(letter, group=letter.public_id)


def compare(
    claim: Claim, page: SourcePage, reading: ocr.PageReading, images: ocr.PageImages, waiting: list[RereadPage]
) -> None:
    """Let a reading made for a run count if it is no worse than the one before; that one is kept as well."""
    verdict = runs.judged(page, reading)
    counts = verdict is None or not (verdict.is_the_same or verdict.outcome == RereadOutcome.WORSE)
    if counts:
        flow.keep_images(page, images)
    with claim.finishing():
        page = SourcePage.objects.select_for_update().get(pk=page.pk)
        runs.settle(waiting, verdict, store(page, reading, verdict, counts=counts))
        follow_runs(page, waiting)


def store(page: SourcePage, reading: ocr.PageReading, verdict: runs.Verdict | None, *, counts: bool) -> Reading:
    """Store a reading made for a run; one that says what stands already is not stored twice."""
    if counts:
        return intake.store_reading(page, reading, is_asked=True)
    return verdict.before if verdict and verdict.is_the_same else intake.keep(page, reading, counts=False)


def keep_earlier(claim: Claim, reason: str) -> None:
    """End a reading that was in vain: the earlier one counts, and the page says why to whoever asked."""
    page = page_of(claim)
    waiting = runs.waiting_rows(page)
    with claim.finishing():
        if runs.is_wish(page, waiting):
            SourcePage.objects.filter(pk=page.pk).update(reread_fault=reason)
        runs.settle_failed(waiting, reason)
        follow_runs(page, waiting)


def follow_runs(page: SourcePage, waiting: list[RereadPage]) -> None:
    """Have the letters with PAGE follow that the runs of WAITING are through with."""
    for letter in runs.letters_to_follow(page, waiting):
        ask_to_follow(letter, group=waiting[0].run.public_id)


def ask_to_follow(letter: Letter, *, group: str) -> None:
    """Have LETTER say what its pages now say; its searchable PDF is out of date."""
    Letter.objects.filter(pk=letter.pk).update(has_pdf=False)
    jobs.enqueue("reassemble", letter.public_id, group=group, priority=flow.STEP_PRIORITY)


def reassemble(claim: Claim) -> None:
    """Let a letter follow its pages that were read again: fields, notes, codes, index entry, searchable PDF."""
    letter = Letter.objects.select_related("unit").get(public_id=claim.subject)
    pages = letters.read_pages(letter)
    fields = read_fields(pages)
    with flow.finishing_letter(claim, letter):
        letters.follow(letter, pages, fields)
        jobs.enqueue("classify", letter.public_id, group=claim.group, priority=flow.STEP_PRIORITY)


def prepare_picture(claim: Claim) -> None:
    """Make the picture that the current reading of a page was made from, for somebody who looks at its letter."""
    page = letter_page_of(claim)
    reading = letters.current_reading(page.source_page)
    if reading is None:
        return
    seconds = budget.reread_seconds(claim)
    running.end_in(seconds + budget.GRACE_SECONDS)
    source = page.source_page
    was_plain = any(note["code"] == "over_time" for note in reading.notes)
    options = flow.read_options(source, seconds=seconds, plain_only=was_plain)
    path = storage.readable_path(source.original.sha256)
    picture = ocr.prepared_picture(path, number=source.number, options=options)
    storage.write_whole(letters.prepared_path(page, reading), picture)


def without_picture(claim: Claim, _reason: str) -> None:
    """Say by an empty file that the picture cannot be made, so that nobody waits for it."""
    page = letter_page_of(claim)
    reading = letters.current_reading(page.source_page)
    with claim.finishing():
        if reading is not None:
            storage.write_whole(letters.prepared_path(page, reading), b"")


def letter_page_of(claim: Claim) -> LetterPage:
    """Return the page of a letter that a job is about; the subject is `<letter>:<page>`."""
    letter_id, _, order = claim.subject.partition(":")
    pages = LetterPage.objects.select_related("letter", "source_page__original")
    return pages.get(letter__public_id=letter_id, order=int(order))
