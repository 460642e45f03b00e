"""Reading offices, units, posts and persons."""

from django.db.models import QuerySet

from dms.people.models import Office, Person, Position, Role, Unit
from dms.people.policy import Access


def own_office(access: Access) -> Office | None:
    """Return the office of the first post held."""
    return access.positions[0].unit.office if access.positions else None


def administered_office(access: Access) -> Office | None:
    """Return the office whose system administrator somebody is."""
    offices = dict.fromkeys(position.unit.office for position in access.positions)
    return next((office for office in offices if access.has_in(office, Role.SYSADMIN)), None)


def is_sample_installation() -> bool:
    """Tell whether this installation shows the sample office."""
    return Office.objects.filter(is_sample=True).exists()


def cast() -> QuerySet[Person]:
    """Return the people of the sample office, in the order they were made."""
    return Person.objects.filter(is_cast=True, is_active=True).order_by("pk")


def units_of(access: Access) -> list[Unit]:
    """Return the units in which posts are held, without repeats."""
    return list(dict.fromkeys(position.unit for position in access.positions))


def people_of(office: Office) -> QuerySet[Person]:
    """Return everyone who holds or held a post in OFFICE."""
    return Person.objects.filter(assignments__position__unit__office=office).distinct().order_by("name")


def unit_tree(office: Office) -> list[tuple[int, Unit]]:
    """Return the units of OFFICE from the root down, each with its depth."""
    children: dict[int | None, list[Unit]] = {}
    for unit in office.units.prefetch_related("positions__assignments__person", "positions__roles").order_by("pk"):
        children.setdefault(unit.parent_id, []).append(unit)
    return walk(children, None, 0)


def walk(children: dict[int | None, list[Unit]], parent: int | None, depth: int) -> list[tuple[int, Unit]]:
    """Return the units below PARENT in order, depth first."""
    found: list[tuple[int, Unit]] = []
    for unit in children.get(parent, []):
        found.append((depth, unit))
        found += walk(children, unit.pk, depth + 1)
    return found


def posts_of(person: Person) -> QuerySet[Position]:
    """Return the posts that PERSON holds or held."""
    return Position.objects.filter(assignments__person=person).select_related("unit__office").distinct()


def may_receive(access: Access) -> bool:
    """Tell whether somebody may give files to the office: whoever holds a post that may see letters."""
    return any({role.role for role in position.roles.all()} != {Role.SYSADMIN.value} for position in access.positions)


def units_for_giving(access: Access) -> list[Unit]:
    """Return the units somebody may take letters in for, the likeliest first.

    A registrar or archivist takes in letters for the whole office, its root first; others for their own unit.
    """
    own = units_of(access)
    for position in access.positions:
        if {role.role for role in position.roles.all()} & {Role.REGISTRAR.value, Role.ARCHIVIST.value}:
            tree = [unit for _, unit in unit_tree(position.unit.office)]
            return list(dict.fromkeys([*tree, *own]))
    return own
