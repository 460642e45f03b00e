"""Text to hits: one query language, one analysis, two engines (SQLite FTS5, Elasticsearch). Knows no framework.

The client of Elasticsearch loads with the first use of its engine: it takes half of the time a verb needs to start.
"""

from typing import TYPE_CHECKING, Any

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
from search.fts5 import Fts5Index
from search.language import Query, QueryError, parse
from search.marks import Snippet, highlights, snippet

if TYPE_CHECKING:
    from search.elastic import ElasticIndex

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


def __getattr__(name: str) -> Any:
    if name != "ElasticIndex":
        raise AttributeError(f"module 'search' has no attribute {name!r}")
    from search.elastic import ElasticIndex

    return ElasticIndex
