"""Puts the actor and the access of whoever asks on each request, computed once and only when needed."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from dms.people.actor import Actor
from dms.people.models import Person, Position
from dms.people.policy import Access, access_of


class PersonRequest(HttpRequest):
    """A request as the views see it: signed in, with actor and access."""

    if TYPE_CHECKING:
        user: Person
        actor: Actor
        access: Access
        htmx: bool


class ActorMiddleware:
    """Sets `request.access` and `request.actor` (lazily)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer REQUEST with both at hand."""
        request.access = SimpleLazyObject(lambda: access_of(request.user))  # type: ignore[attr-defined, arg-type]
        request.actor = SimpleLazyObject(lambda: acting(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def acting(request: HttpRequest) -> Actor:
    """Return who acts: the person signed in, in the post chosen in the session ("bertindak sebagai") or the first."""
    person = request.user if isinstance(request.user, Person) else None
    positions: tuple[Position, ...] = request.access.positions  # type: ignore[attr-defined]
    chosen = request.session.get("position")
    position = next((post for post in positions if post.public_id == chosen), positions[0] if positions else None)
    return Actor(person=person, position=position)
