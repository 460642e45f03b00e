"""Writing the journal."""

import json
from typing import Protocol

from django.utils import timezone

from dms.audit.models import Event


class Named(Protocol):
    """Anything with a public id."""

    @property
    def public_id(self) -> str:
        """Return the id."""


class Acting(Protocol):
    """Who acts, as far as the journal needs to know (dms.people.actor.Actor)."""

    @property
    def person(self) -> Named | None:
        """Return the person, None when the machine acts."""

    @property
    def position(self) -> Named | None:
        """Return the post acted in."""

    @property
    def on_behalf_of(self) -> Named | None:
        """Return the post acted for."""


def canonical(facts: dict[str, object]) -> str:
    """Return FACTS as canonical JSON: sorted keys, no spaces, so that its hash can be computed again."""
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def record(actor: Acting, verb: str, object_kind: str, object_id: str, **facts: object) -> None:
    """Append one row: ACTOR did VERB to the object; FACTS are ids, codes and hashes only."""
    Event.objects.create(
        at=timezone.now(),
        person_id=actor.person.public_id if actor.person else "",
        position_id=actor.position.public_id if actor.position else "",
        on_behalf_of_id=actor.on_behalf_of.public_id if actor.on_behalf_of else "",
        verb=verb,
        object_kind=object_kind,
        object_id=object_id,
        facts=canonical(facts),
    )
