"""Entries into the tables of one generation, and out of them."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable

from search.columns import COLUMNS, columns_of, forms_of
from search.contract import Entry
from search.fts5.match import encoded_tag
from search.fts5.schema import DAY_SHIFT, Generation, first_place
from search.tags import tags_of

_INSERT_TEXT = "INSERT INTO $text (rowid, $columns, tags) VALUES ($blanks)"
_SELECT_TEXT = "SELECT $columns FROM $text WHERE rowid = ?"
_ADD_FORM = """INSERT INTO $form VALUES (?, ?, ?, ?)
               ON CONFLICT (initial, length, form) DO UPDATE SET letters = letters + excluded.letters"""


class Writer:
    """Writes to one generation; `flush` at the end of each batch brings the word forms up to date."""

    def __init__(self, connection: sqlite3.Connection, generation: Generation) -> None:
        self._connection = connection
        self._sql = generation.sql
        self._forms: Counter[str] = Counter()

    def put(self, entry: Entry, *, only_if_newer: bool = False) -> None:
        """Add or replace, unless a newer one (or, with `only_if_newer`, the same version) is there."""
        query = self._sql("SELECT place, version FROM $entry WHERE id = ?")
        row = self._connection.execute(query, (entry.id,)).fetchone()
        if row and (row[1] > entry.version or (only_if_newer and row[1] == entry.version)):
            return
        if row:
            self._delete(row[0])
        self._insert(entry)

    def remove(self, ids: Iterable[str]) -> None:
        """Forget these letters."""
        for letter_id in ids:
            query = self._sql("SELECT place FROM $entry WHERE id = ?")
            row = self._connection.execute(query, (letter_id,)).fetchone()
            if row:
                self._delete(row[0])

    def flush(self) -> None:
        """Write the counts of the word forms that came and went."""
        changed = [(form[0], len(form), form, count) for form, count in self._forms.items() if count]
        self._connection.executemany(self._sql(_ADD_FORM), sorted(changed))
        keys = [key[:3] for key in changed if key[3] < 0]
        gone = self._sql("DELETE FROM $form WHERE initial = ? AND length = ? AND form = ? AND letters <= 0")
        self._connection.executemany(gone, keys)
        self._forms.clear()

    def _insert(self, entry: Entry) -> None:
        columns = columns_of(entry)
        self._forms.update(forms_of(columns))
        place = self._free_place(entry)
        marks = " ".join(map(encoded_tag, tags_of(entry)))
        self._connection.execute(self._sql(_INSERT_TEXT), (place, *(columns[name] for name in COLUMNS), marks))
        days = (day and day.isoformat() for day in (entry.letter_date, entry.received_date))
        row = (place, entry.id, entry.version, *days, entry.kind, entry.code, entry.unit, entry.direction)
        self._connection.execute(self._sql("INSERT INTO $entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"), row)

    def _delete(self, place: int) -> None:
        row = self._connection.execute(self._sql(_SELECT_TEXT), (place,)).fetchone()
        self._forms.subtract(forms_of(dict(zip(COLUMNS, row, strict=True))))
        self._connection.execute(self._sql("DELETE FROM $text WHERE rowid = ?"), (place,))
        self._connection.execute(self._sql("DELETE FROM $entry WHERE place = ?"), (place,))

    def _free_place(self, entry: Entry) -> int:
        first = first_place(entry.letter_date)
        query = self._sql("SELECT max(place) FROM $entry WHERE place >= ? AND place < ?")
        (highest,) = self._connection.execute(query, (first, first + (1 << DAY_SHIFT))).fetchone()
        return first if highest is None else int(highest) + 1
