"""Searching one generation."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from itertools import groupby

from search.access import Part
from search.contract import TOTAL_CAP, WINDOW, Hit, Hits, Order
from search.expansion import chosen_forms, near_forms
from search.fts5.match import MatchWriter
from search.fts5.schema import DAY_SHIFT, Generation, day_of
from search.plan import Term, wanted_terms

SELECTIVE_ALWAYS, SELECTIVE_AT_MOST = 5_000, 20_000
"""A term found in more than a fifth of the archive (but at least / at most so many letters) filters; it does not rank:
weighing it costs time for every letter that holds it, and says next to nothing."""


class Reader:
    """Answers for the parts of a search.

    The letters of each part are looked up first, newest first, up to the cap of totals. If they are fewer, and if
    some term is selective, they are ranked by their selective terms; else they stay as they are.
    """

    def __init__(self, connection: sqlite3.Connection, generation: Generation) -> None:
        self._connection = connection
        self._sql = generation.sql
        self._writer = MatchWriter(self._expanded)
        self._forms: dict[tuple[str, int], Sequence[str]] = {}

    def hits(self, parts: Sequence[Part], *, order: Order, offset: int, limit: int) -> Hits:
        """One page of the letters that match any of `parts`."""
        found = {part: self._places(part) for part in parts}
        places = sorted((place for some in found.values() for place in some), reverse=True)
        total, end = len(places), min(offset + limit, WINDOW)
        scores = self._scores(found, end) if order == "best" and total <= TOTAL_CAP else {}
        page = self._best(scores, places, end)[offset:] if scores else self._newest(places, offset, end)
        return Hits(tuple(page), min(total, TOTAL_CAP), total <= TOTAL_CAP)

    def _places(self, part: Part) -> list[int]:
        """The newest letters of a part, one more than totals count, and the rest of the oldest day among them."""
        expression = self._writer.expression(part.plan)
        query = self._sql("SELECT rowid FROM $text WHERE $text MATCH ? ORDER BY rowid DESC LIMIT ?")
        places = [place for (place,) in self._connection.execute(query, (expression, TOTAL_CAP + 1))]
        if len(places) > TOTAL_CAP:
            rest = self._sql("SELECT rowid FROM $text WHERE $text MATCH ? AND rowid >= ? AND rowid < ?")
            bounds = (day_of(places[-1]) << DAY_SHIFT, places[-1])
            places += [place for (place,) in self._connection.execute(rest, (expression, *bounds))]
        return places

    def _scores(self, found: Mapping[Part, Sequence[int]], end: int) -> dict[int, float]:
        """The scores of the best `end` letters of each part.

        They are ranked by the terms that each part may be judged by, never by its access conditions.
        """
        query = self._sql(
            """SELECT rowid, rank FROM $text WHERE $text MATCH ? AND +rowid IN (SELECT value FROM json_each(?))
               ORDER BY rank, rowid DESC LIMIT ?"""
        )
        scores: dict[int, float] = {}
        for part, places in found.items():
            terms = [term for term in wanted_terms(part.wanted) if places and self._is_selective(term)]
            if terms:
                ranked = self._connection.execute(query, (self._writer.ranking(terms), json.dumps(places), end))
                scores.update((place, -rank) for place, rank in ranked)
        return scores

    def _is_selective(self, term: Term) -> bool:
        (entries,) = self._connection.execute(self._sql("SELECT count(*) FROM $entry")).fetchone()
        most = max(SELECTIVE_ALWAYS, min(entries // 5, SELECTIVE_AT_MOST))
        if entries <= most:
            return True
        query = self._sql("SELECT count(*) FROM (SELECT 1 FROM $text WHERE $text MATCH ? LIMIT ?)")
        (letters,) = self._connection.execute(query, (self._writer.expression(term), most + 1)).fetchone()
        return bool(letters <= most)

    def _best(self, scores: Mapping[int, float], places: Sequence[int], end: int) -> list[Hit]:
        """The best first; letters that no ranking term names follow, newest first."""
        best = sorted(scores, key=lambda place: (-scores[place], -place))
        if len(best) < end:
            best += [place for place in places if place not in scores][: end - len(best)]
        ids = self._ids(best[:end])
        return [Hit(ids[place], scores.get(place, 0.0)) for place in best[:end]]

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
