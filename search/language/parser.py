"""Lexemes to a tree, by recursive descent: ATAU binds looser than standing side by side, a minus tightest."""

from __future__ import annotations

import re

from search.analysis import joined_key, tokens
from search.language.errors import QueryError
from search.language.fields import TEXT_FIELDS, Value, known_field, read_value
from search.language.lexer import Lexeme, lexemes
from search.language.tree import All, And, Field, Fuzzy, Node, Not, Or, Phrase, Prefix, Query, Word

LONGEST_QUERY = 1_000
MOST_TERMS = 40
DEEPEST = 10
SHORTEST_OPEN = 3
"""Letters that a prefix or a fuzzy word has at least."""
HIGHEST_DISTANCE = 2

_FUZZY = re.compile(r"(.*?)~(\d*)", re.DOTALL)
_END = Lexeme("end", "", -1)


def parse(text: str) -> Query:
    """The tree of `text`; raises QueryError, the user's news. The empty text matches everything, mere signs nothing."""
    if len(text) > LONGEST_QUERY:
        raise QueryError("too_long", LONGEST_QUERY, highest=LONGEST_QUERY)
    return Query(_Parser(text).whole() if text.strip() else All())


class _Parser:
    def __init__(self, text: str) -> None:
        self._typed = text.strip()
        self._lexemes = [lexeme for lexeme in lexemes(text)]
        self._next = 0
        self._depth = 0
        self._terms = 0
        self._field = ""

    def whole(self) -> Node:
        if not self._lexemes:
            raise QueryError("only_signs", 0, typed=self._typed)
        node = self._either()
        if self._peek().kind == ")":
            raise QueryError("unexpected_close", self._peek().position)
        return node

    def _peek(self) -> Lexeme:
        return self._lexemes[self._next] if self._next < len(self._lexemes) else _END

    def _take(self) -> Lexeme:
        lexeme = self._peek()
        self._next += 1
        return lexeme

    def _either(self) -> Node:
        nodes = [self._each(None)]
        while self._peek().kind == "or":
            nodes.append(self._each(self._take()))
        return _joined(Or, nodes)

    def _each(self, operator: Lexeme | None) -> Node:
        nodes: list[Node] = []
        while self._peek().kind not in ("or", ")", "end"):
            if self._peek().kind == "and":
                self._take()
            else:
                nodes.append(self._one())
        if not nodes:
            raise self._nothing_there(operator)
        return _joined(And, nodes)

    def _nothing_there(self, operator: Lexeme | None) -> QueryError:
        lexeme = operator or self._peek()
        if lexeme.kind == "or":
            return QueryError("missing_operand", lexeme.position, operator=lexeme.text)
        if lexeme.kind == ")" and not self._depth:
            return QueryError("unexpected_close", lexeme.position)
        if lexeme.kind == "end":
            last = self._lexemes[-1]
            code = "missing_operand" if last.kind == "and" else "unclosed_group"
            return QueryError(code, last.position, operator=last.text)
        return QueryError("empty_group", lexeme.position)

    def _one(self) -> Node:
        lexeme = self._take()
        if lexeme.kind == "not":
            return self._negated(lexeme)
        if lexeme.kind == "(":
            return self._group(lexeme)
        if lexeme.kind == "field":
            return self._filter(lexeme)
        self._count(lexeme)
        return _term(lexeme)

    def _negated(self, minus: Lexeme) -> Node:
        if self._peek().kind not in ("not", "(", "field", "word", "phrase"):
            raise QueryError("missing_operand", minus.position, operator=minus.text)
        with_depth = self._deeper(minus)
        node = self._one()
        self._depth = with_depth - 1
        return Not(node)

    def _group(self, opening: Lexeme) -> Node:
        depth = self._deeper(opening)
        node = self._either()
        self._depth = depth - 1
        if self._take().kind != ")":
            raise QueryError("unclosed_group", opening.position)
        return node

    def _filter(self, lexeme: Lexeme) -> Node:
        name = known_field(lexeme.text) or lexeme.text
        if self._field:
            raise QueryError("nested_field", lexeme.position, field=self._field)
        following = self._peek()
        if following.kind == "field":
            raise QueryError("nested_field", following.position, field=name)
        if following.kind == "not":
            raise QueryError("misplaced_minus", following.position, field=name)
        if following.kind in ("word", "phrase") and name not in TEXT_FIELDS:
            self._count(self._take())
            return read_value(Value(name, following.text, following.position))
        if following.kind not in ("word", "phrase", "(") or name not in TEXT_FIELDS:
            raise QueryError("missing_value", lexeme.position, field=name)
        self._field = name
        node = self._one()
        self._field = ""
        return Field(name, node)

    def _deeper(self, lexeme: Lexeme) -> int:
        self._depth += 1
        if self._depth > DEEPEST:
            raise QueryError("too_deep", lexeme.position, highest=DEEPEST)
        return self._depth

    def _count(self, lexeme: Lexeme) -> None:
        self._terms += 1
        if self._terms > MOST_TERMS:
            raise QueryError("too_many_terms", lexeme.position, highest=MOST_TERMS)


def _joined(kind: type[And] | type[Or], nodes: list[Node]) -> Node:
    flat: list[Node] = []
    for node in nodes:
        flat.extend(node.nodes if isinstance(node, kind) else (node,))
    return flat[0] if len(flat) == 1 else kind(tuple(flat))


def _term(lexeme: Lexeme) -> Node:
    if lexeme.kind == "phrase":
        return Phrase(lexeme.text)
    if lexeme.text.endswith("*"):
        return _prefix(lexeme)
    if fuzzy := _FUZZY.fullmatch(lexeme.text):
        return _fuzzy(lexeme, *fuzzy.groups())
    return Word(lexeme.text)


def _prefix(lexeme: Lexeme) -> Node:
    text = lexeme.text.rstrip("*")
    if len(joined_key(text)) < SHORTEST_OPEN:
        raise QueryError("prefix_too_short", lexeme.position, minimum=SHORTEST_OPEN)
    return Prefix(text)


def _fuzzy(lexeme: Lexeme, text: str, digits: str) -> Node:
    forms = tokens(text)
    if len(forms) > 1:
        raise QueryError("fuzzy_one_word", lexeme.position)
    if len("".join(forms)) < SHORTEST_OPEN:
        raise QueryError("fuzzy_too_short", lexeme.position, minimum=SHORTEST_OPEN)
    if digits not in ("", "1", "2"):
        raise QueryError("fuzzy_distance", lexeme.position, highest=HIGHEST_DISTANCE)
    return Fuzzy(text, int(digits) if digits else None)
