"""Names on the server: two aliases that are read and written, and the indices of each generation behind them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import uuid4

from elasticsearch import Elasticsearch

from search.contract import IndexUnavailableError
from search.elastic.mapping import ENTRIES, FORMS, SCHEMA


@dataclass(frozen=True)
class Target:
    """Where entries and their word forms are written; `generation` tells one life of the aliases from the next."""

    entries: str
    forms: str
    generation: str = ""


class Names:
    """All names that belong to one search index."""

    def __init__(self, name: str) -> None:
        self.live = Target(name, f"{name}-forms")
        self.building = Target(f"{name}-building", f"{name}-building-forms")
        self._name = name

    def new_generation(self) -> Target:
        """Names of two indices that do not exist yet."""
        stamp = uuid4().hex[:12]
        return Target(f"{self._name}-v{SCHEMA}-{stamp}", f"{self._name}-v{SCHEMA}-{stamp}-forms", stamp)

    def targets(self, client: Elasticsearch) -> list[Target]:
        """The aliases to write to now: the live ones, then those of a rebuild if one is running."""
        found = indices_behind(client, self.live.entries, self.building.entries)
        if not found[self.live.entries]:
            raise IndexUnavailableError(f"the search server has no index {self.live.entries}: it must be created first")
        targets = (self.live, self.building)
        return [replace(target, generation=index) for target in targets for index in found[target.entries]]


def indices_behind(client: Elasticsearch, *aliases: str) -> dict[str, list[str]]:
    """The names of the indices behind each alias; none where there is no such alias."""
    answer = client.options(ignore_status=404).indices.get_alias(name=",".join(aliases)).body
    known = {
        index: facts["aliases"] for index, facts in answer.items() if isinstance(facts, dict) and "aliases" in facts
    }
    return {alias: sorted(index for index, names in known.items() if alias in names) for alias in aliases}


def create_indices(client: Elasticsearch, indices: Target) -> None:
    """Make the two empty indices of a generation."""
    client.indices.create(index=indices.entries, **ENTRIES)
    client.indices.create(index=indices.forms, **FORMS)


def alias_actions(action: str, indices: Target, aliases: Target) -> list[dict[str, dict[str, str]]]:
    """Actions that add aliases to (or remove them from) the two indices of a generation."""
    pairs = ((indices.entries, aliases.entries), (indices.forms, aliases.forms))
    return [{action: {"index": index, "alias": alias}} for index, alias in pairs]
