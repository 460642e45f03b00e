"""The embedded engine: SQLite FTS5 on the caller's connection, in the caller's transaction."""

from search.fts5.index import Fts5Index

__all__ = ["Fts5Index"]
