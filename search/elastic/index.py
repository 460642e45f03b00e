"""The index contract on Elasticsearch (8.x or 9.x servers)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from elasticsearch import Elasticsearch
from elasticsearch.helpers import scan

from search.access import sensible_order, visible_parts
from search.batches import batches
from search.columns import TEXT_FIELDS
from search.contract import WINDOW, Entry, Hit, Hits, Order, Viewer
from search.elastic.names import Names, alias_actions, create_indices
from search.elastic.queries import search_body
from search.elastic.rebuilding import drop_all, rebuild
from search.elastic.server import connected, reaching
from search.elastic.writing import AliasGoneError, KnownForms, put_batch, remove_batch
from search.expansion import chosen_forms, near_forms
from search.language import Query

BATCH = 200
MOST_CANDIDATES = 10_000


class ElasticIndex:
    """An index on the server at `url`, behind the alias `name` (lower case, as Elasticsearch wants it)."""

    transactional = False

    def __init__(self, url: str, *, name: str) -> None:
        self._url = url
        self._names = Names(name)
        self._known = KnownForms()

    @cached_property
    def _client(self) -> Elasticsearch:
        return connected(self._url)

    def close(self) -> None:
        """Close the connections; the index can still be used and opens new ones."""
        self._client.close()
        del self._client

    def create(self) -> None:
        """Make the index where it is missing."""
        with reaching():
            if self._client.indices.exists_alias(name=self._names.live.entries):
                return
            indices = self._names.new_generation()
            create_indices(self._client, indices)
            self._client.indices.update_aliases(actions=alias_actions("add", indices, self._names.live))

    def drop(self) -> None:
        """Take the index and everything that belongs to it off the server."""
        with reaching():
            drop_all(self._client, self._names)

    def put(self, entries: Iterable[Entry]) -> None:
        """Add or replace entries; found within a second, or after `refresh`."""
        for batch in batches(entries, BATCH):
            with reaching():
                self._put(batch)

    def remove(self, ids: Iterable[str]) -> None:
        """Forget these letters; their words stay known to fuzzy search until the next rebuild, but find nothing."""
        for batch in batches(ids, BATCH):
            with reaching():
                self._remove(batch)

    def search(self, query: Query, *, viewer: Viewer, order: Order = "best", offset: int = 0, limit: int = 20) -> Hits:
        """One page of the letters that match and that `viewer` may find."""
        parts = [part.plan for part in visible_parts(query, viewer)]
        size = max(0, min(limit, WINDOW - offset))
        if not parts:
            return Hits((), 0, True)
        with reaching():
            body = search_body(parts, self._expanded, order=sensible_order(query, order))
            found = self._client.search(index=self._names.live.entries, from_=offset if size else 0, size=size, **body)
        hits = tuple(Hit(hit["_id"], hit.get("_score") or 0.0) for hit in found["hits"]["hits"])
        total = found["hits"]["total"]
        return Hits(hits, total["value"], total["relation"] == "eq")

    def rebuild(self, entries: Iterable[Entry]) -> None:
        """Fill new indices and swap the aliases in one step; letters may change meanwhile."""
        with reaching():
            rebuild(self._client, self._names, entries)

    def versions(self) -> Iterator[tuple[str, int]]:
        """(id, version) of every entry."""
        query = {"query": {"match_all": {}}, "version": True, "_source": False}
        with reaching():
            for hit in scan(self._client, query=query, index=self._names.live.entries, size=5_000):
                yield hit["_id"], hit["_version"]

    def refresh(self) -> None:
        """Make all earlier writes visible to searches."""
        with reaching():
            self._client.indices.refresh(index=f"{self._names.live.entries},{self._names.live.forms}")

    def _put(self, batch: Sequence[Entry]) -> None:
        try:
            for target in self._names.targets(self._client):
                put_batch(self._client, target, batch, known=self._known, rule="external_gte")
        except AliasGoneError:  # a rebuild ended between the look and the write: what is live now has it all to come
            put_batch(self._client, self._names.live, batch, known=self._known, rule="external_gte")

    def _remove(self, batch: Sequence[str]) -> None:
        try:
            remove_batch(self._client, lambda: self._names.targets(self._client), batch)
        except AliasGoneError:
            remove_batch(self._client, lambda: [self._names.live], batch)

    def _expanded(self, form: str, distance: int) -> Sequence[str]:
        candidates = self._client.search(
            index=self._names.live.forms,
            query={
                "fuzzy": {
                    "form": {"value": form, "fuzziness": distance, "prefix_length": 1, "rewrite": "constant_score"}
                }
            },
            size=MOST_CANDIDATES,
            source=False,
            sort=["_doc"],
        )
        near = near_forms(form, [hit["_id"] for hit in candidates["hits"]["hits"]], distance)
        return chosen_forms(form, near, self._used)

    def _used(self, forms: Sequence[str]) -> Mapping[str, int]:
        columns = ["number", *(f"{field}_x" for field in TEXT_FIELDS)]
        filters = {
            form: {"bool": {"should": [{"term": {name: form}} for name in columns], "minimum_should_match": 1}}
            for form in forms
        }
        counted = self._client.search(
            index=self._names.live.entries, size=0, aggs={"used": {"filters": {"filters": filters}}}
        )
        return {form: bucket["doc_count"] for form, bucket in counted["aggregations"]["used"]["buckets"].items()}
