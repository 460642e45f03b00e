"""What is done to offices and people: made, given posts, switched off."""

import secrets
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from dms.audit import services as audit
from dms.people.actor import Actor
from dms.people.models import Assignment, AssignmentKind, Office, Person, Position, PositionRole, Role, Unit

PASSWORD_BYTES = 12


@dataclass(frozen=True)
class NewPost:
    """A post as it is made: its title, what it may do, how secret a letter it may read."""

    title: str
    roles: tuple[str, ...]
    clearance: int
    is_head: bool = False


def make_position(unit: Unit, post: NewPost) -> Position:
    """Make a post in UNIT with its roles."""
    position = Position.objects.create(unit=unit, title=post.title, clearance=post.clearance, is_head=post.is_head)
    PositionRole.objects.bulk_create(PositionRole(position=position, role=role) for role in post.roles)
    return position


def new_password() -> str:
    """Return a random password that can be read aloud."""
    return secrets.token_urlsafe(PASSWORD_BYTES)


def make_person(actor: Actor, login: str, name: str, password: str | None, **details: Any) -> Person:
    """Make a person who can sign in; without a password he cannot until one is set."""
    person = Person(login=login, name=name, **details)
    if password is None:
        person.set_unusable_password()
    else:
        person.set_password(password)
    with transaction.atomic():
        person.save()
        audit.record(actor, "person_made", "person", person.public_id)
    return person


def assign(
    actor: Actor, person: Person, position: Position, *, kind: str = "definitif", starts_on: date | None = None
) -> None:
    """Give PERSON the post POSITION from STARTS_ON (today when None)."""
    with transaction.atomic():
        Assignment.objects.create(
            person=person,
            position=position,
            kind=AssignmentKind(kind),
            **({"starts_on": starts_on} if starts_on else {}),
        )
        audit.record(actor, "person_assigned", "person", person.public_id, position=position.public_id, kind=kind)


def set_password(actor: Actor, person: Person, password: str) -> None:
    """Set the password of PERSON."""
    with transaction.atomic():
        person.set_password(password)
        person.save(update_fields=["password"])
        audit.record(actor, "password_set", "person", person.public_id)


def set_active(actor: Actor, person: Person, *, active: bool) -> None:
    """Switch a person on or off; his history stays."""
    with transaction.atomic():
        person.is_active = active
        person.save(update_fields=["is_active"])
        audit.record(actor, "person_on" if active else "person_off", "person", person.public_id)


def first_office(actor: Actor, name: str) -> tuple[Person, str]:
    """Make a real office with its first person; return him and his password, which is shown once.

    He holds two separate posts: Admin Sistem (no letter content) and Agendaris.
    """
    with transaction.atomic():
        office = Office.objects.create(key="kantor", name=name, working_days=[1, 2, 3, 4, 5])
        unit = Unit.objects.create(office=office, name=name)
        password = new_password()
        person = make_person(actor, "admin", "Administrator", password)
        assign(actor, person, make_position(unit, NewPost("Agendaris", (Role.REGISTRAR,), 1)))
        assign(actor, person, make_position(unit, NewPost("Admin Sistem", (Role.SYSADMIN,), 0)))
    return person, password


def change_office(actor: Actor, office: Office) -> None:
    """Save what an administrator changed about OFFICE."""
    with transaction.atomic():
        office.save()
        audit.record(actor, "office_changed", "office", office.public_id)
