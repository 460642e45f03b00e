"""The journal only grows: the database itself refuses to change or remove what stands in it."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from dms.audit import services as audit
from dms.audit.models import Event
from dms.people.actor import MACHINE, Actor
from tests.cast import Cast, actor

pytestmark = pytest.mark.django_db

KEPT = ("at", "person_id", "position_id", "on_behalf_of_id", "verb", "object_kind", "object_id", "facts")
SEAL = {"previous_hash": "a" * 64, "row_hash": "b" * 64}


@pytest.fixture
def event() -> Event:
    """One row of the journal."""
    audit.record(MACHINE, "letter_opened", "letter", "abc", page=1)
    return Event.objects.latest("id")


def refused(change: Callable[[], Any]) -> bool:
    """Tell whether the database refuses CHANGE, and says why."""
    try:
        with transaction.atomic():
            change()
    except DatabaseError as error:
        return "journal only grows" in str(error)
    return False


def test_no_row_is_removed(event: Event) -> None:
    assert refused(lambda: event.delete())
    assert refused(lambda: Event.objects.all().delete())
    assert refused(lambda: run("DELETE FROM audit_event"))
    assert Event.objects.filter(pk=event.pk).exists()


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize("name", KEPT)
@pytest.mark.parametrize("sealing", [False, True])
def test_no_column_is_changed_not_even_while_sealing(event: Event, name: str, sealing: bool) -> None:
    value = "2020-01-01T00:00:00Z" if name == "at" else "lain"
    seal = SEAL if sealing else {}
    assert refused(lambda: Event.objects.filter(pk=event.pk).update(**{name: value}, **seal))
    event.refresh_from_db()
    assert event.row_hash == ""


def test_a_row_is_not_renumbered(event: Event) -> None:
    assert refused(lambda: run(f"UPDATE audit_event SET id = id + 1000 WHERE id = {event.pk}"))


def test_a_row_is_sealed_once(event: Event) -> None:
    Event.objects.filter(pk=event.pk).update(**SEAL)
    event.refresh_from_db()
    assert (event.previous_hash, event.row_hash) == (SEAL["previous_hash"], SEAL["row_hash"])
    assert refused(lambda: Event.objects.filter(pk=event.pk).update(row_hash="c" * 64))
    assert refused(lambda: Event.objects.filter(pk=event.pk).update(row_hash="", previous_hash=""))
    assert refused(lambda: event.delete())


def test_who_acted_in_which_post_for_whom(office: Cast) -> None:
    acting = actor(office.secretary)
    lent = actor(office.head).position
    audit.record(Actor(acting.person, acting.position, lent), "searched", "query", "abc")
    row = Event.objects.latest("id")
    assert acting.position and lent
    assert (row.person_id, row.position_id) == (office.secretary.public_id, acting.position.public_id)
    assert row.on_behalf_of_id == lent.public_id


def test_the_machine_has_no_name(event: Event) -> None:
    assert (event.person_id, event.position_id, event.on_behalf_of_id) == ("", "", "")


def test_facts_are_canonical_so_that_a_hash_can_be_computed_again() -> None:
    audit.record(MACHINE, "searched", "query", "abc", hits=3, also=["é", "b"])
    row = Event.objects.latest("id")
    assert row.facts == '{"also":["é","b"],"hits":3}'
    assert audit.canonical(dict(reversed(json.loads(row.facts).items()))) == row.facts


def test_rows_are_numbered_in_the_order_of_what_happened(event: Event) -> None:
    audit.record(MACHINE, "searched", "query", "abc")
    later = Event.objects.latest("id")
    assert later.pk > event.pk
    assert later.at >= event.at
    assert str(later) == f"{later.pk} searched query abc"
