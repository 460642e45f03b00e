"""The access policy: one rule in three renderings, and what gives a person tokens."""

from dataclasses import FrozenInstanceError
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

import search
from dms.letters import index, queries
from dms.letters.models import AccessToken, Letter
from dms.people.models import Assignment, Delegation, Person, Position, PositionRole, Role, Unit
from dms.people.policy import (
    NOBODY,
    Access,
    Guard,
    Question,
    access_of,
    may,
    person_token,
    position_token,
    readable,
    role_token,
    unit_token,
)
from tests.cast import Cast, actor
from tests.dms.people.drawn_office import TODAY, DrawnOffice, draw

QUESTIONS: tuple[Question, Question] = ("metadata", "content")


def found(access: Access, query: str) -> set[str]:
    """Return the ids that a search as ACCESS finds; the count must say the same."""
    hits = index.engine().search(search.parse(query), viewer=index.viewer(access), limit=200)
    assert hits.total == len(hits.hits)
    return {hit.id for hit in hits.hits}


@pytest.mark.parametrize("seed", range(5))
def test_the_three_renderings_agree_with_the_rule(office: Cast, seed: int) -> None:
    drawn = draw(seed, office)
    for person in drawn.people:
        access = access_of(person, day=TODAY)
        assert access.tokens == drawn.tokens(person)
        assert access.clearance == drawn.clearance(person)
        for question in QUESTIONS:
            expected = drawn.readable(person, question)
            rows = readable(Letter.objects.all(), access, question)
            assert set(rows.values_list("public_id", flat=True)) == expected
            assert by_row(drawn, access, question) == expected
        assert_search_agrees(drawn, person, access)


def by_row(drawn: DrawnOffice, access: Access, question: Question) -> set[str]:
    """Return what the rule says of each loaded row."""
    letters = [one.letter for one in drawn.letters]
    return {letter.public_id for letter in letters if may(access, index.guard(letter), question)}


def assert_search_agrees(drawn: DrawnOffice, person: Person, access: Access) -> None:
    """Check hits and totals: words of the body, words of the card, and both under NOT."""
    known, read = drawn.readable(person, "metadata"), drawn.readable(person, "content")
    assert found(access, "perihal") == known
    assert found(access, "badan") == read
    assert found(access, "perihal -badan") == known - read
    assert found(access, "badan OR nomor1 OR nomor2") <= known
    assert {letter.public_id for letter in queries.letters_for(access)} == known


def test_the_drawn_offices_hold_every_case(office: Cast) -> None:
    """The generator is worth its name: somebody reads, somebody only knows, clearance and denial each decide."""
    drawn = draw(0, office)
    reads = {person.pk: drawn.readable(person, "content") for person in drawn.people}
    knows = {person.pk: drawn.readable(person, "metadata") for person in drawn.people}
    assert any(reads.values())
    assert any(knows[key] - reads[key] for key in reads)
    met = [(drawn.tokens(person), drawn.clearance(person), one) for person in drawn.people for one in drawn.letters]
    allowed = [(tokens, level, one) for tokens, level, one in met if tokens & one.content]
    assert any(tokens & one.deny and level >= one.letter.clearance_required for tokens, level, one in allowed)
    assert any(level < one.letter.clearance_required and not tokens & one.deny for tokens, level, one in allowed)


def guard(**given: frozenset[str] | int) -> Guard:
    """Return a guard that lets token "a" read everything, unless GIVEN says otherwise."""
    usual: dict[str, frozenset[str] | int] = {
        "metadata": frozenset({"a"}),
        "content": frozenset({"a"}),
        "deny": frozenset(),
        "clearance": 1,
    }
    return Guard(**(usual | given))  # type: ignore[arg-type]


def holder(*tokens: str, clearance: int = 1) -> Access:
    return Access(frozenset(tokens), clearance, frozenset(), ())


