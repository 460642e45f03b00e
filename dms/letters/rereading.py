"""A page read again, as a person decided: asked for by somebody of one letter, followed by every letter with that page.

Nothing of one letter is told to those of another: that somebody asked is known only where it was asked
(`SourcePage.overruled_for`), and a picture made to be looked at lies with the letter it was made for.
"""

from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

import ocr
from dms.audit import services as audit
from dms.intake import services as intake
from dms.intake.models import Reading, SourcePage
from dms.jobs import services as jobs
from dms.jobs.models import Job, JobState
from dms.letters import index
from dms.letters.field_values import SECURITY_CLASSES
from dms.letters.granting import grant_by_class
from dms.letters.models import Letter, LetterPage
from dms.letters.models.letters import PageRole
from dms.letters.readings import readings_of
from dms.letters.services import ReadPage, page_notes, propose_fields, role_of
from dms.people.actor import MACHINE, Actor

LOOKED_AT_PRIORITY = -1
"""Somebody sits before the screen and waits."""

BACKGROUND_PRIORITY = 1_000_000
"""Nobody waits: after everything else, the last page of the longest file included."""


def ask(actor: Actor, page: LetterPage, overrule: ocr.Overrule) -> None:
    """Have PAGE read again with what a person decided about its preparation."""
    letter_id = page.letter.public_id
    with transaction.atomic():
        source = SourcePage.objects.select_for_update().get(pk=page.source_page_id)
        intake.ask_to_reread(source, overrule, letter_id=letter_id)
        audit.record(actor, "page_reread_asked", "letter", letter_id, page=page.order, overrule=source.overrule)


def accept(actor: Actor, page: LetterPage) -> None:
    """Be content with the current reading of PAGE: it is no longer on the list of pages to be looked at."""
    with transaction.atomic():
        page.accepted_reading = current_reading(page.source_page)
        page.save(update_fields=["accepted_reading"])
        audit.record(actor, "page_reading_accepted", "letter", page.letter.public_id, page=page.order)


def current_reading(page: SourcePage) -> Reading | None:
    """Return the reading of PAGE that counts."""
    return page.readings.filter(is_current=True).first()


def is_asked_here(page: LetterPage) -> bool:
    """Tell whether what stands on the page was decided by somebody of this very letter (or of one joined into it)."""
    asked_for = page.source_page.overruled_for
    return bool(asked_for) and (
        asked_for == page.letter.public_id or page.letter.merged_from.filter(public_id=asked_for).exists()
    )


def is_under_way(page: LetterPage) -> bool:
    """Tell whether the page is being read again because somebody of this letter asked."""
    if not is_asked_here(page):
        return False
    wanted = Job.objects.exclude(state=JobState.FAILED)
    subject = intake.page_subject(page.source_page)
    reading = wanted.filter(kind="reread", subject=subject, priority__lt=BACKGROUND_PRIORITY)
    return reading.exists() or wanted.filter(kind="reassemble", subject=page.letter.public_id).exists()


def letters_with(page: SourcePage) -> QuerySet[Letter]:
    """Return the letters that PAGE is a part of, those joined into others and withdrawn left out."""
    return Letter.objects.filter(pages__source_page=page, merged_into=None, withdrawn_at=None).distinct()


def read_pages(letter: Letter) -> list[ReadPage]:
    """Return the pages of LETTER with what they say, in order."""
    return [ReadPage(each.page.source_page, each.row, each.reading, each.page.role) for each in readings_of(letter)]


def follow(letter: Letter, pages: list[ReadPage], fields: Mapping[str, ocr.Field]) -> None:
    """Let LETTER say what its PAGES now say: notes, blank pages, and every field that no person has set."""
    with transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(notes=page_notes(pages))
        mark_blank(letter, pages)
        letter.refresh_from_db()
        propose_fields(letter, never_laxer(letter, fields))
        grant_by_class(letter)
        audit.record(MACHINE, "letter_reread", "letter", letter.public_id, pages=len(pages))
        index.changed(letter)


def mark_blank(letter: Letter, pages: list[ReadPage]) -> None:
    """Mark pages without words as blank and those with words as body; what else a page is, people said."""
    found = letter.pages.filter(role__in=(PageRole.BODY, PageRole.BLANK), is_role_decided=False)
    for each in pages:
        found.filter(source_page=each.page).update(role=role_of(each.reading))


def never_laxer(letter: Letter, fields: Mapping[str, ocr.Field]) -> dict[str, ocr.Field]:
    """Return FIELDS without a security class below the one LETTER has: no reading opens what another one closed."""
    proposed = fields.get("security")
    value = SECURITY_CLASSES.get((proposed and proposed.value) or "")
    if letter.security_class is None or (value is not None and value >= letter.security_class):
        return dict(fields)
    return {name: field for name, field in fields.items() if name != "security"}


def prepared_path(page: LetterPage, reading: Reading) -> Path:
    """Return where the picture that READING was made from lies, for those who look at this letter."""
    letter_id = page.letter.public_id
    return Path(settings.DATA) / "prepared" / letter_id[:2] / letter_id / f"{page.source_page_id}-{reading.pk}.webp"


def ask_for_picture(page: LetterPage) -> None:
    """Have the picture made that the current reading of PAGE was made from (job "prepare_picture")."""
    subject = f"{page.letter.public_id}:{page.order}"
    jobs.enqueue("prepare_picture", subject, group=page.letter.public_id, priority=LOOKED_AT_PRIORITY)
