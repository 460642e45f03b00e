"""The fields of a letter: proposed by the reader, set and confirmed by people, each value with its history."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date

from django.db import transaction

import ocr
from dms.audit import services as audit
from dms.letters import index, senders
from dms.letters.granting import grant_by_class
from dms.letters.kinds import KINDS
from dms.letters.models import FieldValue, Letter
from dms.letters.models.fields import FieldSource
from dms.letters.models.letters import Urgency
from dms.people.actor import Actor
from dms.people.models import Clearance

SECURITY_CLASSES = {member.name.lower(): member for member in Clearance}
LONGEST_TEXT = 2_000  # letters, of a subject
FIRST_YEAR, LAST_YEAR = 1800, 2100
IN_COLUMNS = ("number", "letter_date", "sender", "recipient", "subject", "kind", "security", "urgency")
IN_HISTORY_ALONE = (
    "attachments",
    "copies",
    "signer",
    "signer_position",
    "signer_capacity",
    "references",
    "event_date",
    "event_time",
    "event_place",
)
"""Fields that no list or search needs yet: they stand in FieldValue and in no column of the letter."""

EDITABLE = (*IN_COLUMNS, *IN_HISTORY_ALONE)
WEIGHED = ("number", "letter_date", "sender", "subject", "kind")
"""How sure the reader is of these says how much a letter needs a person."""


class StaleVersionError(Exception):
    """Somebody else saved the letter meanwhile; both versions are shown to the person."""


class BadValueError(Exception):
    """The value does not fit the field; `code` says how, `field` where, when several were set at once."""

    def __init__(self, code: str, field: str = "") -> None:
        super().__init__(code)
        self.code, self.field = code, field


def propose_fields(letter: Letter, fields: Mapping[str, ocr.Field]) -> None:
    """Write what the reader proposes; what a person has set stays, however old the caller's copy of LETTER is."""
    with transaction.atomic():
        letter.refresh_from_db(from_queryset=Letter.objects.select_for_update())
        by_people = letter.field_values.filter(is_current=True, source=FieldSource.PERSON)
        set_by_people = set(by_people.values_list("name", flat=True))
        for field in fields.values():
            if field.name not in set_by_people:
                propose_field(letter, field)
        if "sender" in fields and "sender" not in set_by_people:
            propose_known_sender(letter, fields["sender"])
        letter.doubt = doubt_of(letter)
        letter.save()


def propose_field(letter: Letter, field: ocr.Field) -> None:
    """Write one proposal; a value that does not fit its column counts as not read."""
    try:
        value = fitting(field.name, field.value)
        write_column(letter, field.name, value, raw=field.raw)
    except BadValueError:
        value = None
    replaced = letter.field_values.filter(name=field.name, is_current=True).update(is_current=False)
    if value is None and not field.raw and not replaced and field.name in IN_HISTORY_ALONE:
        return  # nothing there, nothing known before: no row
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


def propose_known_sender(letter: Letter, read: ocr.Field) -> None:
    """Propose whom people said before that this reading of a sender is; the reading itself stays in the history."""
    known = senders.known_as(letter.unit.office, read.value or "")
    if known is None or known[0] == read.value:
        return
    sender, confidence = known
    write_column(letter, "sender", sender)
    row = letter.field_values.get(name="sender", is_current=True)
    FieldValue.objects.filter(pk=row.pk).update(is_current=False)
    row.pk, row.value, row.confidence, row.source = None, sender, confidence, FieldSource.MODEL
    row.save(force_insert=True)


