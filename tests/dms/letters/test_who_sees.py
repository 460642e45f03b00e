"""Who finds a letter and by which words: grants, security classes, withdrawal; the same on both engines."""

import pytest

from dms.letters import index, queries
from dms.letters import services as letters
from dms.letters.models import AccessToken, Letter
from dms.people.models import Clearance, Person
from dms.people.policy import access_of, person_token, position_token, unit_token
from tests.cast import Cast, actor
from tests.dms.paper import Paper, make_letter, show

pytestmark = pytest.mark.usefixtures("data_folder")

PAPER = Paper(
    pages=("Rapat membahas mangrove dan terumbu.", "Lampiran pertama: daftar nelayan."),
    fields={"subject": "Undangan pesisir", "sender": "Camat Muara", "number": "005/77/MUARA", "security": "biasa"},
)


@pytest.fixture
def letter(office: Cast) -> Letter:
    """An ordinary letter of a section, given by the registrar."""
    return make_letter(office.registrar, office.section, PAPER)


def finds(person: Person, query: str) -> bool:
    """Tell whether PERSON finds a letter; total and hits say the same."""
    index.engine().refresh()
    results = queries.find(access_of(person), query)
    assert results.total == len(results.found)
    return bool(results.found)


def share(office: Cast, letter: Letter, person: Person, *, metadata_only: bool = False) -> None:
    letters.open_to(actor(office.registrar), letter, [person_token(person)], source="uji", metadata_only=metadata_only)
    show(letter)


def test_the_section_the_registrar_and_the_heads_above_find_it_and_nobody_else(office: Cast, letter: Letter) -> None:
    able = {person.login for person in office.people() if finds(person, "mangrove")}
    assert able == {"agendaris", "kabid", "staf", "kepala"}
    assert able == {person.login for person in office.people() if finds(person, "dari:camat")}


def test_two_words_on_two_pages_match_together(office: Cast, letter: Letter) -> None:
    (found,) = queries.find(access_of(office.staff), "mangrove nelayan").found
    assert found.may_read
    assert found.pages == [1, 2]


def test_who_sees_only_the_card_never_hits_a_word_of_the_paper(office: Cast, letter: Letter) -> None:
    share(office, letter, office.auditor, metadata_only=True)
    for query in ("pesisir", "dari:muara", "nomor:005/77/MUARA", "pesisir -mangrove", "mangrove OR pesisir"):
        assert finds(office.auditor, query), query
    for query in (
        "mangrove",
        "isi:mangrove",
        "mangro*",
        "mangrova~",
        '"membahas mangrove"',
        "pesisir mangrove",
        "pesisir isi:mangrove",
        "-pesisir",
        "pesisir -(-mangrove)",
    ):
        assert not finds(office.auditor, query), query


def test_the_card_of_a_hit_shows_no_word_of_the_paper(office: Cast, letter: Letter) -> None:
    share(office, letter, office.auditor, metadata_only=True)
    (found,) = queries.find(access_of(office.auditor), "pesisir").found
    assert (found.may_read, found.snippet, found.pages) == (False, None, [])


def test_a_denied_person_finds_nothing_though_his_unit_does(office: Cast, letter: Letter) -> None:
    AccessToken.objects.create(
        letter=letter, token=person_token(office.staff), question="content", effect="deny", source="uji"
    )
    index.changed(letter)
    show(letter)
    assert not finds(office.staff, "pesisir")
    assert not finds(office.staff, "mangrove")
    assert finds(office.section_head, "mangrove")


def test_a_letter_that_turns_out_secret_is_closed_at_once(office: Cast, letter: Letter) -> None:
    assert finds(office.staff, "mangrove")
    letters.set_field(actor(office.registrar), letter, "security", "rahasia", version=letter.version)
    show(letter)
    secret = Letter.objects.get(pk=letter.pk)
    assert (secret.security_class, secret.clearance_required) == (Clearance.RAHASIA, Clearance.RAHASIA)
    heads = {position_token(post) for post in office.section.positions.filter(is_head=True)}
    tokens = set(letter.access_tokens.filter(source="class").values_list("token", flat=True))
    assert tokens == heads
    assert not any(finds(person, "mangrove") or finds(person, "pesisir") for person in office.people())


def test_and_opened_again_when_that_was_a_mistake(office: Cast, letter: Letter) -> None:
    for security in ("rahasia", "biasa"):
        version = Letter.objects.get(pk=letter.pk).version
        letters.set_field(actor(office.registrar), letter, "security", security, version=version)
    show(letter)
    assert finds(office.staff, "mangrove")
    assert unit_token(office.section) in letter.access_tokens.values_list("token", flat=True)


def test_while_the_class_is_unknown_staff_without_clearance_sees_nothing(office: Cast) -> None:
    make_letter(office.registrar, office.section, Paper(pages=("Isi mangrove.",)))
    assert finds(office.section_head, "mangrove")
    assert not finds(office.staff, "mangrove")


def test_a_name_on_a_secret_letter_opens_it_only_with_the_clearance(office: Cast) -> None:
    secret = make_letter(office.head, office.unit, Paper(pages=("Isi mangrove.",), fields={"security": "rahasia"}))
    assert finds(office.head, "mangrove")
    share(office, secret, office.legal)
    assert not finds(office.legal, "mangrove")
    assert not finds(office.registrar, "mangrove")


def test_shared_with_whom_the_giver_named(office: Cast) -> None:
    named = {"content": [person_token(office.legal)], "metadata": [person_token(office.auditor)]}
    make_letter(office.registrar, office.section, Paper(PAPER.pages, PAPER.fields, share_with=named))
    assert finds(office.legal, "mangrove")
    assert finds(office.auditor, "pesisir")
    assert not finds(office.auditor, "mangrove")


def test_a_grant_for_content_is_one_for_the_card_too(office: Cast, letter: Letter) -> None:
    letters.grant(letter, ["uji"], source="uji")
    letters.grant(letter, ["uji"], source="uji")
    assert sorted(letter.access_tokens.filter(token="uji").values_list("question", flat=True)) == [
        "content",
        "metadata",
    ]


def test_withdrawn_it_is_in_no_list(office: Cast, letter: Letter) -> None:
    letters.withdraw(actor(office.registrar), letter, "salah unggah")
    show(letter)
    assert not any(finds(person, query) for person in office.people() for query in ("mangrove", "pesisir"))
    assert not queries.letters_for(access_of(office.registrar)).exists()
    assert letter.public_id not in dict(index.engine().versions())
    kept = Letter.objects.get(pk=letter.pk)
    assert (kept.withdrawn_by, kept.withdrawn_reason, kept.number) == (office.registrar, "salah unggah", "005/77/MUARA")
