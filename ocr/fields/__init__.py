"""Words with places to the fields of a letter. What the pages do not show is None; nothing is guessed."""

from collections.abc import Sequence
from datetime import date

from ocr.fields.dates import parse_date
from ocr.fields.found import Found, nothing
from ocr.fields.kind import find_kind
from ocr.fields.letter import Letter
from ocr.fields.letter_date import find_letter_date
from ocr.fields.number import find_number
from ocr.fields.numbers import number_key
from ocr.fields.security import find_nature, find_security, stamps_on
from ocr.fields.sender import find_sender
from ocr.fields.subject import find_subject
from ocr.values import Field, FieldName, PageReading

__all__ = ["number_key", "parse_date", "read_fields"]


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
    return {name: result.field(name) if result else nothing(name) for name, result in found.items()}
