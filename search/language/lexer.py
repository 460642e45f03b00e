"""A query's text as lexemes with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from search.analysis import tokens
from search.language.errors import QueryError
from search.language.fields import known_field, unknown_field

_OPERATORS = {"ATAU": "or", "OR": "or", "DAN": "and", "AND": "and", "NOT": "not"}
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
_LEXEME = re.compile(r'[^\s"()]+')
_FIELD = re.compile(r"([^\W\d_]+):")


class Lexeme(NamedTuple):
    """`kind` is one of: ( ) or and not field word phrase."""

    kind: str
    text: str
    position: int


def lexemes(text: str) -> Iterator[Lexeme]:
    """All lexemes of `text`; what holds no letter and no digit (stray dashes, dots) is left out."""
    plain = text.translate(_QUOTES)
    position = 0
    while position < len(plain):
        sign = plain[position]
        if sign.isspace():
            position += 1
        elif sign in "()":
            yield Lexeme(sign, sign, position)
            position += 1
        else:
            lexeme, position = _quoted(plain, position) if sign == '"' else _bare(plain, position)
            if lexeme:
                yield lexeme


def _quoted(text: str, start: int) -> tuple[Lexeme | None, int]:
    end = text.find('"', start + 1)
    if end < 0:
        raise QueryError("unclosed_quote", start)
    inside = text[start + 1 : end]
    return (Lexeme("phrase", inside, start) if tokens(inside) else None), end + 1


def _bare(text: str, start: int) -> tuple[Lexeme | None, int]:
    match = _LEXEME.match(text, start)
    assert match  # noqa: S101  # the caller saw a sign that is neither space, quote nor bracket
    raw, end = match.group(), match.end()
    if raw[0] == "-" and (tokens(raw) or (raw.strip("-") == "" and text[end : end + 1] in ('"', "("))):
        return Lexeme("not", "-", start), start + 1
    if raw in _OPERATORS:
        return Lexeme(_OPERATORS[raw], raw, start), end
    if field := _field(raw, text[end : end + 1], start):
        return field, start + len(field.text) + 1
    return (Lexeme("word", raw, start) if tokens(raw) else None), end


def _field(raw: str, following: str, start: int) -> Lexeme | None:
    match = _FIELD.match(raw)
    if not match:
        return None
    name, rest = match.group(1), raw[match.end() :] or following
    if known_field(name):
        return Lexeme("field", name, start)
    if rest[:1] in ('"', "(") or rest[:1].isalnum():
        raise unknown_field(name, start)
    return None
