"""New indices beside the live ones, then one step that swaps the aliases.

From the moment the building aliases stand, every put and remove goes to both. What the rebuild brings late loses: it
is written only where the server has neither that version nor a newer one, nor the mark of a removal.
"""

from __future__ import annotations

from collections.abc import Iterable

from elasticsearch import Elasticsearch

from search.batches import batches
from search.contract import Entry, RebuildOvertakenError
from search.elastic.names import Names, Target, alias_actions, create_indices, indices_behind
from search.elastic.writing import AliasGoneError, KnownForms, put_batch

BATCH = 200


def rebuild(client: Elasticsearch, names: Names, entries: Iterable[Entry]) -> None:
    """See `ElasticIndex.rebuild`."""
    indices = _begin(client, names)
    target = Target(names.building.entries, names.building.forms, indices.generation)
    known = KnownForms()
    try:
        for batch in batches(entries, BATCH):
            put_batch(client, target, batch, known=known, rule="external")
    except AliasGoneError as error:
        raise RebuildOvertakenError(f"{indices.entries} is no longer the index being built") from error
    client.indices.refresh(index=f"{indices.entries},{indices.forms}")
    _swap(client, names, indices)


def drop_all(client: Elasticsearch, names: Names) -> None:
    """Delete the live indices and those of a rebuild, as far as they are there."""
    actions = [*_removals(client, names.live), *_removals(client, names.building)]
    if actions:
        client.indices.update_aliases(actions=actions)


def _begin(client: Elasticsearch, names: Names) -> Target:
    indices = names.new_generation()
    create_indices(client, indices)
    actions = [*_removals(client, names.building), *alias_actions("add", indices, names.building)]
    client.indices.update_aliases(actions=actions)
    return indices


def _swap(client: Elasticsearch, names: Names, indices: Target) -> None:
    building = names.building.entries
    if indices_behind(client, building)[building] != [indices.entries]:
        raise RebuildOvertakenError(f"{indices.entries} is no longer the index being built")
    actions = [
        *alias_actions("remove", indices, names.building),
        *alias_actions("add", indices, names.live),
        *_removals(client, names.live),
    ]
    client.indices.update_aliases(actions=actions)


def _removals(client: Elasticsearch, aliases: Target) -> list[dict[str, dict[str, str]]]:
    behind = indices_behind(client, aliases.entries, aliases.forms)
    return [{"remove_index": {"index": index}} for indices in behind.values() for index in indices]
