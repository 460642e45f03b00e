"""What became better when pages were read again is told, of letters that one may read and of no others."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from dms.letters import reread_report, reread_runs
from dms.letters.models import Letter, LetterPage, RereadPage, RereadRun, RereadScope
from dms.people.models import Person
from dms.people.policy import access_of
from tests.cast import Cast, actor
from tests.dms.later_reader import FIRST, SECOND, NewEngine, two_pages, work
from tests.dms.paper import Paper, make_letter

pytestmark = pytest.mark.usefixtures("data_folder", "plain_static_files")


@pytest.fixture
def letter(office: Cast) -> Letter:
    return two_pages(office)


def ask(person: Person, scope: RereadScope = RereadScope.ALL) -> RereadRun:
    return reread_runs.ask_all(actor(person), LetterPage.objects.all(), scope)


def test_the_report_adds_up(office: Cast, letter: Letter, engine: NewEngine) -> None:
    engine.sees(1, f"{FIRST} delapan", confidence=0.99)
    engine.sees(2, "Halaman", confidence=0.5)
    run = ask(office.registrar)
    waiting = reread_report.report(run, access_of(office.registrar))
    assert (waiting.counts.waiting, waiting.counts.percent, waiting.before.words) == (2, 0, 0)
    work()
    told = reread_report.report(run, access_of(office.registrar))
    assert told.counts == reread_report.Counts(better=1, same=0, worse=1, failed=0, waiting=0)
    assert (told.before.words, told.after.words) == (6 + 3, 7 + 3)
    assert told.before.confidence == pytest.approx(0.95)
    assert told.after.confidence == pytest.approx((7 * 0.99 + 3 * 0.95) / 10)
    assert [(page.number, page.words_before, page.words_after, page.outcome) for page in told.changed] == [
        (2, 3, 1, "worse"),
        (1, 6, 7, "better"),
    ]
    assert told.changed[0].change_percent == round(100 * (len("Halaman") / len("Halamankeduasurat") - 1))


@pytest.fixture
def secret(office: Cast, letter: Letter) -> Letter:
    """A letter of the office that the registrar may not read."""
    return make_letter(office.head, office.unit, Paper(("Isi yang rahasia",), {"security": "rahasia"}))


def pages_seen(person: Person, run: RereadRun) -> list[str]:
    client = Client()
    client.force_login(person)
    answers = [client.get(reverse("reread_runs")), client.get(reverse("reread_run", args=[run.public_id]))]
    return [re.sub(r'(csrfmiddlewaretoken" value=)"\w+"', r"\1", one.content.decode()) for one in answers]


def test_of_letters_one_may_not_read_the_report_tells_nothing(
    office: Cast, letter: Letter, secret: Letter, engine: NewEngine
) -> None:
    engine.sees(1, f"{FIRST} lagi")
    engine.sees(2, SECOND)
    run = ask(office.registrar)
    assert run.pages.filter(letter=secret).count() == 1
    work()
    told = reread_report.report(run, access_of(office.registrar))
    assert (told.counts.total, told.letters) == (2, 1)
    assert {page.letter_id for page in told.changed} == {letter.public_id}
    with_secret = pages_seen(office.registrar, run)
    assert "2 halaman" in with_secret[0]
    RereadPage.objects.filter(letter=secret).delete()
    assert pages_seen(office.registrar, run) == with_secret


def test_who_keeps_no_books_sees_no_run(office: Cast, letter: Letter, engine: NewEngine) -> None:
    run = ask(office.registrar)
    for person in (office.staff, office.head, office.outsider):
        client = Client()
        client.force_login(person)
        assert client.get(reverse("reread_run", args=[run.public_id])).status_code == 404
        assert "Semua surat" not in client.get(reverse("reread_runs")).content.decode()
        assert reverse("reread_runs") not in client.get(reverse("worklist")).content.decode()
    client = Client()
    client.force_login(office.archivist)
    assert client.get(reverse("reread_run", args=[run.public_id])).status_code == 200
    assert reverse("reread_runs") in client.get(reverse("worklist")).content.decode()
