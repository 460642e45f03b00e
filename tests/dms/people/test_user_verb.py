"""People from the command line."""

import pytest
from django.contrib.auth import authenticate
from django.core.management.base import CommandError

from dms.audit.models import Event
from dms.people.models import Person
from dms.people.policy import NOBODY, access_of
from tests.cast import Cast
from tests.dms.verbs import refused, run

pytestmark = pytest.mark.django_db

ADA = ("user", "add", "ada", "Ada Lestari", "--post", "Arsiparis", "--unit")


def password_in(said: str) -> str:
    return said.partition("password: ")[2].split()[0]


def test_list_names_everyone(office: Cast) -> None:
    said = run("user", "list")
    assert all(person.login in said for person in office.people())


def test_a_new_person_signs_in_with_the_password_shown_once(office: Cast) -> None:
    said = run(*ADA, "aptika", "--roles", "archivist", "staff", "--clearance", "rahasia")
    person = Person.objects.get(login="ada")
    assert person.check_password(password_in(said))
    access = access_of(person)
    assert (access.roles, access.clearance) == (frozenset({"archivist", "staff"}), 2)
    assert access.positions[0].unit == office.section
    assert password_in(said) not in "".join(Event.objects.values_list("facts", flat=True))


def test_a_standing_post_is_taken_over_as_it_is(office: Cast) -> None:
    run(*ADA, "aptika", "--roles", "archivist")
    run("user", "add", "ida", "Ida", "--post", "Arsiparis", "--unit", "aptika")
    assert access_of(Person.objects.get(login="ida")).positions == access_of(Person.objects.get(login="ada")).positions
    assert "peran lain" in refused(
        "user", "add", "eda", "Eda", "--post", "Arsiparis", "--unit", "aptika", "--roles", "leader"
    )


def test_refusals(office: Cast) -> None:
    assert "--roles" in refused(*ADA, "aptika")
    assert "--unit" in refused(*ADA, "keuangan", "--roles", "staff")
    assert "--unit" in refused(*ADA[:-1], "--roles", "staff")  # two offices, two roots
    taken = office.staff.login
    assert "sudah dipakai" in refused("user", "add", taken, "X", "--post", "Y", "--unit", "aptika", "--roles", "staff")
    assert "huruf kecil" in refused("user", "add", "A B", "X", "--post", "Y", "--unit", "aptika", "--roles", "staff")
    assert "user list" in refused("user", "password", "siapa")
    with pytest.raises(CommandError):
        run(*ADA, "aptika", "--roles", "raja")
    assert not Person.objects.filter(login="ada").exists()


def test_a_new_password_replaces_the_old(office: Cast) -> None:
    password = password_in(run("user", "password", office.staff.login))
    assert authenticate(None, username=office.staff.login, password=password) == office.staff


def test_off_and_on(office: Cast) -> None:
    run("user", "off", office.staff.login)
    assert access_of(Person.objects.get(pk=office.staff.pk)) == NOBODY
    assert "[nonaktif / off]" in run("user", "list")
    run("user", "on", office.staff.login)
    assert access_of(Person.objects.get(pk=office.staff.pk)) != NOBODY
    verbs = Event.objects.filter(object_id=office.staff.public_id).order_by("pk").values_list("verb", flat=True)
    assert list(verbs)[-2:] == ["person_off", "person_on"]
