"""Words with places to the fields of a letter. What the pages do not show is None; nothing is guessed."""

from collections.abc import Sequence

from ocr.heading.found import Found, nothing
from ocr.heading.kind import find_kind
from ocr.heading.letter import Letter
from ocr.heading.letter_date import find_letter_date
from ocr.heading.number import find_number
from ocr.heading.numbers import number_key
from ocr.heading.security import find_nature, find_security
from ocr.heading.sender import find_sender
from ocr.heading.subject import find_subject
from ocr.values import Field, FieldName, PageReading

__all__ = ["number_key", "read_fields"]


def read_fields(pages: Sequence[PageReading]) -> dict[str, Field]:
    """Every field by name, from a letter's pages in order; value None when the pages do not show it."""
    letter = Letter.of(pages)
    number = find_number(letter)
    found: dict[FieldName, Found | None] = {
        "number": number,
        "letter_date": find_letter_date(letter),
        "sender": find_sender(letter),
        "subject": find_subject(letter),
        "kind": find_kind(letter),
        "security": find_security(letter, number),
        "nature": find_nature(letter),
    }
    return {name: result.field(name) if result else nothing(name) for name, result in found.items()}
