"""The index follows the row: in the row's own transaction, or through an outbox row written in it."""

import pytest
from django.db import transaction

import search
from dms.jobs import running
from dms.jobs import services as jobs
from dms.jobs.models import Job
from dms.jobs.registry import KINDS
from dms.letters import index, queries
from dms.letters import services as letters
from dms.letters.models import Letter
from dms.people.policy import access_of
from tests.cast import Cast, actor
from tests.dms.paper import Paper, make_letter

pytestmark = pytest.mark.usefixtures("data_folder")


@pytest.fixture
def letter(office: Cast) -> Letter:
    """An ordinary letter with its entry."""
    return make_letter(office.registrar, office.unit, Paper(fields={"subject": "Perihal lama", "security": "biasa"}))


def carry_out() -> None:
    """Do the index jobs that are due, as a worker does."""
    while claim := jobs.claim(kinds=("index",)):
        assert running.run_here(KINDS["index"], claim) == ""
    index.engine().refresh()


def subjects(office: Cast, query: str) -> list[str | None]:
    return [found.letter.subject for found in queries.find(access_of(office.registrar), query).found]


class Undo(Exception):  # noqa: N818 - takes a transaction back
    """Rolls a transaction back."""


def test_a_change_that_is_taken_back_leaves_no_trace_in_the_index(office: Cast, letter: Letter) -> None:
    with pytest.raises(Undo), transaction.atomic():
        letters.set_field(actor(office.registrar), letter, "subject", "Perihal baru", version=letter.version)
        raise Undo
    carry_out()
    assert subjects(office, "lama") == ["Perihal lama"]
    assert subjects(office, "baru") == []
    assert dict(index.engine().versions())[letter.public_id] == letter.version


def test_a_change_that_stands_is_in_the_index_or_on_its_way(office: Cast, letter: Letter) -> None:
    letters.set_field(actor(office.registrar), letter, "subject", "Perihal baru", version=letter.version)
    waiting = Job.objects.filter(kind="index", subject=letter.public_id).exists()
    assert waiting is not index.engine().transactional
    carry_out()
    assert subjects(office, "baru") == ["Perihal baru"]
    assert subjects(office, "lama") == []


def test_row_and_entry_name_the_same_version(office: Cast, letter: Letter) -> None:
    letters.set_class_code(letter, "000.1.5")
    carry_out()
    row = Letter.objects.get(pk=letter.pk)
    assert row.version == letter.version == row.indexed_version == dict(index.engine().versions())[letter.public_id]
    assert subjects(office, "kode:000.*") == ["Perihal lama"]


def test_an_old_copy_in_somebodys_hands_brings_no_old_entry_back(office: Cast, letter: Letter) -> None:
    """The registrar makes the letter secret while a colleague, who opened it before, accepts a code."""
    opened_before = Letter.objects.select_related("unit").get(pk=letter.pk)
    letters.set_field(actor(office.registrar), letter, "security", "sangat_rahasia", version=letter.version)
    letters.set_class_code(opened_before, "000.1.5")
    carry_out()
    viewer = index.viewer(access_of(office.registrar))
    assert index.engine().search(search.parse("lama"), viewer=viewer).total == 0
    assert Letter.objects.get(pk=letter.pk).clearance_required == 3


def test_letters_that_are_gone_are_taken_out(office: Cast, letter: Letter) -> None:
    letters.withdraw(actor(office.registrar), letter, "uji")
    carry_out()
    assert letter.public_id not in dict(index.engine().versions())
    assert Letter.objects.get(pk=letter.pk).indexed_version == letter.version