@pytest.mark.parametrize(
    ("access", "guarded", "metadata", "content"),
    [
        (holder("a"), guard(), True, True),
        (holder("b"), guard(), False, False),
        (holder(), guard(), False, False),
        (holder("a", "b"), guard(content=frozenset()), True, False),
        (holder("a", clearance=0), guard(), False, False),
        (holder("a", clearance=2), guard(), True, True),
        (holder("a", "b", clearance=3), guard(deny=frozenset({"b"})), False, False),
        (holder("a"), guard(deny=frozenset({"c"})), True, True),
        (holder("a"), guard(metadata=frozenset(), content=frozenset()), False, False),
    ],
)
def test_the_rule_on_a_row(access: Access, guarded: Guard, metadata: bool, content: bool) -> None:
    assert may(access, guarded, "metadata") is metadata
    assert may(access, guarded, "content") is content


@pytest.fixture
def person(office: Cast) -> Person:
    """Somebody without any post."""
    return Person.objects.create(login="tanpa-jabatan", name="Tanpa Jabatan")


def post(unit: Unit, *roles: Role, is_head: bool = False, clearance: int = 1) -> Position:
    made = Position.objects.create(unit=unit, title="Jabatan", is_head=is_head, clearance=clearance)
    PositionRole.objects.bulk_create(PositionRole(position=made, role=role) for role in roles)
    return made


@pytest.mark.parametrize(
    ("start", "end", "holds"),
    [(0, 0, True), (-1, 1, True), (0, None, True), (-9, 0, True), (1, None, False), (-9, -1, False), (1, 9, False)],
)
@pytest.mark.parametrize("lent", [False, True])
def test_a_post_counts_from_its_first_to_its_last_day(
    office: Cast, person: Person, start: int, end: int | None, holds: bool, lent: bool
) -> None:
    position = post(office.section, Role.STAFF, clearance=2)
    dates = {
        "starts_on": TODAY + timedelta(days=start),
        "ends_on": None if end is None else TODAY + timedelta(days=end),
    }
    if lent:
        Delegation.objects.create(to_person=person, from_position=position, **dates)
    else:
        Assignment.objects.create(person=person, position=position, **dates)
    access = access_of(person, day=TODAY)
    assert (position_token(position) in access.tokens) is holds
    assert (access.positions, access.clearance) == (((position,), 2) if holds else ((), 0))


@pytest.mark.parametrize(
    ("start", "end", "holds"), [(0, 0, True), (1, None, False), (None, -1, False), (None, None, True)]
)
def test_an_abolished_post_gives_nothing(
    office: Cast, person: Person, start: int | None, end: int | None, holds: bool
) -> None:
    position = post(office.section, Role.STAFF)
    position.valid_from = None if start is None else TODAY + timedelta(days=start)
    position.valid_to = None if end is None else TODAY + timedelta(days=end)
    position.save()
    Assignment.objects.create(person=person, position=position, starts_on=date(2020, 1, 1))
    assert bool(access_of(person, day=TODAY).positions) is holds


def test_today_is_meant_when_no_day_is_named(office: Cast) -> None:
    assert access_of(office.staff).positions
    assert not access_of(office.staff, day=date(2001, 1, 1)).positions


def test_without_a_post_one_holds_only_his_own_name(person: Person) -> None:
    access = access_of(person)
    assert access.tokens == {person_token(person)}
    assert (access.clearance, len(access.roles)) == (0, 0)


def test_who_is_switched_off_or_nobody_holds_nothing(office: Cast) -> None:
    office.registrar.is_active = False
    assert access_of(office.registrar) == NOBODY
    assert access_of(None) == NOBODY
    assert access_of(AnonymousUser()) == NOBODY  # type: ignore[arg-type]
    assert not NOBODY.tokens


def test_a_post_of_only_the_system_administrator_opens_no_letter(office: Cast) -> None:
    access = access_of(office.sysadmin)
    assert access.tokens == {person_token(office.sysadmin)}
    assert access.has(Role.SYSADMIN)


