"""Words with places to the fields of a letter. What the pages do not show is None; nothing is guessed."""

from collections.abc import Sequence
from datetime import date

from ocr.fields.attachments import find_attachments
from ocr.fields.copies import find_copies
from ocr.fields.dates import parse_date
from ocr.fields.event import find_event
from ocr.fields.found import Found, nothing
from ocr.fields.kind import find_kind
from ocr.fields.letter import Letter
from ocr.fields.letter_date import find_letter_date
from ocr.fields.number import find_number
from ocr.fields.numbers import number_key
from ocr.fields.recipient import find_recipient
from ocr.fields.references import find_references
from ocr.fields.security import find_nature, find_security, stamps_on
from ocr.fields.sender import find_sender
from ocr.fields.signature import find_signature, signer, signer_capacity, signer_position
from ocr.fields.subject import find_subject
from ocr.values import Field, FieldName, PageReading

__all__ = ["number_key", "parse_date", "read_fields", "read_more_fields"]


def read_fields(pages: Sequence[PageReading]) -> dict[str, Field]:
    """Every field by name, from a letter's pages in order; value None when the pages do not show it."""
    letter = Letter.of(pages)
    letter_date, stamps = find_letter_date(letter), stamps_on(pages)
    written = date.fromisoformat(letter_date.value) if letter_date and letter_date.value else None
    number = find_number(letter, written)
    found: dict[FieldName, Found | None] = {
        "number": number,
        "letter_date": letter_date,
        "sender": find_sender(letter),
        "subject": find_subject(letter),
        "kind": find_kind(letter),
        "security": find_security(letter, number, stamps),
        "nature": find_nature(letter, stamps),
    }
    return _fields(found)


def read_more_fields(pages: Sequence[PageReading]) -> dict[str, Field]:
    """The other fields by name; value None when the pages do not show it.

    `recipient`, `copies` and `references` may hold several: one a line (separated by a line feed), in the letter's
    order. `attachments` is the row's text, "-" where it says none. `urgency` is a code of DOMAIN 1.6 (biasa, segera,
    sangat_segera). `signer_capacity` is "a.n.", "a.n. u.b.", "Plt.", "Plh.", "Pj." or "Pjs."; `event_date` an ISO date
    or an interval "2023-09-13/2023-09-14"; `event_time` "09:00 WIB" or "09:00-12:30 WIB".
    """
    letter = Letter.of(pages)
    number, signature, event = find_number(letter), find_signature(letter), find_event(letter)
    found: dict[FieldName, Found | None] = {
        "recipient": find_recipient(letter),
        "copies": find_copies(letter),
        "attachments": find_attachments(letter),
        "urgency": find_nature(letter, stamps_on(pages)),
        "signer": signer(signature),
        "signer_position": signer_position(signature),
        "signer_capacity": signer_capacity(signature),
        "references": find_references(letter, number.value if number else None),
        "event_date": event.date,
        "event_time": event.time,
        "event_place": event.place,
    }
    return _fields(found)


def _fields(found: dict[FieldName, Found | None]) -> dict[str, Field]:
    return {name: result.field(name) if result else nothing(name) for name, result in found.items()}
