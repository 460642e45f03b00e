"""Searching one generation."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from search.contract import TOTAL_CAP, WINDOW, Hit, Hits, Order
from search.expansion import chosen_forms, near_forms
from search.fts5.match import MatchWriter
from search.fts5.schema import DAY_SHIFT, Generation, day_of
from search.plan import Either, Nowhere, Plan, simplified

RANKED_ALWAYS, RANKED_AT_MOST = 5_000, 25_000
"""Ranking costs time for every letter that matches. A query that matches more than a fifth of the archive (but at
least / at most so many letters) says too little to rank by: its hits come newest first."""


class Reader:
    """Answers for parts of a search: plans of which each letter can match one only."""

    def __init__(self, connection: sqlite3.Connection, generation: Generation) -> None:
        self._connection = connection
        self._sql = generation.sql

    def hits(self, parts: Sequence[Plan], *, order: Order, offset: int, limit: int) -> Hits:
        """One page of the letters that match any of `parts`."""
        whole = simplified(Either(tuple(parts)))
        if isinstance(whole, Nowhere):
            return Hits((), 0, True)
        found = MatchWriter(self._expanded, ranked=False).expression(whole)
        total = self._count(found, max(TOTAL_CAP, RANKED_AT_MOST) + 1)
        end = min(offset + limit, WINDOW)
        if order == "best" and self._is_worth_ranking(total):
            page = self._best(parts, end)[offset:end]
        else:
            page = self._newest(found, offset, end)
        return Hits(tuple(page), min(total, TOTAL_CAP), total <= TOTAL_CAP)

    def _count(self, expression: str, most: int) -> int:
        query = self._sql("SELECT count(*) FROM (SELECT 1 FROM $text WHERE $text MATCH ? LIMIT ?)")
        return int(self._connection.execute(query, (expression, most)).fetchone()[0])

    def _is_worth_ranking(self, found: int) -> bool:
        if found <= RANKED_ALWAYS:
            return True
        (entries,) = self._connection.execute(self._sql("SELECT count(*) FROM $entry")).fetchone()
        return found <= min(int(entries) // 5, RANKED_AT_MOST)

    def _best(self, parts: Iterable[Plan], end: int) -> list[Hit]:
        writer = MatchWriter(self._expanded, ranked=True)
        query = self._sql("SELECT rowid, rank FROM $text WHERE $text MATCH ? ORDER BY rank, rowid DESC LIMIT ?")
        rows: list[tuple[int, float]] = []
        for part in map(simplified, parts):
            if not isinstance(part, Nowhere):
                rows.extend(self._connection.execute(query, (writer.expression(part), end)))
        rows.sort(key=lambda row: (row[1], -row[0]))
        ids = self._ids([place for place, _ in rows[:end]])
        return [Hit(ids[place], -score) for place, score in rows[:end]]

    def _newest(self, expression: str, offset: int, end: int) -> list[Hit]:
        query = self._sql("SELECT rowid FROM $text WHERE $text MATCH ? ORDER BY rowid DESC LIMIT ?")
        places = [place for (place,) in self._connection.execute(query, (expression, end))]
        if len(places) == end > 0:
            places += self._rest_of_day(expression, places[-1])
        hits: list[Hit] = []
        done = 0
        for _, group in groupby(places, day_of):
            same_day = list(group)
            if done < end and done + len(same_day) > offset:
                hits.extend(Hit(letter_id, 0.0) for letter_id in sorted(self._ids(same_day).values()))
            else:
                hits.extend(Hit("", 0.0) for _ in same_day)
            done += len(same_day)
        return hits[offset:end]

    def _rest_of_day(self, expression: str, last: int) -> list[int]:
        query = self._sql("SELECT rowid FROM $text WHERE $text MATCH ? AND rowid >= ? AND rowid < ?")
        first = day_of(last) << DAY_SHIFT
        return [place for (place,) in self._connection.execute(query, (expression, first, last))]

    def _ids(self, places: Sequence[int]) -> dict[int, str]:
        query = self._sql("SELECT place, id FROM $entry WHERE place IN (SELECT value FROM json_each(?))")
        return dict(self._connection.execute(query, (json.dumps(places),)).fetchall())

    def _expanded(self, form: str, distance: int) -> Sequence[str]:
        query = self._sql("SELECT form, letters FROM $form WHERE initial = ? AND length BETWEEN ? AND ?")
        bounds = (form[0], len(form) - distance, len(form) + distance)
        letters: Mapping[str, int] = dict(self._connection.execute(query, bounds).fetchall())
        return chosen_forms(form, near_forms(form, letters, distance), lambda _: letters)
