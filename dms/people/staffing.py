"""Hiring from the command line: a person, the post he is to hold, and the unit it belongs to."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from dms.people import services
from dms.people.actor import Actor
from dms.people.models import Clearance, Person, Position, Role, Unit
from dms.people.verbs import RefusalError


@dataclass(frozen=True)
class Hiring:
    """What is said of a new person; `roles` may be empty when the post is there already."""

    login: str
    name: str
    post: str
    unit: str | None
    roles: tuple[str, ...]
    clearance: int
    is_head: bool


def hire(actor: Actor, hiring: Hiring) -> tuple[Person, str]:
    """Make the person with a random password and give him his post; return both. Raises RefusalError."""
    if Person.objects.filter(login=hiring.login).exists():
        raise RefusalError(_("Nama masuk {login} sudah dipakai. Pilih yang lain."), login=hiring.login)
    unit = unit_named(hiring.unit)
    with transaction.atomic():
        position = standing_post(unit, hiring) or new_post(unit, hiring)
        password = services.new_password()
        person = services.make_person(actor, hiring.login, hiring.name, password)
        services.assign(actor, person, position)
    return person, password


def standing_post(unit: Unit, hiring: Hiring) -> Position | None:
    """Return the post of that title in UNIT, if there is one; refuse roles that it does not carry."""
    position = unit.positions.filter(title=hiring.post).first()
    if position is None:
        return None
    roles = {role.role for role in position.roles.all()}
    if hiring.roles and set(hiring.roles) != roles:
        known = ", ".join(sorted(roles))
        raise RefusalError(_("Jabatan {post} sudah ada dengan peran lain: {known}"), post=hiring.post, known=known)
    return position


def new_post(unit: Unit, hiring: Hiring) -> Position:
    """Make the post that UNIT does not have yet."""
    if not hiring.roles:
        known = ", ".join(Role.values)
        raise RefusalError(
            _("Jabatan {post} belum ada; sebutkan perannya: --roles ({known})"), post=hiring.post, known=known
        )
    post = services.NewPost(hiring.post, hiring.roles, hiring.clearance, hiring.is_head)
    return services.make_position(unit, post)


def unit_named(wanted: str | None) -> Unit:
    """Return the unit WANTED (name, short name or id), else the root of the only office. Raises RefusalError."""
    units = list(Unit.objects.filter(valid_to=None).select_related("office").order_by("pk"))
    if wanted is None:
        found = [unit for unit in units if unit.parent_id is None]
    else:
        found = [unit for unit in units if wanted.casefold() in names_of(unit)]
    if len(found) != 1:
        known = "; ".join(f"{unit.short_name or unit.name} ({unit.public_id})" for unit in units)
        raise RefusalError(_("Sebutkan satu unit dengan --unit. Pilihannya: {known}"), known=known)
    return found[0]


def names_of(unit: Unit) -> set[str]:
    """Return what people may call UNIT, casefolded."""
    return {unit.name.casefold(), unit.short_name.casefold(), unit.public_id} - {""}


def clearance_named(text: str) -> int:
    """Return a clearance given as number or name (0 biasa … 3 sangat_rahasia). Raises ValueError."""
    if text.isdigit():
        return Clearance(int(text)).value
    try:
        return Clearance[text.upper().replace(" ", "_")].value
    except KeyError as error:
        raise ValueError(text) from error
