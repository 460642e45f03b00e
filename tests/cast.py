"""A small office with the people everyone knows, made by the services that make real ones."""

from dataclasses import dataclass, fields
from functools import cache

from django.contrib.auth.hashers import make_password

from dms.people import services as people
from dms.people.actor import MACHINE, Actor
from dms.people.models import Office, Person, Role, Unit
from dms.people.policy import access_of

PASSWORD = "sandi-uji-2026"


@dataclass(frozen=True)
class Cast:
    """Who works in the test office. `outsider` works in another one and may see nothing of it."""

    office: Office
    unit: Unit
    section: Unit
    other_section: Unit
    registrar: Person
    head: Person
    secretary: Person
    section_head: Person
    other_section_head: Person
    staff: Person
    archivist: Person
    legal: Person
    auditor: Person
    sysadmin: Person
    outsider: Person

    def people(self) -> list[Person]:
        """Return all of them."""
        values = [getattr(self, field.name) for field in fields(self)]
        return [value for value in values if isinstance(value, Person)]


def actor(person: Person) -> Actor:
    """Return PERSON acting in the first post held."""
    return Actor(person, access_of(person).positions[0])


@cache
def hashed_password() -> str:
    """Return PASSWORD as it is stored; made once, as a good hash is slow on purpose."""
    return make_password(PASSWORD)


def hire(unit: Unit, login: str, role: Role, clearance: int = 1, is_head: bool = False) -> Person:
    """Make a person with one post in UNIT, who signs in with PASSWORD."""
    person = people.make_person(MACHINE, login, login.replace("_", " ").title(), None)
    person.password = hashed_password()
    person.save(update_fields=["password"])
    post = people.NewPost(f"{role.label} {unit.name}", (role.value,), clearance, is_head)
    people.assign(MACHINE, person, people.make_position(unit, post))
    return person


def make_cast() -> Cast:
    """Make the office: a root unit with two sections below it, and the office next door."""
    office = Office.objects.create(key="uji", name="Dinas Uji", working_days=[1, 2, 3, 4, 5])
    unit = Unit.objects.create(office=office, name="Dinas Uji", short_name="DINAS")
    section = Unit.objects.create(office=office, parent=unit, name="Bidang Aplikasi", short_name="Aptika")
    other = Unit.objects.create(office=office, parent=unit, name="Bidang Informasi", short_name="IKP")
    neighbor = Office.objects.create(key="tetangga", name="Dinas Tetangga", working_days=[1, 2, 3, 4, 5])
    next_door = Unit.objects.create(office=neighbor, name="Dinas Tetangga", short_name="TETANGGA")
    return Cast(
        office=office,
        unit=unit,
        section=section,
        other_section=other,
        registrar=hire(unit, "agendaris", Role.REGISTRAR),
        head=hire(unit, "kepala", Role.LEADER, 3, True),
        secretary=hire(unit, "sekretaris", Role.SECRETARY),
        section_head=hire(section, "kabid", Role.MANAGER, 1, True),
        other_section_head=hire(other, "kabid_lain", Role.MANAGER, 1, True),
        staff=hire(section, "staf", Role.STAFF, 0),
        archivist=hire(unit, "arsiparis", Role.ARCHIVIST),
        legal=hire(unit, "hukum", Role.LEGAL),
        auditor=hire(other, "auditor", Role.AUDITOR),
        sysadmin=hire(unit, "admin", Role.SYSADMIN, 0),
        outsider=hire(next_door, "orang_luar", Role.STAFF, 0),
    )