def test_an_administrator_who_also_works_in_a_section_reads_what_that_post_may(office: Cast) -> None:
    work = post(office.section, Role.STAFF)
    Assignment.objects.create(person=office.sysadmin, position=work)
    access = access_of(office.sysadmin)
    assert {position_token(work), unit_token(office.section)} <= access.tokens
    assert role_token(Role.SYSADMIN, office.office) not in access.tokens
    assert access.has(Role.SYSADMIN, Role.REGISTRAR)


def test_a_post_gives_its_own_unit_and_roles_and_no_more(office: Cast) -> None:
    (position,) = access_of(office.registrar).positions
    assert access_of(office.registrar).tokens == {
        person_token(office.registrar),
        position_token(position),
        unit_token(office.unit),
        role_token(Role.REGISTRAR, office.office),
    }
    assert not access_of(office.registrar).has(Role.SYSADMIN)


def test_a_head_sees_every_unit_below_and_none_beside(office: Cast) -> None:
    deep = Unit.objects.create(office=office.office, parent=office.section, name="Seksi")
    everything = {unit_token(unit) for unit in (office.unit, office.section, office.other_section, deep)}
    assert everything <= access_of(office.head).tokens
    below = access_of(office.section_head).tokens & everything
    assert below == {unit_token(office.section), unit_token(deep)}
    assert unit_token(deep) not in access_of(office.staff).tokens


def test_a_head_of_one_office_holds_nothing_of_the_next(office: Cast) -> None:
    foreign = access_of(office.outsider).tokens
    assert all(not foreign & access_of(one).tokens for one in office.people() if one != office.outsider)


def test_own_posts_stand_before_lent_ones_and_the_head_first(office: Cast, person: Person) -> None:
    staff, head, lent = post(office.section), post(office.unit, is_head=True), post(office.other_section)
    Delegation.objects.create(to_person=person, from_position=lent)
    for position in (staff, head):
        Assignment.objects.create(person=person, position=position)
    Delegation.objects.create(to_person=person, from_position=staff)
    assert access_of(person).positions == (head, staff, lent)


def test_a_denial_written_for_one_question_holds_for_both(office: Cast) -> None:
    letter = Letter.objects.create(unit=office.section, clearance_required=0)
    token = unit_token(office.section)
    for question in QUESTIONS:
        AccessToken.objects.create(letter=letter, token=token, question=question, source="uji")
    access = access_of(office.staff)
    assert readable(Letter.objects.all(), access, "content").exists()
    AccessToken.objects.create(
        letter=letter, token=person_token(office.staff), question="metadata", effect="deny", source="uji"
    )
    for question in QUESTIONS:
        assert not readable(Letter.objects.all(), access, question).exists()
        assert not may(access, index.guard(letter), question)


def test_power_in_one_office_is_none_in_the_next(office: Cast) -> None:
    access = access_of(office.registrar)
    assert access.has_in(office.office, Role.REGISTRAR)
    assert access.has_in(office.office, Role.ARCHIVIST, Role.REGISTRAR)
    assert not access.has_in(office.office, Role.AUDITOR)
    neighbor = access_of(office.outsider)
    elsewhere = neighbor.positions[0].unit.office
    assert elsewhere != office.office
    assert neighbor.has_in(elsewhere, Role.STAFF)
    assert not access.has_in(elsewhere, Role.REGISTRAR)
    assert not neighbor.has_in(office.office, Role.STAFF)


def test_a_visitor_holds_nothing() -> None:
    assert (NOBODY.tokens, NOBODY.clearance, NOBODY.roles, NOBODY.positions) == (frozenset(), 0, frozenset(), ())


def test_what_somebody_holds_cannot_be_changed_by_whoever_asks(office: Cast) -> None:
    for fixed, name in ((access_of(office.staff), "tokens"), (guard(), "deny"), (actor(office.staff), "position")):
        with pytest.raises(FrozenInstanceError):
            setattr(fixed, name, None)
