"""The tables of the embedded index.

A generation is one whole index: `text` (FTS5, with content), `entry` (narrow, beside it) and `form` (word forms for
fuzzy words). `search_state` says which generation is live and which is being built. The row number of an entry begins
with the day of the letter, so FTS5 gives the newest first by itself.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from string import Template

from search.columns import COLUMNS
from search.contract import IndexUnavailableError

LIVE, BUILDING = "live", "building"

DAY_SHIFT = 24
"""Bits of a row number under the day: so many letters may bear one date."""

WEIGHTS = {
    "number": 10.0,
    "refs": 1.0,
    "sender_x": 5.0,
    "sender_s": 4.0,
    "recipients_x": 2.0,
    "recipients_s": 1.5,
    "subject_x": 6.0,
    "subject_s": 5.0,
    "body_x": 1.0,
    "body_s": 0.8,
    "tags": 0.0,
}

_STATE = (
    "CREATE TABLE IF NOT EXISTS search_state (name TEXT PRIMARY KEY, generation INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS search_gone (id TEXT PRIMARY KEY) WITHOUT ROWID",
)
_GENERATION = (
    "CREATE VIRTUAL TABLE $text USING fts5($columns, tags, prefix='3', tokenize=\"ascii tokenchars ':._-%'\")",
    "INSERT INTO $text ($text, rank) VALUES ('rank', 'bm25($weights)')",
    """CREATE TABLE $entry (place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL,
       letter_day TEXT, received_day TEXT, kind TEXT, code TEXT, unit TEXT, direction TEXT)""",
    """CREATE TABLE $form (initial TEXT NOT NULL, length INTEGER NOT NULL, form TEXT NOT NULL, letters INTEGER NOT NULL,
       PRIMARY KEY (initial, length, form)) WITHOUT ROWID""",
)
_LISTS = {
    "columns": ", ".join(COLUMNS),
    "weights": ", ".join(str(WEIGHTS[name]) for name in (*COLUMNS, "tags")),
    "blanks": ", ".join("?" * (len(COLUMNS) + 2)),
}


class Generation:
    """The tables of one generation, and SQL with their names filled in.

    $text, $entry, $form are the tables; $columns, $weights and $blanks (rowid and tags included) the lists for $text.
    """

    def __init__(self, number: int) -> None:
        self.number = number
        self._names = {name: f"search_{name}_{number}" for name in ("text", "entry", "form")}

    def sql(self, text: str) -> str:
        """`text` with table names; values never go in here but as parameters."""
        return Template(text).substitute(self._names, **_LISTS)

    def create(self, connection: sqlite3.Connection) -> None:
        """Make the empty tables."""
        for statement in _GENERATION:
            connection.execute(self.sql(statement))

    def drop(self, connection: sqlite3.Connection) -> None:
        """Take the tables away, as far as they are there."""
        for name in self._names.values():
            connection.execute(f"DROP TABLE IF EXISTS {name}")


def create_state(connection: sqlite3.Connection) -> None:
    """The tables that all generations share."""
    for statement in _STATE:
        connection.execute(statement)


def generations(connection: sqlite3.Connection) -> dict[str, Generation]:
    """The live generation, and the one being built if there is one, by name."""
    known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'search_state'").fetchone()
    rows = connection.execute("SELECT name, generation FROM search_state").fetchall() if known else ()
    return {name: Generation(number) for name, number in rows}


def written_generations(connection: sqlite3.Connection) -> dict[str, Generation]:
    """The same, for who needs a live one; raises IndexUnavailableError where `create` was never called."""
    known = generations(connection)
    if LIVE not in known:
        raise IndexUnavailableError("there is no search index in this database: it must be created first")
    return known


def set_generation(connection: sqlite3.Connection, name: str, generation: Generation | None) -> None:
    """Note which generation is live or being built (None: no longer any)."""
    connection.execute("DELETE FROM search_state WHERE name = ?", (name,))
    if generation:
        connection.execute("INSERT INTO search_state VALUES (?, ?)", (name, generation.number))


@contextmanager
def unit_of_work(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing, and one view of the data: part of the caller's transaction, or a small one of its own."""
    connection.execute("SAVEPOINT search_work")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK TO search_work")
        connection.execute("RELEASE search_work")
        raise
    connection.execute("RELEASE search_work")


def first_place(day: date | None) -> int:
    """The lowest row number of letters of that day; undated letters come before all others."""
    return (day.toordinal() if day else 0) << DAY_SHIFT


def day_of(place: int) -> int:
    """The day (proleptic ordinal, 0 = undated) that a row number begins with."""
    return place >> DAY_SHIFT
