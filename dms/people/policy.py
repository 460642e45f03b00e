"""The one access policy: who may see that a letter is there, and who may see what it says.

Two questions, *metadata* and *content*. Each is answered by the same rule (docs/decisions/0004-access.md):

    readable = any(allow token) and clearance >= class and none(deny token)

The rule stands here three times, once for each place that must ask it, and a test holds the three together:
as a queryset (`readable`), as the viewer handed to the search engine (`Access.tokens`, `.clearance`), and on a
loaded row (`may`). Tokens are computed from the posts held at this moment, so a new post or a delegation
changes nothing in any index.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils import timezone

from dms.people.models import Office, Person, Position, Role, Unit

Question = Literal["metadata", "content"]
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Access:
    """What a person holds at this moment: tokens, the highest clearance, roles and posts."""

    tokens: frozenset[str]
    clearance: int
    roles: frozenset[str]
    positions: tuple[Position, ...]

    def has(self, *roles: Role) -> bool:
        """Tell whether one of the posts held carries one of ROLES."""
        return any(role.value in self.roles for role in roles)

    def has_in(self, office: Office, *roles: Role) -> bool:
        """Tell whether one of the posts held in OFFICE carries one of ROLES; power in one is none in the next."""
        here = (post for post in self.positions if post.unit.office_id == office.pk)
        return any(role.role in {wanted.value for wanted in roles} for post in here for role in post.roles.all())


NOBODY = Access(frozenset(), 0, frozenset(), ())


@dataclass(frozen=True)
class Guard:
    """What guards one letter: its tokens by question, its deny tokens and the clearance it needs."""

    metadata: frozenset[str]
    content: frozenset[str]
    deny: frozenset[str]
    clearance: int


def unit_token(unit: Unit) -> str:
    """Return the token of everyone who works in UNIT, or heads a unit above it."""
    return f"unit:{unit.public_id}"


def position_token(position: Position) -> str:
    """Return the token of whoever holds POSITION."""
    return f"position:{position.public_id}"


def role_token(role: Role, office: Office) -> str:
    """Return the token of those who carry ROLE in OFFICE (its registrars, its archivists)."""
    return f"role:{role.value}:{office.public_id}"


def person_token(person: Person) -> str:
    """Return the token of one named person (a grant)."""
    return f"person:{person.public_id}"


def current(day: date, *, start: str, end: str) -> Q:
    """Return the condition that DAY lies between the fields START and END; an open end has no limit."""
    return (Q(**{f"{start}__lte": day}) | Q(**{f"{start}__isnull": True})) & (
        Q(**{f"{end}__gte": day}) | Q(**{f"{end}__isnull": True})
    )


def positions_of(person: Person, day: date) -> list[Position]:
    """Return the posts that PERSON holds on DAY: by assignment first, then by delegation."""
    held = Position.objects.select_related("unit__office").prefetch_related("roles")
    held = held.filter(current(day, start="valid_from", end="valid_to"))
    dated = {"start": "starts_on", "end": "ends_on"}
    assigned = held.filter(pk__in=person.assignments.filter(current(day, **dated)).values("position"))
    delegated = held.filter(pk__in=person.delegations.filter(current(day, **dated)).values("from_position"))
    return list(dict.fromkeys([*assigned.order_by("-is_head", "pk"), *delegated]))


def access_of(person: Person | None, *, day: date | None = None) -> Access:
    """Return what PERSON holds on DAY (today when None). Nobody, and a person switched off, hold nothing."""
    if person is None or not person.is_authenticated or not person.is_active:
        return NOBODY
    positions = positions_of(person, day or timezone.localdate())
    tokens = {person_token(person)}
    for position in positions:
        tokens |= tokens_of(position)
    return Access(
        tokens=frozenset(tokens),
        clearance=max((position.clearance for position in positions), default=0),
        roles=frozenset(role.role for position in positions for role in position.roles.all()),
        positions=tuple(positions),
    )


def tokens_of(position: Position) -> set[str]:
    """Return the tokens of a post. The post of a system administrator gives none: no letter content."""
    roles = {Role(role.role) for role in position.roles.all()}
    if roles == {Role.SYSADMIN}:
        return set()
    tokens = {position_token(position), unit_token(position.unit)} | {
        role_token(role, position.unit.office) for role in roles
    }
    if position.is_head:
        tokens |= {unit_token(unit) for unit in subtree(position.unit)}
    return tokens


def subtree(unit: Unit) -> list[Unit]:
    """Return UNIT and every unit below it."""
    found, level = [unit], [unit]
    while level:
        level = list(Unit.objects.filter(parent__in=level))
        found += level
    return found


def readable(rows: QuerySet[Row], access: Access, question: Question) -> QuerySet[Row]:
    """Return those of ROWS whose `access_tokens` let ACCESS read; the rule as a queryset."""
    tokens = rows.model._meta.get_field("access_tokens").related_model._default_manager.filter(  # type: ignore[union-attr]
        letter=OuterRef("pk"), token__in=access.tokens
    )
    return rows.filter(
        Exists(tokens.filter(effect="allow", question=question)),
        ~Exists(tokens.filter(effect="deny")),
        clearance_required__lte=access.clearance,
    )


def may(access: Access, guard: Guard, question: Question) -> bool:
    """Tell whether ACCESS may read what GUARD guards; the rule on a loaded row."""
    allowed: Iterable[str] = guard.content if question == "content" else guard.metadata
    return (
        not access.tokens.isdisjoint(allowed)
        and access.clearance >= guard.clearance
        and access.tokens.isdisjoint(guard.deny)
    )
