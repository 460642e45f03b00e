"""Building the index anew: everything is in it again, and searches go on meanwhile."""

from pathlib import Path

import pytest
from django.utils import timezone

from dms.letters import index, queries
from dms.letters.models import Letter
from dms.letters.reindexing import drift, reindex
from dms.people.policy import access_of
from tests.cast import Cast
from tests.dms.paper import Paper, make_letter
from tests.dms.verbs import run

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def letters(office: Cast, data_folder: Path) -> list[Letter]:
    """Return three letters of one office."""
    return [make_letter(office.registrar, office.unit, Paper((f"Kata kunci{n}",))) for n in range(3)]


def test_what_was_lost_is_there_again(office: Cast, letters: list[Letter]) -> None:
    index.engine().remove([letter.public_id for letter in letters])
    index.engine().refresh()
    assert queries.find(access_of(office.registrar), "kata").total == 0
    assert "Indeks dibangun ulang: 3 surat" in run("reindex")
    assert queries.find(access_of(office.registrar), "kata").total == 3
    assert drift().count == 0


def test_searches_go_on_and_new_letters_are_not_lost(office: Cast, letters: list[Letter]) -> None:
    totals = []

    def meanwhile(count: int) -> None:
        totals.append(queries.find(access_of(office.registrar), "kata").total)
        if count == 2:
            make_letter(office.registrar, office.unit, Paper(("Kata baru",)))

    assert reindex(show=meanwhile) >= 3
    assert totals[0] == 3
    assert min(totals) == 3
    assert queries.find(access_of(office.registrar), "kata").total == 4
    assert drift().count == 0


def test_withdrawn_letters_stay_out(office: Cast, letters: list[Letter]) -> None:
    Letter.objects.filter(pk=letters[0].pk).update(withdrawn_at=timezone.now())
    assert drift().extra == [letters[0].public_id]
    assert reindex(show=lambda _count: None) == 2
    assert queries.find(access_of(office.registrar), "kata").total == 2
    assert drift().count == 0
