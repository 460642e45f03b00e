"""The screens of intake beside the receipt: lists come in pages, counts lead to their lines, looks are journaled."""

import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from dms.audit.models import Event
from dms.intake import services as intake
from dms.intake import storage
from dms.intake.models import Batch, BatchItem, ItemState
from dms.jobs.models import Job
from dms.letters import services as letters
from tests.cast import Cast, actor
from tests.dms.intake.test_giving import locked_pdf
from tests.dms.paper import Paper, give, make_letter, open_batch, read

pytestmark = pytest.mark.usefixtures("data_folder", "plain_static_files")


def lines_in(batch: Batch, *states: ItemState) -> list[BatchItem]:
    """Put lines in these STATES into BATCH, without any bytes."""
    return BatchItem.objects.bulk_create(
        BatchItem(
            batch=batch, line=number, client_key=f"{number}", name=f"fail-{number}-.png", size_bytes=1, state=state
        )
        for number, state in enumerate(states, 1)
    )


def numbers(client: Client, batch: Batch, query: str = "") -> list[int]:
    """Return the numbers of the lines that the batch page shows."""
    page = client.get(reverse("batch", args=[batch.public_id]) + query).content.decode()
    return [int(number) for number in re.findall(r"fail-(\d+)-\.png<span", page)]


def test_lines_are_shown_a_hundred_at_a_time(registrar: Client, batch: Batch) -> None:
    lines_in(batch, *[ItemState.FILED] * 101)
    assert numbers(registrar, batch) == list(range(1, 101))
    assert numbers(registrar, batch, "?hal=2") == [101]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?status=", [1, 2, 3, 4, 5, 6, 7, 8]),
        ("?status=working", [1, 2, 3]),
        ("?status=waiting", [4]),
        ("?status=filed", [5]),
        ("?status=unpacked", [6]),
        ("?status=refused", [8]),
        ("?status=yang-lain", []),
    ],
)
def test_a_count_leads_to_its_lines(registrar: Client, batch: Batch, query: str, shown: list[int]) -> None:
    lines_in(batch, *ItemState)
    assert numbers(registrar, batch, query) == shown


@pytest.mark.parametrize(("state", "works"), [(ItemState.ASSEMBLING, True), (ItemState.WAITING, False)])
def test_a_batch_asks_for_news_only_while_something_is_at_work(
    registrar: Client, batch: Batch, state: ItemState, works: bool
) -> None:
    lines_in(batch, ItemState.FILED, state)
    page = registrar.get(reverse("batch", args=[batch.public_id])).content.decode()
    assert ("every 2s" in page) is works


def test_batches_come_newest_first_twenty_at_a_time(office: Cast, registrar: Client) -> None:
    for number in range(21):
        open_batch(office.registrar, office.unit, f"Kiriman ke-{number}.")
    address = reverse("batches")
    shown = re.findall(r"Kiriman ke-(\d+)\.<", registrar.get(address).content.decode())
    assert shown == [str(number) for number in range(20, 0, -1)]
    assert re.findall(r"Kiriman ke-(\d+)\.<", registrar.get(f"{address}?hal=2").content.decode()) == ["0"]


def test_what_is_said_of_a_new_batch_is_kept(office: Cast, registrar: Client) -> None:
    form = {"name": "Boks 17", "unit": office.section.pk, "device": "Pindai-2", "box": "17"}
    answer = registrar.post(reverse("batch_new"), form)
    made = Batch.objects.get()
    assert answer.headers["Location"] == reverse("batch", args=[made.public_id])
    assert (made.name, made.unit, made.device, made.box) == ("Boks 17", office.section, "Pindai-2", "17")
    assert (made.given_by, made.received_via) == (office.registrar, "browser")


def test_a_new_batch_for_no_unit_is_asked_for_again(registrar: Client) -> None:
    assert registrar.post(reverse("batch_new"), {"name": "Boks 17"}).status_code == 200
    assert not Batch.objects.exists()


def test_who_sees_no_letters_gives_none(office: Cast) -> None:
    client = Client()
    client.force_login(office.sysadmin)
    assert client.get(reverse("batch_new")).status_code == 404
    assert client.post(reverse("batch_new"), {"unit": office.unit.pk}).status_code == 404


def upload(client: Client, batch: Batch, **form: Any) -> Any:
    return client.post(
        reverse("batch_upload", args=[batch.public_id]), {"file": SimpleUploadedFile("a.png", b"isi"), **form}
    )


def test_where_the_disk_takes_no_more_the_giver_is_told_that_nothing_was_received(
    registrar: Client, batch: Batch, settings: Settings
) -> None:
    (settings.DATA / "originals").write_bytes(b"a file where the folder should be")
    answer = upload(registrar, batch, key="kunci")
    assert answer.status_code == 507
    assert "belum diterima" in answer.json()["message"]
    assert not batch.items.exists()


