"""What is done to letters: made from pages, their fields set, joined, withdrawn, opened to people."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

import ocr
from dms.audit import services as audit
from dms.intake import storage
from dms.intake.models import BatchItem
from dms.letters import index, queries
from dms.letters.assembling import ReadPage, assemble, page_notes, read_fields, role_of
from dms.letters.field_values import (
    EDITABLE,
    BadValueError,
    StaleVersionError,
    propose_fields,
    restore_fields,
    set_field,
    set_fields,
)
from dms.letters.granting import grant, grant_by_class, open_to, unite_access
from dms.letters.models import Letter, LetterPage, LetterSource
from dms.people.actor import Actor

__all__ = [
    "EDITABLE",
    "BadValueError",
    "ReadPage",
    "StaleVersionError",
    "assemble",
    "grant",
    "grant_by_class",
    "join",
    "mark_verified",
    "open_to",
    "page_notes",
    "pdf_pages",
    "pdf_path",
    "propose_fields",
    "read_fields",
    "restore_fields",
    "role_of",
    "set_class_code",
    "set_field",
    "set_fields",
    "standing_sources",
    "unite_access",
    "withdraw",
]


def pdf_path(letter: Letter) -> Path:
    """Return where the searchable PDF of LETTER lies."""
    return Path(settings.DATA) / "pdf" / letter.public_id[:2] / f"{letter.public_id}.pdf"


def pdf_pages(letter: Letter) -> list[ocr.PdfPage]:
    """Return the pages of LETTER as the PDF writer takes them: source file, page number, words."""
    sources = {page.order: page.source_page for page in letter.pages.select_related("source_page__original")}
    return [
        ocr.PdfPage(storage.readable_path(sources[order].original.sha256), sources[order].number, reading)
        for order, reading in queries.page_readings(letter)
    ]


def join(actor: Actor, letters: list[Letter]) -> Letter:
    """Make one letter of LETTERS: pages follow in their order, the first keeps its id, the others redirect to it."""
    first, *others = letters
    with transaction.atomic():
        unite_access(first, others)
        for other in others:
            append_pages(first, other)
            other.merged_into = first
            other.save(update_fields=["merged_into"])
            audit.record(actor, "letter_joined", "letter", other.public_id, into=first.public_id)
            index.changed(other)
        first.has_pdf = False
        first.save(update_fields=["has_pdf", "notes"])
        index.changed(first)
    return first


def append_pages(first: Letter, other: Letter) -> None:
    """Let the pages of OTHER, what must be said of them, and its receipt lines follow those of FIRST."""
    before = first.pages.count()
    LetterPage.objects.bulk_create(
        LetterPage(
            letter=first,
            source_page=page.source_page,
            order=order,
            role=page.role,
            is_role_decided=page.is_role_decided,
            begins=page.begins,
            accepted_reading_id=page.accepted_reading_id,
            locked_reading_id=page.locked_reading_id,
        )
        for order, page in enumerate(other.pages.select_related("source_page"), start=before + 1)
    )
    LetterSource.objects.bulk_create(
        [LetterSource(letter=first, item=source.item) for source in other.sources.all()], ignore_conflicts=True
    )
    other.corrections.update(letter=first)
    first.notes = [*first.notes, *({**note, "page": note["page"] + before} for note in other.notes)]


def standing_sources(item: BatchItem) -> list[LetterSource]:
    """Return which letters ITEM is in, those joined into others or withdrawn left out."""
    standing = item.letters.filter(letter__merged_into=None, letter__withdrawn_at=None)
    return list(standing.select_related("letter__unit", "item__original"))


def withdraw(actor: Actor, letter: Letter, reason: str) -> None:
    """Take LETTER out of hits, text, images and downloads; number, hash and journal stay."""
    with transaction.atomic():
        letter.withdrawn_at, letter.withdrawn_by, letter.withdrawn_reason = timezone.now(), actor.person, reason
        letter.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
        audit.record(actor, "letter_withdrawn", "letter", letter.public_id)
        index.changed(letter)


def set_class_code(letter: Letter, code: str | None) -> None:
    """Take over the archive code that the archive decided on (pushed down by dms.archive)."""
    letter.class_code = code
    letter.save(update_fields=["class_code"])
    index.changed(letter)


def mark_verified(letter: Letter, at: datetime | None) -> None:
    """Say since when LETTER is verified, or that it is to be verified (pushed down by dms.verification)."""
    letter.verified_at = at
    letter.save(update_fields=["verified_at"])
