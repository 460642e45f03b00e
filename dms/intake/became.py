"""The letters that files became, as far as somebody may know of them.

Intake knows no letters: the app that makes them registers the one function that is asked here.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Literal

from dms.intake.models import BatchItem
from dms.people.policy import Access

Standing = Literal["open", "withdrawn"]
Standings = Mapping[str, Standing]
"""Public id of a letter to how it stands. A letter of which somebody may not know is not there."""
Judge = Callable[[Access, Collection[str]], Standings]

JUDGES: list[Judge] = []


def standings(access: Access, items: Iterable[BatchItem]) -> Standings:
    """Return how the letters of ITEMS stand, and those of lines they are duplicates of, as far as ACCESS may see."""
    ids = {row["letter"] for item in items for row in rows_of(item)}
    found: dict[str, Standing] = {}
    for judge in JUDGES:
        found |= judge(access, ids)
    return found


def rows_of(item: BatchItem) -> list[dict[str, Any]]:
    """Return what ITEM became: for a duplicate, what the earlier line became."""
    filed_as: list[dict[str, Any]] = item.duplicate_of.filed_as if item.duplicate_of else item.filed_as
    return filed_as
