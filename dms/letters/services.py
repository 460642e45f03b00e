"""What is done to letters: made from pages, their fields set, joined, withdrawn, opened to people."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

import ocr
from dms.audit import services as audit
from dms.intake import storage
from dms.intake.models import BatchItem, Reading, SourcePage
from dms.letters import index, queries
from dms.letters.models import AccessToken, FieldValue, Letter, LetterPage, LetterSource
from dms.letters.models.fields import FieldSource
from dms.letters.models.letters import PageRole
from dms.people.actor import MACHINE, Actor
from dms.people.models import Clearance, Role
from dms.people.policy import position_token, role_token, unit_token

SECURITY_CLASSES = {member.name.lower(): member for member in Clearance}
EDITABLE = ("number", "letter_date", "sender", "subject", "kind", "security")


class StaleVersionError(Exception):
    """Somebody else saved the letter meanwhile; both versions are shown to the person."""


class BadValueError(Exception):
    """The value does not fit the field; `code` says how."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class ReadPage:
    """A source page with its stored and its unpacked reading."""

    page: SourcePage
    row: Reading
    reading: ocr.PageReading


def read_fields(pages: list[ReadPage]) -> dict[str, ocr.Field]:
    """Return what the reader proposes for the fields of a letter with PAGES."""
    return ocr.read_fields([each.reading for each in pages])


def assemble(item: BatchItem, pages: list[ReadPage], fields: Mapping[str, ocr.Field]) -> Letter:
    """Make the letter of a given file: pages in order, proposed fields, and who may see it. One transaction."""
    with transaction.atomic():
        letter = Letter.objects.create(
            unit=item.batch.unit,
            direction=item.direction or None,
            received_at=item.batch.received_at,
            notes=page_notes(pages),
        )
        LetterSource.objects.create(letter=letter, item=item)
        LetterPage.objects.bulk_create(
            LetterPage(letter=letter, source_page=each.page, order=order, role=role_of(each.reading))
            for order, each in enumerate(pages, start=1)
        )
        propose_fields(letter, fields)
        grant_first(letter, item)
        audit.record(MACHINE, "letter_assembled", "letter", letter.public_id, item=item.public_id, pages=len(pages))
    return letter


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


def role_of(reading: ocr.PageReading) -> PageRole:
    """Return what the page is, as far as the reading shows it."""
    return PageRole.BLANK if reading.outcome == "blank" else PageRole.BODY


def page_notes(pages: list[ReadPage]) -> list[dict[str, Any]]:
    """Return what must be said of pages that were read in part, not at all, or hold no words."""
    return [
        {"page": order, "outcome": each.reading.outcome, "codes": [note.code for note in each.reading.notes]}
        for order, each in enumerate(pages, start=1)
        if each.reading.outcome in ("partial", "unread", "blank")
    ]


def propose_fields(letter: Letter, fields: Mapping[str, ocr.Field]) -> None:
    """Write what the reader proposes; what a person has set stays."""
    set_by_people = set(
        letter.field_values.filter(is_current=True, source=FieldSource.PERSON).values_list("name", flat=True)
    )
    for field in fields.values():
        if field.name in set_by_people:
            continue
        letter.field_values.filter(name=field.name, is_current=True).update(is_current=False)
        FieldValue.objects.create(
            letter=letter,
            name=field.name,
            value=field.value,
            raw=field.raw,
            page=field.page,
            box=asdict(field.box) if field.box else None,
            confidence=field.confidence,
            source=FieldSource.OCR,
        )
        write_column(letter, field.name, field.value, raw=field.raw)
    letter.save()


def write_column(letter: Letter, name: str, value: str | None, *, raw: str | None = None) -> None:
    """Put the value of field NAME into the letter's column(s). Does not save. Raises BadValueError."""
    if name == "number":
        letter.number, letter.number_key = value, ocr.number_key(value) if value else None
    elif name == "letter_date":
        letter.letter_date, letter.letter_date_raw = as_date(value), (raw or "")[:200] or None
    elif name == "security":
        set_security(letter, value)
    elif name == "nature":
        letter.nature_raw = value
    elif name in ("sender", "subject", "kind"):
        setattr(letter, name, value)


def as_date(value: str | None) -> date | None:
    """Return an ISO date as a date; raise BadValueError when it is none."""
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise BadValueError("not_a_date") from None


