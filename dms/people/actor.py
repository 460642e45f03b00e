"""Who acts: the first argument of every service verb and a part of every journal row."""

from dataclasses import dataclass

from dms.people.models import Person, Position


@dataclass(frozen=True)
class Actor:
    """A person in a post, perhaps on behalf of another post; all None when the machine itself acts."""

    person: Person | None
    position: Position | None = None
    on_behalf_of: Position | None = None


MACHINE = Actor(person=None)
