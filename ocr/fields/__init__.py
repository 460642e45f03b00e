"""Words with places to the fields of a letter."""

from collections.abc import Sequence

from ocr.values import Field, FieldName, PageReading

NAMES: tuple[FieldName, ...] = ("number", "letter_date", "sender", "subject", "kind", "security", "nature")


def read_fields(pages: Sequence[PageReading]) -> dict[str, Field]:
    """Every field by name; its value is None when the pages do not show it."""
    return {name: Field(name, None, None, None, None, 0.0) for name in NAMES}


def number_key(raw: str) -> str:
    """The form of a letter number to match by: upper case, no spaces, one kind of dash, no final dot."""
    return "".join(raw.upper().split()).replace("–", "-").replace("—", "-").rstrip(".")
