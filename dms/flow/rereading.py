"""Steps that a person at the viewer asks for: a page read again, its letters made to follow, the picture that was read.

reread (page) -> reassemble (each letter with it) -> classify -> index -> render_pdf
"""

import ocr
from dms.flow import budget
from dms.flow import services as flow
from dms.intake import services as intake
from dms.intake import storage
from dms.intake.models import SourcePage
from dms.jobs import running
from dms.jobs import services as jobs
from dms.jobs.claims import Claim
from dms.letters import rereading as letters
from dms.letters.models import Letter, LetterPage
from dms.letters.services import read_fields


def page_of(claim: Claim) -> SourcePage:
    """Return the page that a job is about; the subject is `<sha256>:<page>`."""
    sha256, _, number = claim.subject.partition(":")
    return SourcePage.objects.select_related("original").get(original__sha256=sha256, number=int(number))


def reread(claim: Claim) -> None:
    """Read a page again as a person decided; one that cannot be read so keeps the reading it has."""
    page = page_of(claim)
    seconds = budget.reread_seconds(claim)
    running.end_in(seconds + budget.GRACE_SECONDS)
    path = storage.readable_path(page.original.sha256)
    options = flow.read_options(page, seconds=seconds, plain_only=claim.faults > 0)
    reading, images = ocr.read_page(path, number=page.number, options=options)
    if reading.outcome == "unread":
        keep_earlier(claim, reading.notes[0].code if reading.notes else "error")
        return
    flow.keep_images(page, images)
    with claim.finishing():
        page = SourcePage.objects.select_for_update().get(pk=page.pk)
        intake.store_reading(page, reading, is_asked=True)
        for letter in letters.letters_with(page):
            Letter.objects.filter(pk=letter.pk).update(has_pdf=False)
            jobs.enqueue("reassemble", letter.public_id, group=letter.public_id, priority=flow.STEP_PRIORITY)


def keep_earlier(claim: Claim, reason: str) -> None:
    """End a reading that was in vain: the earlier one counts, and the page says why."""
    with claim.finishing():
        SourcePage.objects.filter(pk=page_of(claim).pk).update(reread_fault=reason)


def reassemble(claim: Claim) -> None:
    """Let a letter follow its pages that were read again: fields, notes, codes, index entry, searchable PDF."""
    letter = Letter.objects.select_related("unit").get(public_id=claim.subject)
    pages = letters.read_pages(letter)
    fields = read_fields(pages)
    with claim.finishing():
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
