"""What the embedded engine promises beyond the contract: it lives in the caller's transaction."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from search import Entry, Fts5Index, Viewer, parse
from search.fts5 import reading
from tests.search.corpus import VIEWERS, corpus

HEAD = VIEWERS["head"]
LETTERS = [replace(letter, content_tokens=frozenset({"head"})) for letter in corpus(60, seed=9)]
EVERYTHING = Viewer(frozenset({"head"}), 3)

Connect = Callable[[], sqlite3.Connection]


@pytest.fixture
def connect(tmp_path: Path) -> Iterator[Connect]:
    """Opens connections to one database, as Django opens them."""
    opened: list[sqlite3.Connection] = []

    def new() -> sqlite3.Connection:
        connection = sqlite3.connect(tmp_path / "db.sqlite3", isolation_level=None, timeout=0.1)
        connection.execute("PRAGMA journal_mode = WAL")
        opened.append(connection)
        return connection

    yield new
    for connection in opened:
        connection.close()


@pytest.fixture
def connection(connect: Connect) -> sqlite3.Connection:
    return connect()


@pytest.fixture
def index(connection: sqlite3.Connection) -> Fts5Index:
    index = Fts5Index(lambda: connection)
    index.create()
    return index


def count(index: Fts5Index, text: str = "") -> int:
    return index.search(parse(text), viewer=EVERYTHING).total


def test_writes_roll_back_with_the_callers_transaction(index: Fts5Index, connection: sqlite3.Connection) -> None:
    index.put(LETTERS[:10])
    connection.execute("BEGIN IMMEDIATE")
    index.put(LETTERS[10:20])
    index.remove([LETTERS[0].id])
    assert connection.in_transaction and count(index) == 19
    connection.execute("ROLLBACK")
    assert count(index) == 10


def test_writes_are_seen_by_others_only_after_the_commit(
    index: Fts5Index, connection: sqlite3.Connection, connect: Connect
) -> None:
    other_connection = connect()
    other = Fts5Index(lambda: other_connection)
    connection.execute("BEGIN IMMEDIATE")
    index.put(LETTERS)
    assert (count(index), count(other)) == (60, 0)
    connection.execute("COMMIT")
    assert count(other) == 60


def test_a_failed_put_leaves_the_callers_transaction_usable(index: Fts5Index, connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    index.put(LETTERS[:1])
    with pytest.raises(AttributeError):
        index.put([LETTERS[1], None])  # type: ignore[list-item]
    connection.execute("COMMIT")
    assert count(index) == 1


def test_a_search_leaves_no_transaction_open(index: Fts5Index, connection: sqlite3.Connection) -> None:
    assert count(index) == 0 and not connection.in_transaction
    assert list(index.versions()) == [] and not connection.in_transaction


def test_a_rebuild_inside_a_transaction_is_all_or_nothing(index: Fts5Index, connection: sqlite3.Connection) -> None:
    index.put(LETTERS[:10])
    connection.execute("BEGIN IMMEDIATE")
    index.rebuild(LETTERS)
    assert connection.in_transaction and count(index) == 60
    connection.execute("ROLLBACK")
    assert count(index) == 10


def test_a_rebuild_outside_lets_other_connections_write(index: Fts5Index, connect: Connect) -> None:
    index.put(LETTERS)
    other_connection = connect()
    other = Fts5Index(lambda: other_connection)

    def rows() -> Iterator[Entry]:
        for position, letter in enumerate(LETTERS * 10):
            if position == 250:
                other.put([replace(LETTERS[0], version=9, subject="vaksinasi", body="")])
                other.remove([LETTERS[1].id])
            yield letter

    index.rebuild(rows())
    assert count(index) == 59 and count(index, "hal:vaksinasi") >= 1
    assert dict(index.versions())[LETTERS[0].id] == 9


def test_a_rebuild_leaves_no_table_behind(index: Fts5Index, connection: sqlite3.Connection) -> None:
    def tables() -> int:
        query = "SELECT count(*) FROM sqlite_master WHERE name LIKE 'search_%'"
        return int(connection.execute(query).fetchone()[0])

    before = tables()
    index.put(LETTERS)
    index.rebuild(LETTERS)
    index.rebuild(LETTERS)
    assert tables() == before


def test_word_forms_come_and_go_with_their_letters(index: Fts5Index, connection: sqlite3.Connection) -> None:
    index.put(LETTERS)
    index.put([replace(letter, version=letter.version + 1) for letter in LETTERS])
    index.remove([letter.id for letter in LETTERS])
    assert connection.execute("SELECT count(*) FROM search_form_1").fetchone() == (0,)
    connection.execute("INSERT INTO search_text_1 (search_text_1) VALUES ('integrity-check')")


def test_a_word_that_is_everywhere_does_not_rank(index: Fts5Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "SELECTIVE_ALWAYS", 10)
    plain = replace(LETTERS[0], sender="", recipients="", number="", subject="", code=None, kind=None)
    index.put(
        replace(plain, id=f"{number:03}", body="arsip" if number else "arsip arsip arsip langka", letter_date=None)
        for number in range(100)
    )
    everywhere = index.search(parse("arsip"), viewer=HEAD)
    assert [hit.id for hit in everywhere.hits[:2]] == ["000", "001"] and everywhere.hits[0].score == 0
    rare = index.search(parse("arsip langka"), viewer=HEAD)
    assert [hit.id for hit in rare.hits] == ["000"] and rare.hits[0].score > 0
    either = index.search(parse("arsip ATAU langka"), viewer=HEAD)
    assert either.hits[0].id == "000" and either.total == 100
