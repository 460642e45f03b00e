"""Who waits for whom: a short letter does not wait behind a long file, and finished pages are seen before the end."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

import ocr
from dms.intake import pages_so_far
from dms.intake.models import Batch, BatchItem, ItemState
from dms.jobs import running
from dms.jobs import services as jobs
from dms.jobs.models import Job
from dms.jobs.registry import KINDS
from dms.people import services as people
from dms.people.models import Clearance
from tests.cast import Cast, actor
from tests.dms.paper import WEBP, Paper, give, open_batch, reading_of

pytestmark = pytest.mark.usefixtures("data_folder", "plain_static_files")

MANY = 300


def blank_pdf(pages: int) -> bytes:
    target = BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page()
        pdf.save(target)
    return target.getvalue()


@pytest.fixture(autouse=True)
def reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that takes no time: each page says its number."""

    def read_page(path: Path, *, number: int, options: ocr.ReadOptions) -> tuple[ocr.PageReading, ocr.PageImages]:
        return replace(reading_of(f"Halaman {number}"), pipeline_version="2"), ocr.PageImages(WEBP, WEBP)

    monkeypatch.setattr(ocr, "read_page", read_page, raising=False)
    monkeypatch.setattr(ocr, "write_searchable_pdf", lambda pages, target: target.write_bytes(b"%PDF"), raising=False)


@pytest.fixture
def batch(office: Cast) -> Batch:
    return open_batch(office.registrar, office.section)


def step() -> str:
    """Do the one job that is next; return its kind."""
    claim = jobs.claim()
    assert claim is not None
    assert running.run_here(KINDS[claim.kind], claim) == "", claim
    return claim.kind


def begin(office: Cast, batch: Batch, pages: int) -> BatchItem:
    """Give a long file and let so many of its pages be read."""
    item = give(office.registrar, batch, Paper(name="panjang.pdf", content=blank_pdf(MANY)))
    for _ in range(1 + pages):
        step()
    item.refresh_from_db()
    return item


def test_a_short_letter_is_done_long_before_a_long_file_that_came_first(office: Cast, batch: Batch) -> None:
    begin(office, batch, pages=20)
    short = give(office.registrar, batch, Paper(name="pendek.pdf", content=blank_pdf(1)))
    done = []
    while not short.letters.exists():
        done.append(step())
        short.refresh_from_db()
    assert done == ["receive", "read_page", "assemble"]
    assert [step(), step()] == ["classify", "index"]
    assert Job.objects.filter(kind="read_page").count() == MANY - 20


def test_a_page_that_somebody_waits_for_is_read_before_all_others(office: Cast, batch: Batch) -> None:
    begin(office, batch, pages=2)
    jobs.enqueue("reread", "a:1")
    claim = jobs.claim()
    assert claim is not None
    assert claim.kind == "reread"


def shown(person: object, address: str) -> str:
    client = Client()
    client.force_login(person)  # type: ignore[arg-type]
    return client.get(address, follow=True).content.decode()


def test_the_giver_sees_the_pages_that_are_read_while_others_are_not(office: Cast, batch: Batch) -> None:
    item = begin(office, batch, pages=3)
    assert "3 dari 300 halaman terbaca" in shown(office.registrar, reverse("batch", args=[batch.public_id]))
    pages = shown(office.registrar, reverse("item_pages", args=[item.public_id]))
    assert "Halaman 3" in pages
    assert "Halaman 4" not in pages
    client = Client()
    client.force_login(office.registrar)
    pictures = [client.get(reverse("item_page_image", args=[item.public_id, number])) for number in (3, 4)]
    assert [picture.status_code for picture in pictures] == [200, 404]
    assert b"".join(pictures[0].streaming_content) == WEBP  # type: ignore[attr-defined]


def test_what_was_read_for_somebody_else_is_not_there_at_once(office: Cast, batch: Batch) -> None:
    begin(office, batch, pages=3)
    home = office.outsider.assignments.get().position.unit
    second = give(office.outsider, open_batch(office.outsider, home), Paper(name="sama.pdf", content=blank_pdf(MANY)))
    while second.state != ItemState.READING:
        step()
        second.refresh_from_db()
    assert pages_so_far.count(second) == 0
    assert pages_so_far.readings(second) == []


def test_once_the_letter_stands_its_own_rules_hold(office: Cast, batch: Batch) -> None:
    item = begin(office, batch, pages=2)
    BatchItem.objects.filter(pk=item.pk).update(state=ItemState.FILED)
    client = Client()
    client.force_login(office.registrar)
    answer = client.get(reverse("item_pages", args=[item.public_id]))
    assert answer.headers["Location"] == reverse("batch", args=[batch.public_id])
    assert client.get(reverse("item_page_image", args=[item.public_id, 1])).status_code == 404


def test_who_gave_it_but_is_not_cleared_for_what_is_unknown_waits_for_the_letter(office: Cast) -> None:
    batch = open_batch(office.staff, office.section)
    item = give(office.staff, batch, Paper(name="panjang.pdf", content=blank_pdf(MANY)))
    for _ in range(3):
        step()
    client = Client()
    client.force_login(office.staff)
    address = reverse("item_pages", args=[item.public_id])
    assert client.get(address).status_code == 404
    assert address not in shown(office.staff, reverse("batch", args=[batch.public_id]))
    post = people.NewPost("Staf khusus", ("staff",), Clearance.TERBATAS)
    people.assign(actor(office.head), office.staff, people.make_position(office.section, post))
    assert client.get(address).status_code == 200
