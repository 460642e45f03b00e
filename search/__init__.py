"""Text to hits: one query language, one analysis, two engines (SQLite FTS5, Elasticsearch). Knows no framework."""

from search.contract import (
    Entry,
    Hit,
    Hits,
    Index,
    IndexUnavailableError,
    Order,
    RebuildOvertakenError,
    Viewer,
)
from search.elastic import ElasticIndex
from search.fts5 import Fts5Index
from search.language import Query, QueryError, parse
from search.marks import Snippet, highlights, snippet

__all__ = [
    "ElasticIndex",
    "Entry",
    "Fts5Index",
    "Hit",
    "Hits",
    "Index",
    "IndexUnavailableError",
    "Order",
    "Query",
    "QueryError",
    "RebuildOvertakenError",
    "Snippet",
    "Viewer",
    "highlights",
    "parse",
    "snippet",
]
