"""A query made ready for any engine: which words, in which view, in which fields.

The plan is the one place that knows what a word means; the engines only write it down in their own language. A word
matches by stem; the exact form stands beside it so that it ranks higher. `restricted` gives the plan as judged for
somebody who may see only the metadata of a letter: clauses about its body are gone, also under NOT.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from search import tags
from search.analysis import joined_key, spellings_of, stems, tokens
from search.language import All, And, DateFilter, Field, Fuzzy, Node, Not, Or, Phrase, Prefix, Query, TagFilter, Word

View = Literal["stem", "exact", "prefix", "key", "key_prefix", "fuzzy"]

TEXTS = ("sender", "recipients", "subject", "body")
KEYS = ("number", "refs")
METADATA_FIELDS = frozenset(("number", "sender", "recipients", "subject"))
SHORT_FORM = 5
"""Up to this many letters a fuzzy word may differ by one letter only, if the query does not say otherwise."""


@dataclass(frozen=True)
class Clause:
    """Words in one view: one word, or several in a row, in any of `fields`.

    stem, exact: columns of that view; prefix: exact words that begin so; key, key_prefix: joined numbers; fuzzy: exact
    forms at most `distance` letters away. A clause that `only_ranks` finds nothing that another one of its term does
    not find; it lifts the letters it finds.
    """

    view: View
    words: tuple[str, ...]
    fields: tuple[str, ...]
    distance: int = 0
    only_ranks: bool = False


@dataclass(frozen=True)
class Term:
    """One term of the query: matched where any of its clauses is."""

    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class Tagged:
    """Matched where the letter has any of these tags."""

    tags: tuple[str, ...]


@dataclass(frozen=True)
class Every:
    """Matched everywhere."""


@dataclass(frozen=True)
class Nowhere:
    """Matched nowhere."""


@dataclass(frozen=True)
class Both:
    """Matched where all parts are."""

    parts: tuple[Plan, ...]


@dataclass(frozen=True)
class Either:
    """Matched where one of the parts is."""

    parts: tuple[Plan, ...]


@dataclass(frozen=True)
class Neither:
    """Matched where the part is not."""

    part: Plan


Plan = Term | Tagged | Every | Nowhere | Both | Either | Neither


@dataclass(frozen=True)
class Scope:
    """The fields a term is looked up in."""

    texts: tuple[str, ...]
    keys: tuple[str, ...]
    is_name: bool = False

    def keys_for(self, key: str) -> tuple[str, ...]:
        """The number fields to look in; for a name, only if it could be the short name of somebody."""
        return () if self.is_name and not key.isalpha() else self.keys


EVERYWHERE = Scope(TEXTS, KEYS)
SCOPES: Mapping[str, Scope] = {
    # the sender's short name often stands in the number only (…/DISPUSIP/2024)
    "dari": Scope(("sender",), ("number",), is_name=True),
    "kepada": Scope(("recipients",), ()),
    "nomor": Scope((), ("number",)),
    "hal": Scope(("subject",), ()),
    "isi": Scope(("body",), ("refs",)),
}


def planned(query: Query) -> Plan:
    """The plan of a query for somebody who may read everything."""
    return _plan(query.root, EVERYWHERE)


def restricted(plan: Plan) -> Plan:
    """The plan as judged over metadata only; Every or Nowhere only stand alone in the answer."""
    return simplified(_mapped(plan, _metadata_only))


def simplified(plan: Plan) -> Plan:
    """The same plan with Every and Nowhere folded away, unless one of them is all that is left."""
    if isinstance(plan, Both):
        return _folded(Both, plan.parts, Every(), Nowhere())
    if isinstance(plan, Either):
        return _folded(Either, plan.parts, Nowhere(), Every())
    if isinstance(plan, Neither):
        part = simplified(plan.part)
        opposites: dict[Plan, Plan] = {Every(): Nowhere(), Nowhere(): Every()}
        return opposites.get(part) or Neither(part)
    if isinstance(plan, Term) and not plan.clauses:
        return Nowhere()
    return plan


def wanted_terms(plan: Plan) -> list[Term]:
    """The terms that a letter is found by (not those it must not have), for marking them on a page."""
    if isinstance(plan, Term):
        return [plan]
    if isinstance(plan, Both | Either):
        return [term for part in plan.parts for term in wanted_terms(part)]
    return []


def _folded(kind: type[Both] | type[Either], parts: Iterable[Plan], neutral: Plan, absorbing: Plan) -> Plan:
    kept = [part for part in map(simplified, parts) if part != neutral]
    if absorbing in kept:
        return absorbing
    if len(kept) < 2:
        return kept[0] if kept else neutral
    return kind(tuple(kept))


def _mapped(plan: Plan, change: Callable[[Term], Plan]) -> Plan:
    if isinstance(plan, Term):
        return change(plan)
    if isinstance(plan, Both | Either):
        return replace(plan, parts=tuple(_mapped(part, change) for part in plan.parts))
    return Neither(_mapped(plan.part, change)) if isinstance(plan, Neither) else plan


def _metadata_only(term: Term) -> Plan:
    kept = (replace(clause, fields=_metadata_fields(clause)) for clause in term.clauses)
    return Term(tuple(clause for clause in kept if clause.fields))


def _metadata_fields(clause: Clause) -> tuple[str, ...]:
    return tuple(field for field in clause.fields if field in METADATA_FIELDS)


def _plan(node: Node, scope: Scope) -> Plan:
    if isinstance(node, And):
        return Both(tuple(_side_by_side(node.nodes, scope)))
    if isinstance(node, Or):
        return Either(tuple(_plan(part, scope) for part in node.nodes))
    if isinstance(node, Not):
        return Neither(_plan(node.node, scope))
    if isinstance(node, Field):
        return _plan(node.node, SCOPES[node.name])
    if isinstance(node, TagFilter | DateFilter):
        return Tagged(tuple(_filter_tags(node)))
    return Every() if isinstance(node, All) else _term(node, scope)


def _side_by_side(nodes: tuple[Node, ...], scope: Scope) -> Iterable[Plan]:
    """Parts of an And; two neighbors that are one thing written apart (wali kota) also match written as one."""
    position = 0
    while position < len(nodes):
        pair = nodes[position : position + 2]
        other = _pair_spellings(pair, scope)
        if other:
            yield Either((Both(tuple(_plan(node, scope) for node in pair)), Term(other)))
        else:
            yield _plan(nodes[position], scope)
        position += 2 if other else 1


def _pair_spellings(pair: tuple[Node, ...], scope: Scope) -> tuple[Clause, ...]:
    if len(pair) < 2 or not all(isinstance(node, Word) for node in pair):
        return ()
    return _spelling_clauses([form for node in pair for form in tokens(str(node))], scope)


def _term(node: Word | Phrase | Prefix | Fuzzy, scope: Scope) -> Term:
    forms = tuple(tokens(node.text))
    joined = joined_key(node.text)
    key = Clause("key", (joined,), scope.keys_for(joined))
    if isinstance(node, Phrase):
        clauses: tuple[Clause, ...] = (Clause("exact", forms, scope.texts), key)
    elif isinstance(node, Prefix):
        prefix = Clause("prefix", forms, scope.texts if len(forms) == 1 else ())
        clauses = (prefix, replace(key, view="key_prefix"))
    elif isinstance(node, Fuzzy):
        distance = node.distance or (1 if len(forms[0]) <= SHORT_FORM else 2)
        clauses = (Clause("fuzzy", forms, (*scope.texts, *key.fields), distance),)
    else:
        found = Clause("stem", _word_stems(forms), scope.texts)
        exact = Clause("exact", forms, scope.texts, only_ranks=True)
        clauses = (found, exact, key, *_spelling_clauses(forms, scope))
    return Term(tuple(clause for clause in clauses if clause.fields))


def _word_stems(forms: tuple[str, ...]) -> tuple[str, ...]:
    """Stems of a word as typed; a doubled word (surat-surat) means the word itself, except the law (undang-undang)."""
    roots = tuple(stems(forms))
    doubled = len(roots) == 2 and roots[0] == roots[1] and roots[0] != "undang"
    return roots[:1] if doubled else roots


def _spelling_clauses(forms: Iterable[str], scope: Scope) -> tuple[Clause, ...]:
    return tuple(Clause("stem", tuple(stems(way)), scope.texts) for way in spellings_of(tuple(forms)) if scope.texts)


def _filter_tags(node: TagFilter | DateFilter) -> Iterable[str]:
    if isinstance(node, DateFilter):
        prefix = tags.RECEIVED_DATE if node.name == "diterima" else tags.LETTER_DATE
        return tags.period_tags(prefix, node.first, node.last)
    if node.name == "kode":
        return [tags.code_tag(node.value.removesuffix(".*"), subtree=node.value.endswith(".*"))]
    if node.name == "jenis":
        return [tags.kind_tag(kind) for kind in (node.value, f"surat_{node.value}")]
    return [tags.unit_tag(node.value) if node.name == "unit" else tags.direction_tag(node.value)]
