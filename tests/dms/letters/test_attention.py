"""The list of pages that somebody should look at: which, for whom, in what order, and how they leave it."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

import ocr
from dms.audit.models import Event
from dms.intake import services as intake
from dms.letters import attention, rereading
from dms.letters import services as letters
from dms.letters.models import Letter, LetterPage
from dms.people.models import Person
from dms.people.policy import access_of, person_token
from tests.cast import Cast, actor
from tests.dms.paper import Paper, make_letter, reading_of

pytestmark = pytest.mark.usefixtures("data_folder", "plain_static_files")

OUTCOMES: tuple[tuple[ocr.values.Outcome, float | None], ...] = (
    ("read", 0.95),
    ("read", 0.7),
    ("read", 0.5),
    ("partial", 0.9),
    ("unread", None),
    ("blank", None),
    ("text_layer", 0.6),
)


@pytest.fixture
def letter(office: Cast) -> Letter:
    """A letter whose pages were read well and badly, in the order of OUTCOMES."""
    texts = tuple(f"Halaman {number}" for number in range(len(OUTCOMES)))
    made = make_letter(office.registrar, office.section, Paper(texts, {"security": "biasa"}))
    for page, text, (outcome, confidence) in zip(made.pages.all(), texts, OUTCOMES, strict=True):
        reading = replace(reading_of(text), outcome=outcome, confidence=confidence)
        intake.store_reading(page.source_page, reading, is_asked=True)
    return made


def listed(person: Person) -> list[int]:
    return [page.order for page in attention.doubtful_pages(access_of(person))]


def test_what_is_doubtful_is_listed_and_the_worst_comes_first(office: Cast, letter: Letter) -> None:
    assert listed(office.staff) == [5, 4, 3, 2]
    assert attention.count(access_of(office.staff)) == 4


def test_nobody_sees_pages_of_letters_he_may_not_read(office: Cast, letter: Letter) -> None:
    letters.grant(letter, [person_token(office.auditor)], source="uji", metadata_only=True)
    assert listed(office.auditor) == []
    assert listed(office.outsider) == []
    letters.withdraw(actor(office.registrar), letter, "uji")
    assert listed(office.registrar) == []


def page_of(letter: Letter, order: int) -> LetterPage:
    return letter.pages.select_related("source_page", "letter").get(order=order)


def test_who_is_content_with_a_page_takes_it_from_the_list_until_it_is_read_again(office: Cast, letter: Letter) -> None:
    rereading.accept(actor(office.staff), page_of(letter, 3))
    assert listed(office.staff) == [5, 4, 2]
    assert Event.objects.latest("pk").verb == "page_reading_accepted"
    worse = replace(reading_of("Halaman 2"), confidence=0.4)
    intake.store_reading(page_of(letter, 3).source_page, worse, is_asked=True)
    assert listed(office.staff) == [5, 4, 3, 2]


def test_read_again_from_the_list_keeps_what_was_decided(office: Cast, letter: Letter) -> None:
    decided = ocr.Overrule(turned_degrees=180)
    rereading.ask(actor(office.staff), page_of(letter, 5), decided)
    client = Client()
    client.force_login(office.staff)
    address = reverse("letter_page_reread", args=[letter.public_id, 5])
    answer = client.post(address, {"kembali": "daftar"}, follow=True)
    assert "Halaman 5 dibaca ulang" in answer.content.decode()
    assert "Sedang dibaca ulang" in answer.content.decode()
    assert page_of(letter, 5).source_page.overrule == {"turned_degrees": 180}


def test_home_leads_to_the_list_while_there_is_something_on_it(office: Cast, letter: Letter) -> None:
    client = Client()
    client.force_login(office.staff)
    assert "4 halaman tidak atau kurang terbaca" in client.get("/").content.decode()
    for order in (2, 3, 4, 5):
        rereading.accept(actor(office.staff), page_of(letter, order))
    assert "kurang terbaca" not in client.get("/").content.decode()
    assert "Tidak ada halaman yang perlu dilihat" in client.get(reverse("worklist")).content.decode()