def set_security(letter: Letter, value: str | None) -> None:
    """Set the security class and the clearance that follows from it; unknown is treated as Terbatas."""
    if value and value not in SECURITY_CLASSES:
        raise BadValueError("not_a_security_class")
    letter.security_class = SECURITY_CLASSES[value] if value else None
    letter.clearance_required = Clearance.TERBATAS if letter.security_class is None else letter.security_class


def set_field(actor: Actor, letter: Letter, name: str, value: str | None, *, version: int) -> None:
    """Set field NAME as a person decided it (the same value again confirms it). No machine overwrites it later.

    Raises StaleVersionError when the letter is no longer at VERSION, BadValueError when the value does not fit.
    """
    with transaction.atomic():
        locked = Letter.objects.select_for_update().get(pk=letter.pk)
        if locked.version != version:
            raise StaleVersionError(letter.public_id)
        before = locked.field_values.filter(name=name, is_current=True).first()
        write_column(locked, name, value, raw=before.raw if before else None)
        locked.save()
        keep_history(actor, locked, name, value, before)
        if name == "security":
            grant_by_class(locked)
        audit.record(
            actor, "field_set", "letter", locked.public_id, field=name, confirmed=bool(before and before.value == value)
        )
        index.changed(locked)


def keep_history(actor: Actor, letter: Letter, name: str, value: str | None, before: FieldValue | None) -> None:
    """Add the person's value to the history; where it stood on the page is kept when the value is the same."""
    same = before is not None and before.value == value
    if before is not None:
        FieldValue.objects.filter(pk=before.pk).update(is_current=False)
    FieldValue.objects.create(
        letter=letter,
        name=name,
        value=value,
        raw=before.raw if before and same else None,
        page=before.page if before else None,
        box=before.box if before else None,
        confidence=1,
        source=FieldSource.PERSON,
        set_by=actor.person,
        set_by_position=actor.position,
    )


def grant_first(letter: Letter, item: BatchItem) -> None:
    """Let in whom a new letter concerns: the post that gave the file, and those its class allows."""
    if item.batch.given_by_position:
        grant(letter, [position_token(item.batch.given_by_position)], source=f"item:{item.public_id}")
    for question, tokens in item.share_with.items():
        grant(letter, tokens, source=f"item:{item.public_id}", metadata_only=question == "metadata")
    grant_by_class(letter)


def grant_by_class(letter: Letter) -> None:
    """Keep the unit's tokens in step with the security class (DESIGN.md section 4).

    An ordinary letter is for the unit and the registrars of the office; a secret one is for the head of the unit only,
    besides those who were named.
    """
    letter.access_tokens.filter(source="class").delete()
    unit = letter.unit
    if letter.clearance_required >= Clearance.RAHASIA:
        tokens = [position_token(head) for head in unit.positions.filter(is_head=True)]
    else:
        tokens = [unit_token(unit), role_token(Role.REGISTRAR, unit.office)]
    grant(letter, tokens, source="class")


def grant(letter: Letter, tokens: Iterable[str], *, source: str, metadata_only: bool = False) -> None:
    """Let the holders of TOKENS see the letter: its metadata, and unless METADATA_ONLY its content too."""
    questions = ("metadata",) if metadata_only else ("metadata", "content")
    AccessToken.objects.bulk_create(
        [
            AccessToken(letter=letter, token=token, question=question, source=source)
            for token in tokens
            for question in questions
        ],
        ignore_conflicts=True,
    )


def open_to(actor: Actor, letter: Letter, tokens: Iterable[str], *, source: str, metadata_only: bool = False) -> None:
    """Grant, journal and index in one step."""
    with transaction.atomic():
        grant(letter, tokens, source=source, metadata_only=metadata_only)
        audit.record(actor, "access_granted", "letter", letter.public_id, source=source, tokens=sorted(tokens))
        index.changed(letter)


def join(actor: Actor, letters: list[Letter]) -> Letter:
    """Make one letter of LETTERS: pages follow in their order, the first keeps its id, the others redirect to it."""
    first, *others = letters
    with transaction.atomic():
        order = first.pages.count()
        for other in others:
            for page in other.pages.all():
                order += 1
                LetterPage.objects.create(letter=first, source_page=page.source_page, order=order, role=page.role)
            LetterSource.objects.bulk_create(
                [LetterSource(letter=first, item=source.item) for source in other.sources.all()], ignore_conflicts=True
            )
            other.merged_into = first
            other.save(update_fields=["merged_into"])
            audit.record(actor, "letter_joined", "letter", other.public_id, into=first.public_id)
            index.changed(other)
        first.has_pdf = False
        first.save(update_fields=["has_pdf"])
    return first


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
