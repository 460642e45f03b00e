"""Searching one generation."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from search.access import Part
from search.contract import TOTAL_CAP, WINDOW, Hit, Hits, Order
from search.expansion import chosen_forms, near_forms
from search.fts5.match import MatchWriter
from search.fts5.schema import DAY_SHIFT, Generation, day_of
from search.plan import Plan


class Reader:
    """Answers for the parts of a search.

    The letters of each part are looked up first, newest first, up to the cap of totals. If they are fewer, they are
    ranked: ranking costs time for every letter, and a query that matches more says too little to rank by.
    """

    def __init__(self, connection: sqlite3.Connection, generation: Generation) -> None:
        self._connection = connection
        self._sql = generation.sql
        self._forms: dict[tuple[str, int], Sequence[str]] = {}

    def hits(self, parts: Sequence[Part], *, order: Order, offset: int, limit: int) -> Hits:
        """One page of the letters that match any of `parts`."""
        found = [self._places(part) for part in parts]
        places = sorted((place for some in found for place in some), reverse=True)
        total, end = len(places), min(offset + limit, WINDOW)
        if order == "best" and total <= TOTAL_CAP:
            page = self._best([(part.wanted, some) for part, some in zip(parts, found, strict=True)], end)[offset:]
        else:
            page = self._newest(places, offset, end)
        return Hits(tuple(page), min(total, TOTAL_CAP), total <= TOTAL_CAP)

    def _places(self, part: Part) -> list[int]:
        """The newest letters of a part, one more than totals count, and the rest of the oldest day among them."""
        expression = MatchWriter(self._expanded, ranked=False).expression(part.plan)
        query = self._sql("SELECT rowid FROM $text WHERE $text MATCH ? ORDER BY rowid DESC LIMIT ?")
        places = [place for (place,) in self._connection.execute(query, (expression, TOTAL_CAP + 1))]
        if len(places) > TOTAL_CAP:
            rest = self._sql("SELECT rowid FROM $text WHERE $text MATCH ? AND rowid >= ? AND rowid < ?")
            bounds = (day_of(places[-1]) << DAY_SHIFT, places[-1])
            places += [place for (place,) in self._connection.execute(rest, (expression, *bounds))]
        return places

    def _best(self, found: Iterable[tuple[Plan, Sequence[int]]], end: int) -> list[Hit]:
        """Ranked by the wanted words only: access conditions neither cost time nor move a hit."""
        writer = MatchWriter(self._expanded, ranked=True)
        query = self._sql(
            """SELECT rowid, rank FROM $text WHERE $text MATCH ? AND +rowid IN (SELECT value FROM json_each(?))
               ORDER BY rank, rowid DESC LIMIT ?"""
        )
        rows: list[tuple[int, float]] = []
        for wanted, places in found:
            if places:
                rows.extend(self._connection.execute(query, (writer.expression(wanted), json.dumps(places), end)))
        rows.sort(key=lambda row: (row[1], -row[0]))
        ids = self._ids([place for place, _ in rows[:end]])
        return [Hit(ids[place], -score) for place, score in rows[:end]]

    def _newest(self, places: Sequence[int], offset: int, end: int) -> list[Hit]:
        hits: list[Hit] = []
        for _, group in groupby(places, day_of):
            same_day = list(group)
            if len(hits) < end and len(hits) + len(same_day) > offset:
                hits.extend(Hit(letter_id, 0.0) for letter_id in sorted(self._ids(same_day).values()))
            else:
                hits.extend(Hit("", 0.0) for _ in same_day)
        return hits[offset:end]

    def _ids(self, places: Sequence[int]) -> dict[int, str]:
        query = self._sql("SELECT place, id FROM $entry WHERE place IN (SELECT value FROM json_each(?))")
        return dict(self._connection.execute(query, (json.dumps(places),)).fetchall())

    def _expanded(self, form: str, distance: int) -> Sequence[str]:
        key = (form, distance)
        if key not in self._forms:
            query = self._sql("SELECT form, letters FROM $form WHERE initial = ? AND length BETWEEN ? AND ?")
            bounds = (form[0], len(form) - distance, len(form) + distance)
            letters: Mapping[str, int] = dict(self._connection.execute(query, bounds).fetchall())
            self._forms[key] = chosen_forms(form, near_forms(form, list(letters), distance), lambda _: letters)
        return self._forms[key]
