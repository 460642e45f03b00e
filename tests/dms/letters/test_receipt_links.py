"""Where a receipt line leads: to its letter, to the letter it doubles, or nowhere; told to nobody who may not know."""

import csv
import io
import re

import pytest
from django.test import Client
from django.urls import reverse

from dms.intake import became
from dms.intake import services as intake
from dms.intake.models import Batch, BatchItem
from dms.letters import queries
from dms.letters import services as letters
from dms.letters.models import AccessToken, Letter
from dms.people.models import Clearance, Person
from dms.people.policy import access_of
from tests.cast import Cast, actor
from tests.dms.paper import Paper, give, make_letter, open_batch

pytestmark = pytest.mark.usefixtures("data_folder", "plain_static_files")


@pytest.fixture
def letter(office: Cast) -> Letter:
    """A letter of the registrar's first batch."""
    return make_letter(office.registrar, office.unit)


def batch_of(letter: Letter) -> Batch:
    return letter.sources.get().item.batch


def doubled(letter: Letter, giver: Person) -> Batch:
    """Return a batch of GIVER with one line, a duplicate of the letter's."""
    batch = open_batch(giver, letter.unit, "Kedua")
    intake.mark_duplicate(give(giver, batch, Paper(name="lagi.png")), letter.sources.get().item)
    return batch


def seen(person: Person, batch: Batch) -> list[str]:
    """Return what PERSON sees of BATCH: its page, its live part, its receipt, the receipt's file."""
    client = Client()
    client.force_login(person)
    names = ("batch", "batch_progress", "receipt", "receipt_csv")
    pages = [client.get(reverse(name, args=[batch.public_id])).content.decode() for name in names]
    return [re.sub(r'(csrfmiddlewaretoken" value=)"\w+"', r"\1", page) for page in pages]


def address(letter: Letter) -> str:
    return f'href="{reverse("letter", args=[letter.public_id])}"'


def test_a_line_leads_to_its_letter(office: Cast, letter: Letter) -> None:
    assert [address(letter) in page for page in seen(office.registrar, batch_of(letter))] == [True, True, True, False]


def test_a_duplicate_leads_to_the_letter_that_is_there(office: Cast, letter: Letter) -> None:
    *pages, table = seen(office.registrar, doubled(letter, office.registrar))
    assert all(address(letter) in page for page in pages)
    assert "Buka surat yang sama" in pages[0]
    (row,) = csv.DictReader(io.StringIO(table.lstrip("\ufeff")))
    assert row["letter"] == letter.public_id


@pytest.mark.parametrize("is_withdrawn", [False, True])
def test_who_may_not_see_the_letter_sees_no_trace_of_it_on_the_duplicate(
    office: Cast, letter: Letter, is_withdrawn: bool
) -> None:
    batch = doubled(letter, office.registrar)
    hide(letter)
    if is_withdrawn:
        letters.withdraw(actor(office.head), letter, "uji")
    for page in seen(office.registrar, batch):
        assert letter.public_id not in page
        assert "Surat ditarik" not in page


def hide(letter: Letter) -> None:
    """Leave the letter to its head only."""
    Letter.objects.filter(pk=letter.pk).update(clearance_required=Clearance.RAHASIA)
    letter.refresh_from_db()


def test_a_duplicate_of_a_file_without_a_letter_leads_nowhere(office: Cast) -> None:
    batch = open_batch(office.registrar, office.unit)
    first, second = (give(office.registrar, batch, Paper(name=name)) for name in ("a.png", "b.png"))
    intake.mark_duplicate(second, first)
    assert "/surat/" not in "".join(seen(office.registrar, batch))


def test_a_withdrawn_letter_is_named_withdrawn_without_a_dead_link(office: Cast, letter: Letter) -> None:
    batches = [batch_of(letter), doubled(letter, office.registrar)]
    letters.withdraw(actor(office.registrar), letter, "salah unit")
    for batch in batches:
        pages = seen(office.registrar, batch)
        assert all("Surat ditarik" in page for page in pages)
        assert not any(address(letter) in page for page in pages)
        assert all(letter.public_id in page for page in pages)
        assert not any("salah unit" in page for page in pages)


def test_withdrawn_or_not_is_the_same_to_who_may_not_see_it(office: Cast, letter: Letter) -> None:
    hide(letter)
    batch = batch_of(letter)
    standing = seen(office.registrar, batch)
    letters.withdraw(actor(office.head), letter, "uji")
    assert without_clock(seen(office.registrar, batch)) == without_clock(standing)
    assert address(letter) not in "".join(standing)


def without_clock(pages: list[str]) -> list[str]:
    return [re.sub(r"\d\d\.\d\d", "", page) for page in pages]


def test_how_letters_stand_is_told_by_metadata_and_not_of_joined_ones(office: Cast, letter: Letter) -> None:
    access, hidden = access_of(office.registrar), make_letter(office.registrar, office.unit, Paper(("Lain",)))
    hide(hidden)
    joined = make_letter(office.registrar, office.unit, Paper(("Ikut",)))
    Letter.objects.filter(pk=joined.pk).update(merged_into=letter)
    AccessToken.objects.filter(letter=letter, question="content").delete()
    ids = [letter.public_id, hidden.public_id, joined.public_id, "tidak-ada"]
    assert queries.standings(access, ids) == {letter.public_id: "open"}
    letters.withdraw(actor(office.head), letter, "uji")
    assert queries.standings(access, ids) == {letter.public_id: "withdrawn"}
    assert queries.standings(access_of(office.outsider), ids) == {}


def test_thousands_of_lines_are_asked_in_pieces(office: Cast, letter: Letter, monkeypatch: pytest.MonkeyPatch) -> None:
    second = make_letter(office.registrar, office.unit, Paper(("Kedua",)))
    monkeypatch.setattr(queries, "ASKED_AT_ONCE", 1)
    items = BatchItem.objects.all()
    assert became.standings(access_of(office.registrar), items) == dict.fromkeys(
        (letter.public_id, second.public_id), "open"
    )
