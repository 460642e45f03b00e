"""Giving in pieces: what arrived is kept, sending goes on where it ended, and a folder chosen again is skipped."""

import errno
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from dms.intake import storage, uploads
from dms.intake.models import Batch
from tests.cast import Cast, actor
from tests.dms.paper import open_batch

pytestmark = pytest.mark.usefixtures("data_folder", "plain_static_files")

CONTENT = bytes(range(256)) * 40
FACTS = {"path": "map/surat.pdf", "size": len(CONTENT), "modified": 1_700_000_000_000, "turn": 0}


def send(client: Client, batch: Batch, offset: int, piece: bytes, facts: Mapping[str, Any] = FACTS) -> Any:
    header = quote(json.dumps({**facts, "offset": offset}))
    address = reverse("batch_part", args=[batch.public_id])
    return client.post(address, piece, content_type="application/octet-stream", headers={"x-file": header})


def known(client: Client, batch: Batch, *facts: Mapping[str, Any]) -> list[dict[str, Any]]:
    address = reverse("batch_known", args=[batch.public_id])
    answer = client.post(address, {"files": list(facts)}, content_type="application/json")
    return list(answer.json()["files"])


def test_pieces_become_one_line_and_no_piece_is_left(registrar: Client, batch: Batch, data_folder: Path) -> None:
    assert send(registrar, batch, 0, CONTENT[:4000]).json() == {"offset": 4000}
    assert known(registrar, batch, FACTS) == [{"item": None, "offset": 4000}]
    assert send(registrar, batch, 4000, CONTENT[4000:9000]).json() == {"offset": 9000}
    last = send(registrar, batch, 9000, CONTENT[9000:])
    item = batch.items.get()
    assert (last.status_code, last.json()) == (201, {"item": item.public_id, "line": 1})
    assert (item.name, item.path, item.size_bytes) == ("surat.pdf", "map/surat.pdf", len(CONTENT))
    assert storage.original_path(item.sha256).read_bytes() == CONTENT
    assert not list(storage.stray_parts())


def test_a_file_that_has_its_line_is_known_and_not_taken_again(registrar: Client, batch: Batch) -> None:
    send(registrar, batch, 0, CONTENT)
    item = batch.items.get()
    assert known(registrar, batch, FACTS) == [{"item": item.public_id, "offset": 0}]
    assert send(registrar, batch, 0, CONTENT).json()["item"] == item.public_id
    assert batch.items.count() == 1


@pytest.mark.parametrize("change", [{"path": "map/lain.pdf"}, {"modified": 1}, {"turn": 1}])
def test_another_path_time_or_turn_is_another_file(registrar: Client, batch: Batch, change: dict[str, Any]) -> None:
    send(registrar, batch, 0, CONTENT)
    assert known(registrar, batch, {**FACTS, **change})[0]["item"] is None
    send(registrar, batch, 0, CONTENT, {**FACTS, **change})
    assert batch.items.count() == 2


def test_in_another_batch_the_file_is_not_known(office: Cast, registrar: Client, batch: Batch) -> None:
    send(registrar, batch, 0, CONTENT)
    assert known(registrar, open_batch(office.registrar, office.unit), FACTS) == [{"item": None, "offset": 0}]


@pytest.mark.parametrize("offset", [0, 3999, 4001, 10**9])
def test_a_piece_that_does_not_join_on_is_told_where_to_go_on(registrar: Client, batch: Batch, offset: int) -> None:
    send(registrar, batch, 0, CONTENT[:4000])
    answer = send(registrar, batch, offset, b"x" * 100)
    assert (answer.status_code, answer.json()) == (409, {"offset": 4000})
    send(registrar, batch, 4000, CONTENT[4000:])
    assert storage.original_path(batch.items.get().sha256).read_bytes() == CONTENT


def test_more_bytes_than_announced_are_not_taken(registrar: Client, batch: Batch) -> None:
    send(registrar, batch, 0, CONTENT + b"lebih")
    assert batch.items.get().size_bytes == len(CONTENT)


def test_an_empty_file_has_its_line_too(registrar: Client, batch: Batch) -> None:
    assert send(registrar, batch, 0, b"", {**FACTS, "size": 0}).status_code == 201
    assert batch.items.get().size_bytes == 0


class CutOff:
    """A connection that breaks after its first bytes."""

    def __init__(self) -> None:
        self.given = False

    def read(self, _size: int) -> bytes:
        if self.given:
            raise OSError(errno.ECONNRESET, os.strerror(errno.ECONNRESET))
        self.given = True
        return CONTENT[:5000]


def test_what_arrived_before_the_connection_broke_is_kept(office: Cast, registrar: Client, batch: Batch) -> None:
    file = uploads.announced(FACTS)
    with pytest.raises(OSError, match="reset"):
        uploads.add_piece(actor(office.registrar), batch, file, 0, CutOff())
    assert known(registrar, batch, FACTS) == [{"item": None, "offset": 5000}]
    assert send(registrar, batch, 5000, CONTENT[5000:]).status_code == 201
    assert storage.original_path(batch.items.get().sha256).read_bytes() == CONTENT


def test_a_full_disk_is_said_and_nothing_promised(
    registrar: Client, batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_source: object) -> storage.Stored:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(storage, "keep", full)
        answer = send(registrar, batch, 0, CONTENT)
    assert answer.status_code == 507 and "penuh" in answer.json()["message"]
    assert not batch.items.exists()
    assert send(registrar, batch, len(CONTENT), b"").status_code == 201


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"path": "", "size": 1, "modified": 1, "turn": 0},
        {"path": "a", "size": -1, "modified": 1, "turn": 0},
        {"path": "a", "size": "1", "modified": 1, "turn": 0},
        {"path": ["a"], "size": 1, "modified": 1, "turn": 0},
        {"path": "a", "size": 1, "modified": 1, "turn": True},
    ],
)
def test_what_no_page_of_ours_sends_is_refused(registrar: Client, batch: Batch, facts: dict[str, Any]) -> None:
    assert send(registrar, batch, 0, b"x", facts).status_code == 400
    address = reverse("batch_known", args=[batch.public_id])
    assert registrar.post(address, {"files": [facts]}, content_type="application/json").status_code == 400
    assert registrar.post(address, "[]", content_type="application/json").status_code == 400
    assert not batch.items.exists()


@pytest.mark.parametrize("path", ["../../etc/passwd", "a\0b\nc.pdf", "n" * 9000, "\ud800.pdf", "map/"])
def test_no_path_does_harm(registrar: Client, batch: Batch, path: str, data_folder: Path) -> None:
    assert send(registrar, batch, 0, CONTENT, {**FACTS, "path": path}).status_code == 201
    item = batch.items.get()
    assert "/" not in item.name.rstrip("/") and len(item.path) <= uploads.MOST_PATH
    assert sorted(each.name for each in data_folder.iterdir()) == ["incoming", "originals"]


def test_to_others_neither_pieces_nor_what_arrived_are_there(office: Cast, registrar: Client, batch: Batch) -> None:
    send(registrar, batch, 0, CONTENT[:100])
    for person in (office.outsider, office.other_section_head, office.sysadmin):
        client = Client()
        client.force_login(person)
        assert send(client, batch, 100, CONTENT[100:]).status_code == 404
        address = reverse("batch_known", args=[batch.public_id])
        assert client.post(address, {"files": [FACTS]}, content_type="application/json").status_code == 404
    assert uploads.arrived(batch, uploads.announced(FACTS)) == 100
