"""The query language: text to tree and back. See docs for the words of it; `FIELDS` is the list of filters."""

from search.language.errors import QueryError
from search.language.fields import FIELDS
from search.language.parser import parse
from search.language.tree import (
    All,
    And,
    DateFilter,
    Field,
    Fuzzy,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    TagFilter,
    Word,
)

__all__ = [
    "FIELDS",
    "All",
    "And",
    "DateFilter",
    "Field",
    "Fuzzy",
    "Node",
    "Not",
    "Or",
    "Phrase",
    "Prefix",
    "Query",
    "QueryError",
    "TagFilter",
    "Word",
    "parse",
]
