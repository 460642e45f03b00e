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
from dms.letters.kinds import KINDS
from dms.letters.models import AccessToken, FieldValue, Letter, LetterPage, LetterSource
from dms.letters.models.fields import FieldSource
from dms.letters.models.letters import PageRole
from dms.people.actor import MACHINE, Actor
from dms.people.models import Clearance, Role
from dms.people.policy import position_token, role_token, unit_token

SECURITY_CLASSES = {member.name.lower(): member for member in Clearance}
LONGEST_TEXT = 2_000  # letters, of a subject
FIRST_YEAR, LAST_YEAR = 1800, 2100
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
    """Write what the reader proposes; what a person has set stays, however old the caller's copy of LETTER is."""
    with transaction.atomic():
        letter.refresh_from_db(from_queryset=Letter.objects.select_for_update())
        by_people = letter.field_values.filter(is_current=True, source=FieldSource.PERSON)
        set_by_people = set(by_people.values_list("name", flat=True))
        for field in fields.values():
            if field.name not in set_by_people:
                propose_field(letter, field)
        letter.save()


def propose_field(letter: Letter, field: ocr.Field) -> None:
    """Write one proposal; a value that does not fit its column counts as not read."""
    try:
        value = fitting(field.name, field.value)
        write_column(letter, field.name, value, raw=field.raw)
    except BadValueError:
        value = None
    letter.field_values.filter(name=field.name, is_current=True).update(is_current=False)
    FieldValue.objects.create(
        letter=letter,
        name=field.name,
        value=value,
        raw=field.raw.replace("\0", "") if field.raw else field.raw,
        page=field.page,
        box=asdict(field.box) if field.box else None,
        confidence=field.confidence if value == field.value else 0,
        source=FieldSource.OCR,
    )


def fitting(name: str, value: str | None) -> str | None:
    """Return VALUE if field NAME can hold it; raise BadValueError when it is too long or no kind of letter."""
    column = "nature_raw" if name == "nature" else name
    longest: int | None = None
    if name not in ("letter_date", "security"):
        longest = getattr(Letter._meta.get_field(column), "max_length", None) or LONGEST_TEXT
    if value and ("\0" in value or (longest and len(value) > longest)):
        raise BadValueError("too_long")
    if value and name == "kind" and value not in KINDS:
        raise BadValueError("not_a_kind")
    return value


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
    """Return an ISO date as a date; raise BadValueError when it is none, or of a year that no letter is from."""
    try:
        day = date.fromisoformat(value) if value else None
    except ValueError:
        raise BadValueError("not_a_date") from None
    if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadValueError("not_a_date")
    return day


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
        write_column(locked, name, fitting(name, value), raw=before.raw if before else None)
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
    """Keep the unit's tokens in step with the security class (docs/decisions/0004-access.md).

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
        LetterPage(letter=first, source_page=page.source_page, order=order, role=page.role)
        for order, page in enumerate(other.pages.select_related("source_page"), start=before + 1)
    )
    LetterSource.objects.bulk_create(
        [LetterSource(letter=first, item=source.item) for source in other.sources.all()], ignore_conflicts=True
    )
    first.notes = [*first.notes, *({**note, "page": note["page"] + before} for note in other.notes)]


def unite_access(first: Letter, others: list[Letter]) -> None:
    """Let nobody see more than before: FIRST becomes as secret as the most secret part.

    Its content is for those who might read every part, and for nobody to whom any part was denied.
    """
    strictest = max([first, *others], key=lambda part: part.clearance_required)
    for part in [first, *others]:
        if part.clearance_required < strictest.clearance_required:
            take_class(part, strictest)
    guards = [index.guard(other) for other in others]
    shared = frozenset.intersection(*[guard.content for guard in guards])
    first.access_tokens.filter(question="content", effect="allow").exclude(token__in=shared).delete()
    denied = frozenset[str]().union(*[guard.deny for guard in guards])
    AccessToken.objects.bulk_create(
        [
            AccessToken(letter=first, token=token, question="metadata", effect="deny", source="join")
            for token in sorted(denied)
        ],
        ignore_conflicts=True,
    )


def take_class(letter: Letter, stricter: Letter) -> None:
    """Give LETTER the security class of STRICTER, in column, history and tokens."""
    letter.security_class, letter.clearance_required = stricter.security_class, stricter.clearance_required
    letter.save(update_fields=["security_class", "clearance_required"])
    value = None if letter.security_class is None else Clearance(letter.security_class).name.lower()
    letter.field_values.filter(name="security", is_current=True).update(is_current=False)
    FieldValue.objects.create(letter=letter, name="security", value=value, confidence=1, source=FieldSource.RULE)
    grant_by_class(letter)


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
