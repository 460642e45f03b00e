"""Words with places to the fields of a letter. What the page does not show stays None; nothing is guessed."""

from collections.abc import Sequence

from ocr.fields.dates import find_date
from ocr.fields.found import Found, nothing
from ocr.fields.kinds import find_kind
from ocr.fields.numbers import find_number, number_key
from ocr.fields.security import find_nature, find_security
from ocr.fields.segments import segments
from ocr.fields.sender import find_sender, letterhead
from ocr.fields.subject import find_subject
from ocr.values import Field, FieldName, PageReading

__all__ = ["NAMES", "number_key", "read_fields"]

NAMES: tuple[FieldName, ...] = ("number", "letter_date", "sender", "subject", "kind", "security", "nature")
PAGES_LOOKED_AT = 4
"""The head of a letter stands on its first pages; its date may stand at the foot of a later one."""


def read_fields(pages: Sequence[PageReading]) -> dict[str, Field]:
    """Every field by name; its value is None when the pages do not show it."""
    pieces = segments(pages[:PAGES_LOOKED_AT])
    head = letterhead(pieces)
    number, subject, nature = find_number(pieces), find_subject(pieces), find_nature(pieces)
    found: dict[FieldName, Found | None] = {
        "number": number,
        "letter_date": find_date(pieces),
        "sender": find_sender(pieces, head),
        "subject": subject,
        "kind": find_kind(
            pieces, subject.value if subject else None, has_letterhead=bool(head), has_number=number is not None
        ),
        "security": find_security(segments(pages), number.value if number else None, nature),
        "nature": nature,
    }
    return {name: each.field(name) if each else nothing(name) for name, each in found.items()}
