"""Entries into the server and out of it.

The server keeps the caller's versions: an older entry never replaces a newer one, whichever comes last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Literal

from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk

from search.columns import columns_of, forms_of
from search.contract import Entry, IndexUnavailableError
from search.elastic.names import Target
from search.elastic.server import BUSY
from search.tags import tags_of

CHUNK_BYTES = 5_000_000
RETRIES_WHEN_BUSY = 5
MOST_KNOWN_FORMS = 500_000
ATTEMPTS = 5

VersionRule = Literal["external", "external_gte"]
"""external: only newer versions are taken; external_gte: the same version again, too."""

CONFLICT, MISSING = 409, 404


class RefusedError(Exception):
    """The server refused an entry for a reason that no waiting cures (a fault of this program)."""


class AliasGoneError(Exception):
    """The alias written to is no longer there: a rebuild ended meanwhile."""


class KnownForms:
    """Word forms that this process has already brought to the server, by generation."""

    def __init__(self) -> None:
        self._known: dict[str, set[str]] = {}

    def new(self, generation: str, forms: Iterable[str]) -> list[str]:
        """Those of `forms` that are new to the generation."""
        return [form for form in forms if form not in self._known.get(generation, ())]

    def remember(self, generation: str, forms: Iterable[str]) -> None:
        """Note that these are on the server; other generations and overfull sets are forgotten."""
        known = self._known.get(generation, set())
        if len(known) > MOST_KNOWN_FORMS:
            known = set()
        known.update(forms)
        self._known = {**dict(list(self._known.items())[-1:]), generation: known}


def put_batch(
    client: Elasticsearch, target: Target, entries: Sequence[Entry], *, known: KnownForms, rule: VersionRule
) -> None:
    """Write some entries and the word forms that are new."""
    forms: set[str] = set()
    actions = []
    for entry in entries:
        columns = columns_of(entry)
        forms |= forms_of(columns)
        actions.append(_put_action(entry, columns, rule) | {"_index": target.entries})
    _bulk(client, actions, allowed=(CONFLICT,))
    new = sorted(known.new(target.generation, forms))
    _bulk(client, (_form_action(form) | {"_index": target.forms} for form in new), allowed=(CONFLICT,))
    known.remember(target.generation, new)


def remove_batch(client: Elasticsearch, targets: Callable[[], Sequence[Target]], ids: Sequence[str]) -> None:
    """Delete some entries, at the versions that are there now, so that these or newer ones may come back later.

    Deleted in every target, present there or not: the server then refuses late entries of a rebuild.
    """
    for _ in range(ATTEMPTS):
        aliases = [target.entries for target in targets()]
        versions = _versions(client, aliases, ids)
        if not versions:
            return
        actions = [_delete_action(alias, *item) for alias in aliases for item in versions.items()]
        _bulk(client, actions, allowed=(CONFLICT, MISSING))
    raise IndexUnavailableError("entries to be removed were written again and again")


def _versions(client: Elasticsearch, aliases: Sequence[str], ids: Sequence[str]) -> dict[str, int]:
    docs = [{"_index": alias, "_id": letter_id} for alias in aliases for letter_id in ids]
    found: dict[str, int] = {}
    for row in client.mget(docs=docs, source=False)["docs"]:
        if row.get("found"):
            found[row["_id"]] = max(row["_version"], found.get(row["_id"], 0))
    return found


def _put_action(entry: Entry, columns: dict[str, str], rule: VersionRule) -> dict[str, Any]:
    days = (entry.letter_date, entry.received_date)
    letter_day, received_day = (day and day.isoformat() for day in days)
    return {
        "_op_type": "index",
        "_id": entry.id,
        "version": entry.version,
        "version_type": rule,
        "_source": {
            **columns,
            "id": entry.id,
            "tags": tags_of(entry),
            "letter_day": letter_day,
            "received_day": received_day,
            "kind": entry.kind,
            "code": entry.code,
            "unit": entry.unit,
            "direction": entry.direction,
        },
    }


def _delete_action(alias: str, letter_id: str, version: int) -> dict[str, Any]:
    return {
        "_op_type": "delete",
        "_index": alias,
        "_id": letter_id,
        "version": version,
        "version_type": "external_gte",
    }


def _form_action(form: str) -> dict[str, Any]:
    return {"_op_type": "create", "_id": form, "_source": {"form": form}}


def _bulk(client: Elasticsearch, actions: Iterable[dict[str, Any]], *, allowed: Sequence[int]) -> None:
    """Send actions to aliases only (a name that is gone must not become an index by itself)."""
    for problem in _problems(client, actions):
        status, error = problem["status"], problem.get("error", {})
        if "require_alias" in str(error):
            raise AliasGoneError(problem["_index"])
        if status in BUSY:
            raise IndexUnavailableError(f"the search server is too busy: {error}")
        if status not in allowed:
            raise RefusedError(f"{problem['_id']}: {error}")


def _problems(client: Elasticsearch, actions: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    results = streaming_bulk(
        client,
        actions,
        max_chunk_bytes=CHUNK_BYTES,
        raise_on_error=False,
        max_retries=RETRIES_WHEN_BUSY,
        initial_backoff=0.2,
        max_backoff=5,
        require_alias=True,
    )
    for ok, result in results:
        if not ok:
            yield next(iter(result.values()))