def fitting(name: str, value: str | None) -> str | None:
    """Return VALUE if field NAME can hold it; raise BadValueError when it is too long or no kind of letter."""
    column = "nature_raw" if name == "nature" else name
    longest: int | None = LONGEST_TEXT
    if name in ("letter_date", "security"):
        longest = None
    elif name not in IN_HISTORY_ALONE:
        longest = getattr(Letter._meta.get_field(column), "max_length", None) or LONGEST_TEXT
    if value and ("\0" in value or (longest and len(value) > longest)):
        raise BadValueError("too_long")
    if value and name == "kind" and value not in KINDS:
        raise BadValueError("not_a_kind")
    if value and name == "urgency" and value not in Urgency.values:
        raise BadValueError("not_an_urgency")
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
    elif name in ("sender", "recipient", "subject", "kind", "urgency"):
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
    """Set field NAME as a person decided it (the same value again confirms it). Raises as `set_fields` does."""
    set_fields(actor, letter, {name: value}, version=version)


def set_fields(actor: Actor, letter: Letter, values: Mapping[str, str | None], *, version: int) -> None:
    """Set fields as a person decided them (the same value again confirms it). No machine overwrites them later.

    All or nothing. Raises StaleVersionError when the letter is no longer at VERSION, BadValueError when a value does
    not fit its field.
    """
    with transaction.atomic():
        locked = Letter.objects.select_for_update().get(pk=letter.pk)
        if locked.version != version:
            raise StaleVersionError(letter.public_id)
        current = {row.name: row for row in locked.field_values.filter(is_current=True)}
        for name, value in values.items():
            decide(actor, locked, name, value, current.get(name))
        locked.doubt = doubt_of(locked)
        locked.save()
        if "security" in values:
            grant_by_class(locked)
        index.changed(locked)


def decide(actor: Actor, letter: Letter, name: str, value: str | None, before: FieldValue | None) -> None:
    """Set one field of LETTER, which the caller has locked and saves. Raises BadValueError, which names the field."""
    try:
        write_column(letter, name, fitting(name, value), raw=before.raw if before else None)
    except BadValueError as error:
        raise BadValueError(error.code, name) from error
    keep_history(actor, letter, name, value, before)
    if name == "sender":
        senders.learn(letter.unit.office, first_reading(letter), value)
    is_confirmed = bool(before and before.value == value)
    audit.record(actor, "field_set", "letter", letter.public_id, field=name, confirmed=is_confirmed)


def unlearn_sender(letter: Letter) -> None:
    """Forget what the sender that a person set on LETTER taught."""
    said = letter.field_values.filter(name="sender", is_current=True, source=FieldSource.PERSON).first()
    if said is not None:
        senders.unlearn(letter.unit.office, first_reading(letter), said.value)


def first_reading(letter: Letter) -> str | None:
    """Return the sender as the reader gave it last, before any person or earlier decision."""
    read = letter.field_values.filter(name="sender", source=FieldSource.OCR).order_by("-pk")
    return read.values_list("value", flat=True).first()


def restore_fields(letter: Letter, rows: Mapping[str, int | None]) -> None:
    """Let earlier values count again: ROWS names the FieldValue (or none) by field; later ones stay in the history."""
    with transaction.atomic():
        locked = Letter.objects.select_for_update().get(pk=letter.pk)
        earlier = {row.name: row for row in locked.field_values.filter(pk__in=[pk for pk in rows.values() if pk])}
        if "sender" in rows:
            unlearn_sender(locked)
        for name in rows:
            row = earlier.get(name)
            locked.field_values.filter(name=name, is_current=True).update(is_current=False)
            write_column(locked, name, row.value if row else None, raw=row.raw if row else None)
        locked.field_values.filter(pk__in=[row.pk for row in earlier.values()]).update(is_current=True)
        locked.doubt = doubt_of(locked)
        locked.save()
        grant_by_class(locked)
        index.changed(locked)


def doubt_of(letter: Letter) -> float:
    """Say how much LETTER needs a person, 0..1: how unsure the weighed fields are on average; unknown is unsure."""
    sure = dict(letter.field_values.filter(is_current=True, name__in=WEIGHED).values_list("name", "confidence"))
    return 1 - sum(sure.values()) / len(WEIGHED)


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
