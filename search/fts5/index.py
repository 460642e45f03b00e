"""The index contract on SQLite FTS5."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator

from search.access import sensible_order, visible_parts
from search.batches import batches
from search.contract import Entry, Hits, Order, Viewer
from search.fts5.reading import Reader
from search.fts5.rebuilding import rebuild
from search.fts5.schema import (
    BUILDING,
    LIVE,
    Generation,
    create_state,
    generations,
    set_generation,
    unit_of_work,
    written_generations,
)
from search.fts5.writing import Writer
from search.language import Query

BATCH = 200


class Fts5Index:
    """`connect` gives the caller's open connection; nothing is committed that the caller began."""

    transactional = True

    def __init__(self, connect: Callable[[], sqlite3.Connection]) -> None:
        self._connect = connect

    def create(self) -> None:
        """Make the tables where they are missing."""
        connection = self._connect()
        with unit_of_work(connection):
            create_state(connection)
            if LIVE not in generations(connection):
                first = Generation(1)
                first.create(connection)
                set_generation(connection, LIVE, first)

    def put(self, entries: Iterable[Entry]) -> None:
        """Add or replace entries, in the caller's transaction; while a rebuild runs, in the new index too."""
        connection = self._connect()
        for batch in batches(entries, BATCH):
            with unit_of_work(connection):
                self._put(connection, batch)

    def remove(self, ids: Iterable[str]) -> None:
        """Forget these letters, in the caller's transaction."""
        connection = self._connect()
        for batch in batches(ids, BATCH):
            with unit_of_work(connection):
                self._remove(connection, batch)

    def search(self, query: Query, *, viewer: Viewer, order: Order = "best", offset: int = 0, limit: int = 20) -> Hits:
        """One page of the letters that match and that `viewer` may find."""
        connection = self._connect()
        parts = visible_parts(query, viewer)
        with unit_of_work(connection):
            reader = Reader(connection, written_generations(connection)[LIVE])
            return reader.hits(parts, order=sensible_order(query, order), offset=offset, limit=limit)

    def rebuild(self, entries: Iterable[Entry]) -> None:
        """Fill a new generation and swap.

        Called inside a transaction, all happens in it (and all other writers wait). Called outside, each batch is a
        small transaction of its own and letters may change meanwhile; then `entries` must not keep a cursor open on
        this connection between two entries (read by key, page by page).
        """
        rebuild(self._connect(), entries)

    def versions(self) -> Iterator[tuple[str, int]]:
        """(id, version) of every entry."""
        connection = self._connect()
        with unit_of_work(connection):
            live = written_generations(connection)[LIVE]
            rows = connection.execute(live.sql("SELECT id, version FROM $entry")).fetchall()
        yield from rows

    def refresh(self) -> None:
        """Nothing to do: what is written is there."""

    def _put(self, connection: sqlite3.Connection, batch: list[Entry]) -> None:
        for name, generation in written_generations(connection).items():
            writer = Writer(connection, generation)
            for entry in batch:
                writer.put(entry)
            writer.flush()
            if name == BUILDING:
                returned = [(entry.id,) for entry in batch]
                connection.executemany("DELETE FROM search_gone WHERE id = ?", returned)

    def _remove(self, connection: sqlite3.Connection, batch: list[str]) -> None:
        for name, generation in written_generations(connection).items():
            writer = Writer(connection, generation)
            writer.remove(batch)
            writer.flush()
            if name == BUILDING:
                connection.executemany("INSERT OR IGNORE INTO search_gone VALUES (?)", [(gone,) for gone in batch])