def test_what_is_too_long_for_a_line_is_cut(registrar: Client, batch: Batch) -> None:
    assert upload(registrar, batch, key="k" * 100, path="map/" * 300 + "surat.png").status_code == 201
    item = batch.items.get()
    assert (item.name, item.client_key) == ("surat.png", "k" * 80)
    assert item.path == ("map/" * 300)[:1000]


@pytest.mark.parametrize(
    ("headers", "status"), [({}, 302), ({"HX-Request": "true"}, 200), ({"Accept": "application/json"}, 200)]
)
def test_a_join_answers_scripts_with_what_was_done_and_people_with_the_batch(
    registrar: Client, batch: Batch, headers: dict[str, str], status: int
) -> None:
    chosen = [item.public_id for item in lines_in(batch, *[ItemState.FILED] * 3)]
    answer = registrar.post(reverse("batch_join", args=[batch.public_id]), {"item": chosen}, headers=headers)
    assert answer.status_code == status
    job = Job.objects.get(kind="join")
    assert set(batch.items.values_list("join_key", flat=True)) == {job.subject}
    assert Event.objects.get(verb="join_asked").object_id == batch.public_id


def test_the_password_is_tried_only_on_a_line_that_waits_for_it(office: Cast, registrar: Client, batch: Batch) -> None:
    item = give(office.registrar, batch, Paper(name="terkunci.pdf", content=locked_pdf()))
    address = reverse("item_password", args=[item.public_id])
    for form in ({}, {"password": ""}):
        assert registrar.post(address, form).status_code == 200
    intake.wait_for_password(item)
    assert "Kata sandi tidak cocok" in registrar.post(address, {"password": "salah"}).content.decode()
    intake.set_state(item, ItemState.RECEIVED)
    answer = registrar.post(address, {"password": "apa saja"})
    assert answer.headers["Location"] == reverse("batch", args=[batch.public_id])
    item.refresh_from_db()
    assert item.state == ItemState.RECEIVED


def test_pages_read_so_far_come_twenty_four_at_a_time_and_each_look_is_journaled(
    office: Cast, registrar: Client, batch: Batch
) -> None:
    paper = Paper(tuple(f"Kalimat {number}." for number in range(1, 26)))
    item = give(office.registrar, batch, paper)
    read(item, paper)
    address = reverse("item_pages", args=[item.public_id])
    shown = [re.findall(r"Kalimat (\d+)", registrar.get(address + query).content.decode()) for query in ("", "?hal=2")]
    assert shown == [[str(number) for number in range(1, 25)], ["25"]]
    assert Event.objects.filter(verb="pages_viewed", object_id=item.public_id).count() == 2
    picture, beyond = (registrar.get(reverse("item_page_image", args=[item.public_id, number])) for number in (25, 26))
    assert beyond.status_code == 404
    assert b"".join(picture.streaming_content).endswith(b"Kalimat 25.")  # type: ignore[attr-defined]
    assert {"private", "max-age=0", "must-revalidate"} <= set(picture.headers["Cache-Control"].split(", "))
    assert json.loads(Event.objects.get(verb="page_viewed").facts) == {"page": 25}


def test_a_picture_that_is_not_there_and_pages_of_a_letter_that_stands_are_not_shown(
    office: Cast, registrar: Client, batch: Batch
) -> None:
    item = give(office.registrar, batch, Paper())
    read(item, Paper())
    storage.page_path(item.sha256, 1).unlink()
    assert registrar.get(reverse("item_page_image", args=[item.public_id, 1])).status_code == 404
    intake.mark_filed(item, [], [])
    answer = registrar.get(reverse("item_pages", args=[item.public_id]))
    assert answer.headers["Location"] == reverse("batch", args=[batch.public_id])


def test_a_line_shows_where_its_letter_is_and_that_it_was_withdrawn(
    office: Cast, registrar: Client, batch: Batch
) -> None:
    letter = make_letter(office.registrar, office.unit, batch=batch)
    csv_address, page_address = (reverse(name, args=[batch.public_id]) for name in ("receipt_csv", "receipt"))
    assert reverse("letter", args=[letter.public_id]) in registrar.get(page_address).content.decode()
    assert "Surat ditarik" not in registrar.get(csv_address).content.decode()
    letters.withdraw(actor(office.registrar), letter, "uji")
    assert reverse("letter", args=[letter.public_id]) not in registrar.get(page_address).content.decode()
    assert "Surat ditarik" in registrar.get(csv_address).content.decode()


def test_each_look_at_a_receipt_is_journaled(registrar: Client, batch: Batch) -> None:
    registrar.get(reverse("receipt", args=[batch.public_id]))
    assert Event.objects.get(verb="receipt_viewed").object_id == batch.public_id


def test_a_file_of_another_batch_is_not_reached_through_its_line(office: Cast, registrar: Client) -> None:
    other = open_batch(office.archivist, office.unit)
    item = give(office.archivist, other, Paper())
    intake.wait_for_password(item)
    for name in ("item_password", "item_pages"):
        assert registrar.get(reverse(name, args=[item.public_id])).status_code == 404
        assert registrar.get(reverse(name, args=["x" * 10])).status_code == 404
