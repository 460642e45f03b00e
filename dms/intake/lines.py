"""A line of the receipt as screens and files show it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.urls import reverse

from dms.intake import pages_so_far
from dms.intake.became import Standing, Standings, rows_of
from dms.intake.models import BatchItem, ItemState
from dms.intake.wording import notes_in_words, reason_in_words


@dataclass(frozen=True)
class LetterPart:
    """What a file became: a letter, or a part of one; `url` is "" for who cannot open it."""

    public_id: str
    url: str
    first: int
    last: int
    is_withdrawn: bool


@dataclass(frozen=True)
class Line:
    """One given file and what became of it."""

    id: str
    number: int
    name: str
    path: str
    size_bytes: int
    sha256: str
    state: str
    state_name: str
    reason: str
    notes: list[str]
    page_count: int
    letters: list[LetterPart]
    password_url: str | None
    is_partial: bool
    pages_read: int
    pages_url: str


NONE_KNOWN: Standings = MappingProxyType({})


def line(item: BatchItem, *, may_look: bool = False, known: Standings = NONE_KNOWN) -> Line:
    """Return ITEM as it is shown to somebody to whom its letters are KNOWN.

    Who MAY_LOOK is led to its pages while the letter is not made yet.
    """
    pages_read = pages_so_far.count(item)
    notes = notes_in_words(item)
    needs_password = item.state == ItemState.WAITING and item.reason in ("needs_password", "wrong_password")
    return Line(
        id=item.public_id,
        number=item.line,
        name=item.name,
        path=item.path,
        size_bytes=item.size_bytes,
        sha256=item.sha256,
        state=item.state,
        state_name=item.get_state_display(),
        reason=reason_in_words(item),
        notes=notes,
        page_count=item.original.page_count if item.original else 0,
        letters=list(letter_parts(item, known)),
        password_url=reverse("item_password", args=[item.public_id]) if needs_password else None,
        is_partial=bool(notes),
        pages_read=pages_read,
        pages_url=reverse("item_pages", args=[item.public_id]) if may_look and pages_read else "",
    )


def letter_parts(item: BatchItem, known: Standings) -> Iterator[LetterPart]:
    """Yield where ITEM went; the letter that a duplicate doubles is named only to whom it is KNOWN."""
    for row in rows_of(item):
        if row["letter"] in known or not item.duplicate_of:
            yield letter_part(row, known.get(row["letter"]))


def letter_part(row: Mapping[str, Any], standing: Standing | None) -> LetterPart:
    """Return where a file went, with the letter's address where it opens for who asks."""
    url = reverse("letter", args=[row["letter"]]) if standing == "open" else ""
    return LetterPart(row["letter"], url, int(row["first"]), int(row["last"]), standing == "withdrawn")
