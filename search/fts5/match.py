"""A plan as an FTS5 MATCH expression. Every word is quoted; nothing typed reaches FTS5 as syntax."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from search import tags
from search.columns import column
from search.expansion import Expand
from search.plan import Both, Clause, Either, Neither, Plan, Tagged, Term

_PLAIN_TAG = re.compile(r"[0-9a-z:._-]+")
_LIFTING = ("sender", "subject")
"""Fields that count once more, on their own, when hits are ranked."""


def encoded_tag(tag: str) -> str:
    """A tag as one FTS5 token; the tokenizer folds case and splits at other signs, so those are written as hex."""
    return tag if _PLAIN_TAG.fullmatch(tag) else f"%{tag.encode().hex()}"


def quoted(words: Sequence[str]) -> str:
    """Words as an FTS5 string (one word, or a phrase)."""
    return '"' + " ".join(words).replace('"', '""') + '"'


class MatchWriter:
    """Writes plans down; `expand` turns fuzzy words into plain ones."""

    def __init__(self, expand: Expand) -> None:
        self._expand = expand

    def expression(self, plan: Plan) -> str:
        """The MATCH expression that finds what a simplified plan wants."""
        if isinstance(plan, Term):
            return f"({' OR '.join(self._clauses(plan, ranked=False))})"
        if isinstance(plan, Tagged):
            return f"(tags : ({_any_of([encoded_tag(tag)] for tag in plan.tags)}))"
        if isinstance(plan, Either):
            return f"({' OR '.join(map(self.expression, plan.parts))})"
        if isinstance(plan, Both):
            return self._both(plan.parts)
        return self._both((plan,)) if isinstance(plan, Neither) else self.expression(Tagged((tags.EVERY,)))

    def ranking(self, terms: Iterable[Term]) -> str:
        """The MATCH expression that ranks by these terms: any of them, with the parts that only lift hits."""
        return " OR ".join(clause for term in terms for clause in self._clauses(term, ranked=True))

    def _both(self, parts: Sequence[Plan]) -> str:
        wanted = [self.expression(part) for part in parts if not isinstance(part, Neither)]
        unwanted = [self.expression(part.part) for part in parts if isinstance(part, Neither)]
        found = f"({' AND '.join(wanted or [self.expression(Tagged((tags.EVERY,)))])})"
        return f"({found} NOT ({' OR '.join(unwanted)}))" if unwanted else found

    def _clauses(self, term: Term, *, ranked: bool) -> Iterable[str]:
        for clause in term.clauses:
            if ranked or not clause.only_ranks:
                yield self._clause(clause, clause.fields)
            if ranked and clause.view == "stem" and (lifting := set(clause.fields) & set(_LIFTING)):
                yield self._clause(clause, sorted(lifting))

    def _clause(self, clause: Clause, fields: Iterable[str]) -> str:
        columns = " ".join(column(field, clause.view) for field in fields)
        if clause.view == "fuzzy":
            forms = self._expand(clause.words[0], clause.distance)
            return f"({{{columns}}} : ({_any_of([form] for form in forms)}))"
        star = " *" if clause.view in ("prefix", "key_prefix") else ""
        return f"({{{columns}}} : {quoted(clause.words)}{star})"


def _any_of(words: Iterable[Sequence[str]]) -> str:
    return " OR ".join(map(quoted, words))
