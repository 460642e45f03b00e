"""The frame around each page: what the menu leads to, for whom, and with which count."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dms.intake.models import Reading
from dms.letters import attention
from dms.letters.models import Letter
from dms.people.models import Person
from tests.cast import Cast
from tests.dms.paper import Paper, make_letter, open_batch

pytestmark = pytest.mark.usefixtures("data_folder", "plain_static_files")


@pytest.fixture
def letter(office: Cast) -> Letter:
    """A letter with three pages, all read well."""
    return make_letter(office.registrar, office.section, Paper(("satu", "dua", "tiga"), {"security": "biasa"}))


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def entry(person: Person, name: str = "codes") -> str:
    """Return the words of the worklist's entry in the menu, as PERSON sees them on a page."""
    page = client_of(person).get(reverse(name)).content.decode()
    found = re.search(rf'<a href="{reverse("worklist")}"[^>]*>(.*?)</a>', page)
    return " ".join(re.sub(r"<[^>]+>", "", found.group(1)).split()) if found else ""


def test_the_list_of_doubtful_pages_is_in_the_menu_also_when_it_is_empty(office: Cast, letter: Letter) -> None:
    assert entry(office.staff) == "Perlu dilihat"
    assert entry(office.staff, "home") == "Perlu dilihat"
    page = client_of(office.staff).get(reverse("worklist")).content.decode()
    assert "Di sini muncul halaman surat yang tidak terbaca" in page
    assert f'<a href="{reverse("worklist")}" aria-current="page">' in page


def test_its_count_is_that_of_the_pages_this_person_may_see(
    office: Cast, letter: Letter, monkeypatch: pytest.MonkeyPatch
) -> None:
    Reading.objects.update(is_doubtful=True)
    assert entry(office.staff) == "Perlu dilihat 3 halaman"
    assert entry(office.outsider) == "Perlu dilihat"
    monkeypatch.setattr(attention, "count", lambda access: attention.COUNTED)
    assert entry(office.staff) == "Perlu dilihat 99+ halaman"


def test_who_sees_no_letters_at_all_has_no_such_list(office: Cast) -> None:
    assert entry(office.sysadmin) == ""


def test_a_part_of_a_page_counts_nothing(office: Cast, letter: Letter) -> None:
    address = reverse("batch_progress", args=[open_batch(office.registrar, office.unit).public_id])
    with CaptureQueriesContext(connection) as asked:
        client_of(office.registrar).get(address, headers={"HX-Request": "true"})
    assert not [query for query in asked.captured_queries if "is_doubtful" in query["sql"]]


def test_the_live_part_of_a_batch_opened_by_itself_is_the_whole_page(office: Cast) -> None:
    address = reverse("batch_progress", args=[open_batch(office.registrar, office.unit, "Boks 17").public_id])
    client = client_of(office.registrar)
    assert client.get(address).content.decode().startswith("<!doctype html>")
    assert client.get(address, headers={"HX-Request": "true"}).content.decode().lstrip().startswith("<section")
