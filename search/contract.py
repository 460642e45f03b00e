"""The face of every search index: what goes in, who asks, what comes out.

Both engines (`search.fts5`, `search.elastic`) keep this contract; `tests/contracts/test_search_index.py` proves it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from search.language import Query

Order = Literal["best", "newest"]

TOTAL_CAP = 10_000
"""Totals are counted up to here; above it `Hits.total_is_exact` is False."""

WINDOW = 10_000
"""No page reaches past this many hits, in either engine."""

HIGHEST_CLEARANCE = 9


class IndexUnavailableError(Exception):
    """The index cannot answer now (server down, refused, overloaded); the caller may try again later."""


class RebuildOvertakenError(Exception):
    """Another rebuild of the same index started meanwhile; this one gave way and changed nothing."""


@dataclass(frozen=True)
class Entry:
    """One letter as the index knows it.

    `clearance` is the class of the letter (0 biasa … 3 sangat rahasia); tokens are opaque strings of the caller.
    """

    id: str
    version: int
    number: str
    sender: str
    recipients: str
    subject: str
    body: str
    kind: str | None
    code: str | None
    letter_date: date | None
    received_date: date | None
    direction: str | None
    unit: str | None
    metadata_tokens: frozenset[str]
    content_tokens: frozenset[str]
    deny_tokens: frozenset[str]
    clearance: int

    def __post_init__(self) -> None:
        if not 0 <= self.clearance <= HIGHEST_CLEARANCE:
            raise ValueError(f"clearance of {self.id} must lie between 0 and {HIGHEST_CLEARANCE}: {self.clearance}")


@dataclass(frozen=True)
class Viewer:
    """Who asks: the access tokens held at this moment and the highest class that may be read."""

    tokens: frozenset[str]
    clearance: int


@dataclass(frozen=True)
class Hit:
    """One letter found. Scores compare only within one answer; 0.0 where the order is by date."""

    id: str
    score: float


@dataclass(frozen=True)
class Hits:
    """One page of hits, and how many letters match that the viewer may know of."""

    hits: tuple[Hit, ...]
    total: int
    total_is_exact: bool


class Index(Protocol):
    """One entry per letter. `transactional`: writes happen on the caller's connection, in its transaction."""

    transactional: bool

    def create(self) -> None:
        """Make the index where it is missing; else nothing."""

    def put(self, entries: Iterable[Entry]) -> None:
        """Add or replace entries. An entry older than the one that is there (by `version`) changes nothing."""

    def remove(self, ids: Iterable[str]) -> None:
        """Forget these letters; unknown ids are no error."""

    def search(self, query: Query, *, viewer: Viewer, order: Order = "best", offset: int = 0, limit: int = 20) -> Hits:
        """Letters that match and that `viewer` may find; raises IndexUnavailableError."""

    def rebuild(self, entries: Iterable[Entry]) -> None:
        """Fill a new index beside the old one and swap; `entries` must be read lazily, after this call began."""

    def versions(self) -> Iterator[tuple[str, int]]:
        """(id, version) of every entry, in no order: for the drift check."""

    def refresh(self) -> None:
        """Make all earlier writes visible to searches (they become so by themselves within a second)."""
