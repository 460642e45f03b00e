"""The screens of intake: an upload gets its line once, the receipt adds up, and a spreadsheet runs nothing of it."""

import csv
import io
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dms.intake import services as intake
from dms.intake.models import Batch, BatchItem
from dms.people.actor import Actor
from tests.cast import Cast
from tests.dms.paper import Paper, give, make_letter, open_batch

pytestmark = pytest.mark.usefixtures("data_folder", "plain_static_files")


def upload(registrar: Client, batch: Batch, name: str, content: bytes, key: str) -> Any:
    file = SimpleUploadedFile(name, content)
    return registrar.post(reverse("batch_upload", args=[batch.public_id]), {"file": file, "key": key, "path": name})


def test_a_file_gets_a_line_and_a_retry_the_same_one(registrar: Client, batch: Batch) -> None:
    first = upload(registrar, batch, "surat.png", b"isi", "kunci")
    again = upload(registrar, batch, "surat.png", b"isi", "kunci")
    assert (first.status_code, again.status_code) == (201, 201)
    assert json.loads(first.content) == json.loads(again.content)
    assert json.loads(first.content)["line"] == 1
    assert batch.items.count() == 1


def test_the_same_bytes_under_another_key_are_another_line(registrar: Client, batch: Batch) -> None:
    lines = [json.loads(upload(registrar, batch, "surat.png", b"isi", key).content)["line"] for key in ("a", "b")]
    assert lines == [1, 2]


@pytest.mark.parametrize("form", [{}, {"key": "kunci"}, {"file": "bukan fail", "key": "kunci"}])
def test_an_upload_without_a_file_is_told_what_to_do(registrar: Client, batch: Batch, form: dict[str, str]) -> None:
    response = registrar.post(reverse("batch_upload", args=[batch.public_id]), form)
    assert response.status_code == 400
    assert "Pilih fail" in json.loads(response.content)["message"]
    assert not batch.items.exists()


def test_an_upload_without_a_key_is_refused(registrar: Client, batch: Batch) -> None:
    assert upload(registrar, batch, "surat.png", b"isi", "").status_code == 400


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "nama\0aneh.png", "n" * 300 + ".png", "<b>tebal</b>.png", "=1+1.png"]
)
def test_no_name_does_harm(registrar: Client, batch: Batch, name: str) -> None:
    response = upload(registrar, batch, name, b"isi", "kunci")
    assert response.status_code == 201
    item = batch.items.get()
    assert "/" not in item.name
    assert "\0" not in item.name
    page = registrar.get(reverse("receipt", args=[batch.public_id])).content.decode()
    assert "<b>tebal" not in page


def rows(registrar: Client, batch: Batch) -> list[list[str]]:
    response = registrar.get(reverse("receipt_csv", args=[batch.public_id]))
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_the_receipt_names_every_file_once_and_adds_up(office: Cast, registrar: Client, batch: Batch) -> None:
    make_letter(office.registrar, office.unit, Paper(name="tercatat.png"), batch=batch)
    refused, waiting = (give(office.registrar, batch, Paper(name=name)) for name in ("ditolak.pdf", "terkunci.pdf"))
    intake.refuse(refused, "damaged")
    intake.wait_for_password(waiting)
    intake.mark_duplicate(give(office.registrar, batch, Paper(name="sama.png")), batch.items.get(name="tercatat.png"))
    give(office.registrar, batch, Paper(name="baru.png"))
    head, *lines = rows(registrar, batch)
    assert head[:3] == ["line", "name", "path"]
    states = {line[1]: line[5] for line in lines}
    assert states == {
        "tercatat.png": "filed",
        "ditolak.pdf": "refused",
        "terkunci.pdf": "waiting",
        "sama.png": "duplicate",
        "baru.png": "received",
    }
    assert [line[0] for line in lines] == ["1", "2", "3", "4", "5"]
    assert all(len(line[4]) == 64 for line in lines)
    page = registrar.get(reverse("receipt", args=[batch.public_id])).content.decode()
    assert all(name in page for name in states)


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "=HYPERLINK(1)", "\uff1d1", "\tsurat"])
def test_a_spreadsheet_runs_no_name_as_a_formula(office: Cast, registrar: Client, batch: Batch, name: str) -> None:
    BatchItem.objects.filter(pk=give(office.registrar, batch, Paper()).pk).update(name=name, path=name)
    (_, line) = rows(registrar, batch)
    assert line[1:3] == [f"'{name}"] * 2


def test_a_wrong_password_leaves_the_file_waiting_and_says_so(office: Cast, registrar: Client, batch: Batch) -> None:
    item = give(office.registrar, batch, Paper(name="terkunci.pdf", content=b"%PDF-1.4 bukan pdf"))
    intake.wait_for_password(item, wrong=True)
    page = registrar.get(reverse("batch", args=[batch.public_id])).content.decode()
    assert reverse("item_password", args=[item.public_id]) in page
    assert "Kata sandi tidak cocok" in page


def test_lines_of_a_batch_are_joined_only_two_or_more_and_only_its_own(
    office: Cast, registrar: Client, batch: Batch
) -> None:
    mine, other = (give(office.registrar, one, Paper()) for one in (batch, open_batch(office.registrar, office.unit)))
    address = reverse("batch_join", args=[batch.public_id])
    assert registrar.post(address, {"item": [mine.public_id, other.public_id]}).status_code == 400
    second = give(office.registrar, batch, Paper(name="b.png"))
    asked = registrar.post(
        address, {"item": [mine.public_id, second.public_id]}, headers={"accept": "application/json"}
    )
    assert json.loads(asked.content) == {"joined": 2}
    keys = set(batch.items.values_list("join_key", flat=True))
    assert len(keys) == 1 and keys != {""}
    other.refresh_from_db()
    assert other.join_key == ""


def test_a_join_asked_for_while_the_file_is_read_is_not_lost(office: Cast, batch: Batch) -> None:
    first, second = (give(office.registrar, batch, Paper(name=name)) for name in ("a.png", "b.png"))
    as_the_worker_knows_it = BatchItem.objects.get(pk=first.pk)
    intake.ask_to_join(Actor(office.registrar), [first, second])
    intake.mark_filed(as_the_worker_knows_it, [], [])
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.join_key) == ("filed", second.join_key)
