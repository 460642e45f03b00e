"""What every page's frame needs: the office's name, the sample banner, the posts to act as, what is to be looked at."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from dms.letters import attention
from dms.people import queries
from dms.people.models import Position, Role
from dms.people.policy import NOBODY, Access


@dataclass(frozen=True)
class CastMember:
    """One of the people of the sample office, as the sign-in page shows them."""

    key: str
    name: str
    title: str
    about: str


@dataclass(frozen=True)
class Shell:
    """The frame around each page."""

    access: Access
    office_name: str
    is_sample: bool
    acting: Position | None
    posts: tuple[Position, ...]
    can_receive: bool
    can_see_people: bool
    can_change_settings: bool
    cast: tuple[CastMember, ...]

    @cached_property
    def doubtful(self) -> int:
        """Return how many pages wait for a look; counted only where it is shown, a part of a page asks nothing."""
        return attention.count(self.access)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the variable `shell` of the frame."""
    access: Access = getattr(request, "access", NOBODY)
    office = queries.own_office(access)
    actor = getattr(request, "actor", None)
    frame = Shell(
        access=access,
        office_name=office.name if office else "",
        is_sample=queries.is_sample_installation(),
        acting=actor.position if actor else None,
        posts=access.positions,
        can_receive=queries.may_receive(access),
        can_see_people=bool(access.positions),
        can_change_settings=access.has(Role.SYSADMIN),
        cast=cast_members() if settings.SAMPLE_OFFICE and not request.user.is_authenticated else (),
    )
    return {"shell": frame}


def cast_members() -> tuple[CastMember, ...]:
    """Return the cast of the sample office with the post that each holds first."""
    members = []
    for person in queries.cast().prefetch_related("assignments__position__unit"):
        posts = [assignment.position for assignment in person.assignments.all()]
        title = posts[0].title if posts else ""
        members.append(CastMember(person.public_id, person.name, title, posts[0].unit.name if posts else ""))
    return tuple(members)
