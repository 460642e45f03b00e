"""A new generation beside the live one, then the swap.

From the moment the new generation is noted, every put and remove goes to both (`Fts5Index.put`), so nothing that
changes meanwhile is lost: an entry that the rebuild brings late is older than what is there, or noted as gone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager

from search.batches import batches
from search.contract import Entry, RebuildOvertakenError
from search.fts5.schema import BUILDING, LIVE, Generation, create_state, generations, set_generation, unit_of_work
from search.fts5.writing import Writer

BATCH = 200

Step = Callable[[sqlite3.Connection], AbstractContextManager[None]]


def rebuild(connection: sqlite3.Connection, entries: Iterable[Entry]) -> None:
    """See `Fts5Index.rebuild`."""
    step: Step = unit_of_work if connection.in_transaction else _own_transaction
    with step(connection):
        generation = _begin(connection)
    for batch in batches(entries, BATCH):
        with step(connection):
            _fill(connection, generation, batch)
    with step(connection):
        _swap(connection, generation)


@contextmanager
def _own_transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _begin(connection: sqlite3.Connection) -> Generation:
    create_state(connection)
    known = generations(connection)
    if left_over := known.get(BUILDING):
        left_over.drop(connection)
    generation = Generation(max((old.number for old in known.values()), default=0) + 1)
    generation.create(connection)
    connection.execute("DELETE FROM search_gone")
    set_generation(connection, BUILDING, generation)
    return generation


def _fill(connection: sqlite3.Connection, generation: Generation, batch: list[Entry]) -> None:
    _check_still_ours(connection, generation)
    gone = {letter_id for (letter_id,) in connection.execute("SELECT id FROM search_gone")}
    writer = Writer(connection, generation)
    for entry in batch:
        if entry.id not in gone:
            writer.put(entry, only_if_newer=True)
    writer.flush()


def _swap(connection: sqlite3.Connection, generation: Generation) -> None:
    _check_still_ours(connection, generation)
    old = generations(connection).get(LIVE)
    set_generation(connection, LIVE, generation)
    set_generation(connection, BUILDING, None)
    connection.execute("DELETE FROM search_gone")
    if old:
        old.drop(connection)


def _check_still_ours(connection: sqlite3.Connection, generation: Generation) -> None:
    building = generations(connection).get(BUILDING)
    if building is None or building.number != generation.number:
        raise RebuildOvertakenError(f"generation {generation.number} is no longer the one being built")
