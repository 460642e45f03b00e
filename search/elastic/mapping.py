"""What an index looks like on the server. Raise `SCHEMA` with any change here; `rebuild` then makes the new form."""

from __future__ import annotations

from typing import Any

from search.columns import COLUMNS

SCHEMA = 1

_TOKENS = {"type": "text", "analyzer": "ready"}
_WHOLE = {"type": "keyword"}

_SETTINGS: dict[str, Any] = {
    "number_of_shards": 1,
    "number_of_replicas": 0,
    "auto_expand_replicas": "0-1",
    "refresh_interval": "1s",
    # an entry that a rebuild brings late must still meet the mark that its letter was removed meanwhile
    "gc_deletes": "1h",
}

ENTRIES: dict[str, Any] = {
    "settings": {**_SETTINGS, "analysis": {"analyzer": {"ready": {"type": "custom", "tokenizer": "whitespace"}}}},
    "mappings": {
        "dynamic": "strict",
        "_meta": {"schema": SCHEMA},
        "_source": {"excludes": [*COLUMNS, "tags"]},
        "properties": {
            **dict.fromkeys(COLUMNS, _TOKENS),
            "tags": _WHOLE,
            "id": _WHOLE,
            "letter_day": {"type": "date", "format": "strict_date"},
            "received_day": {"type": "date", "format": "strict_date"},
            **dict.fromkeys(("kind", "code", "unit", "direction"), _WHOLE),
        },
    },
}

FORMS: dict[str, Any] = {
    "settings": _SETTINGS,
    "mappings": {"dynamic": "strict", "_meta": {"schema": SCHEMA}, "properties": {"form": _WHOLE}},
}
