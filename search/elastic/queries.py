"""A plan as an Elasticsearch query: plain dicts, ready tokens, nothing for the server to analyze."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from search.columns import column
from search.contract import TOTAL_CAP, Order
from search.expansion import Expand
from search.plan import Both, Clause, Either, Neither, Plan, Tagged, Term

Json = dict[str, Any]

BOOSTS: Mapping[str, float] = {
    "number": 10.0,
    "refs": 1.0,
    "sender": 4.0,
    "recipients": 1.5,
    "subject": 5.0,
    "body": 1.0,
}
_NEWEST = [{"letter_day": {"order": "desc", "missing": "_last"}}, {"id": "asc"}]


def search_body(parts: Sequence[Plan], expand: Expand, *, order: Order) -> Json:
    """The request for letters that match any of `parts`, of which each letter can match one only."""
    wanted = {"bool": {"should": [query_of(part, expand) for part in parts], "minimum_should_match": 1}}
    ranked = order == "best"
    return {
        "query": wanted if ranked else {"bool": {"filter": [wanted]}},
        "sort": ["_score", *_NEWEST] if ranked else _NEWEST,
        "track_total_hits": TOTAL_CAP,
        "track_scores": ranked,
        "_source": False,
    }


def query_of(plan: Plan, expand: Expand) -> Json:
    """The query of a simplified plan that is neither Nowhere nor, alone, Every."""
    if isinstance(plan, Term):
        should = [query for clause in plan.clauses for query in _clause(clause, expand)]
        return {"bool": {"should": should, "minimum_should_match": 1}}
    if isinstance(plan, Either):
        should = [query_of(part, expand) for part in plan.parts]
        return {"bool": {"should": should, "minimum_should_match": 1}}
    if isinstance(plan, Both):
        return _both(plan.parts, expand)
    if isinstance(plan, Neither):
        return _both((plan,), expand)
    return {"constant_score": {"filter": _tagged(plan), "boost": 0.0}}


def _both(parts: Sequence[Plan], expand: Expand) -> Json:
    return {
        "bool": {
            "must": [query_of(part, expand) for part in parts if not isinstance(part, Neither | Tagged)],
            "filter": [_tagged(part) for part in parts if isinstance(part, Tagged)],
            "must_not": [query_of(part.part, expand) for part in parts if isinstance(part, Neither)],
        }
    }


def _tagged(plan: Plan) -> Json:
    return {"terms": {"tags": list(plan.tags)}} if isinstance(plan, Tagged) else {"match_all": {}}


def _clause(clause: Clause, expand: Expand) -> Iterator[Json]:
    words = expand(clause.words[0], clause.distance) if clause.view == "fuzzy" else clause.words
    for field in clause.fields:
        yield _in_column(clause, words, field)


def _in_column(clause: Clause, words: Sequence[str], field: str) -> Json:
    name, boost = column(field, clause.view), BOOSTS[field]
    if clause.view == "fuzzy":
        return {"terms": {name: list(words), "boost": boost}}
    if clause.view in ("prefix", "key_prefix"):
        return {"prefix": {name: {"value": words[0], "boost": boost}}}
    if len(words) == 1:
        return {"term": {name: {"value": words[0], "boost": boost}}}
    return {"match_phrase": {name: {"query": " ".join(words), "boost": boost}}}
