"""Everything about a letter that is matched whole, as tags: dates, code, kind, unit, direction and access.

Both engines index the tags of an entry and judge filters and the access rule by them, inside the query.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from search.contract import HIGHEST_CLEARANCE, Entry, Viewer
from search.language.fields import normal_direction

EVERY = "all"
"""The tag that each entry has."""

LETTER_DATE, RECEIVED_DATE = "t", "r"


@dataclass(frozen=True)
class AccessTags:
    """The access rule for one viewer; each is "any of". `closed`: tags of letters that the viewer may not know of."""

    content: tuple[str, ...]
    metadata: tuple[str, ...]
    closed: tuple[str, ...]


def tags_of(entry: Entry) -> list[str]:
    """All tags of an entry, sorted."""
    found = {EVERY}
    found.update(_date_tags(LETTER_DATE, entry.letter_date), _date_tags(RECEIVED_DATE, entry.received_date))
    if entry.kind:
        found.add(kind_tag(entry.kind))
    if entry.unit:
        found.add(unit_tag(entry.unit))
    if entry.direction:
        found.add(direction_tag(entry.direction))
    if entry.code:
        found.update(_code_tags(entry.code))
    found.update(f"ac:{token}" for token in entry.content_tokens)
    # who holds a token that opens the content needs no other key
    found.update(f"am:{token}" for token in entry.metadata_tokens - entry.content_tokens)
    found.update(f"ax:{token}" for token in entry.deny_tokens)
    found.update(_above(clearance) for clearance in range(entry.clearance))
    return sorted(found)


def access_tags(viewer: Viewer) -> AccessTags:
    """What the viewer holds, and what shuts letters from the viewer: a denial, or a class above the clearance."""
    held = sorted(viewer.tokens) if viewer.clearance >= 0 else []
    denied = [f"ax:{token}" for token in held]
    too_high = [_above(viewer.clearance)] if viewer.clearance < HIGHEST_CLEARANCE else []
    return AccessTags(
        content=tuple(f"ac:{token}" for token in held),
        metadata=tuple(f"am:{token}" for token in held),
        closed=(*denied, *too_high),
    )


def _above(clearance: int) -> str:
    """The tag of letters whose class is higher than `clearance`: few, so that leaving them out is fast."""
    return f"above:{clearance}"


def kind_tag(kind: str) -> str:
    """The tag of a kind of letter, such as surat_undangan."""
    return f"k:{kind.casefold()}"


def unit_tag(unit: str) -> str:
    """The tag of an office unit, by whatever name the caller gives units."""
    return f"u:{' '.join(unit.casefold().split())}"


def direction_tag(direction: str) -> str:
    """The tag of a direction, in Indonesian or English."""
    return f"i:{normal_direction(direction)}"


def code_tag(code: str, *, subtree: bool) -> str:
    """The tag of exactly this code, or of it and all codes under it."""
    return f"{'cs' if subtree else 'ce'}:{code.casefold()}"


def period_tags(prefix: str, first: date | None, last: date | None) -> list[str]:
    """The fewest tags (centuries, decades, years, months, days) that cover the days from first to last."""
    return list(_cover(prefix, first or date.min, last or date.max))


def _code_tags(code: str) -> Iterator[str]:
    yield code_tag(code, subtree=False)
    parts = code.strip().split(".")
    for length in range(1, len(parts) + 1):
        yield code_tag(".".join(parts[:length]), subtree=True)


def _date_tags(prefix: str, day: date | None) -> Iterable[str]:
    if day is None:
        return ()
    text = day.isoformat()
    return (f"{prefix}{text[:length]}" for length in (2, 3, 4, 7, 10))


def _cover(prefix: str, first: date, last: date) -> Iterator[str]:
    day = first
    while day <= last:
        length, end = _largest_step(day, last)
        yield f"{prefix}{day.isoformat()[:length]}"
        if end == date.max:
            return
        day = end + timedelta(days=1)


def _largest_step(day: date, last: date) -> tuple[int, date]:
    """Length of the tag's date text, and the last day it covers, for the largest step that starts at `day`."""
    if (day.month, day.day) == (1, 1) or day == date.min:
        for length, years in ((2, 100), (3, 10), (4, 1)):
            end = date(min(day.year - day.year % years + years - 1, 9999), 12, 31)
            if (day.year % years == 0 or day == date.min) and end <= last:
                return length, end
    end = date(day.year, day.month, monthrange(day.year, day.month)[1])
    if day.day == 1 and end <= last:
        return 7, end
    return 10, day
