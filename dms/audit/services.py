"""Writing the journal."""

import json

from django.utils import timezone

from dms.audit.models import Event
from dms.people.actor import Actor


def canonical(facts: dict[str, object]) -> str:
    """Return FACTS as canonical JSON: sorted keys, no spaces, so that its hash can be computed again."""
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def record(actor: Actor, verb: str, object_kind: str, object_id: str, **facts: object) -> None:
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
