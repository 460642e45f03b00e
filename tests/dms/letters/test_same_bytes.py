"""The same paper given twice: whoever may not know of the first letter is told nothing by the second.

Files go the whole way of a letter here, step by step in this process: what each step says is compared with what it
says of a file that nobody has ever given.
"""

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dms.intake import services as intake
from dms.intake.models import Batch, BatchItem, ItemState, Original
from dms.jobs import running
from dms.jobs import services as jobs
from dms.jobs.registry import KINDS
from dms.letters import index, queries, services
from dms.letters.models import Letter
from dms.people import services as people
from dms.people.actor import Actor
from dms.people.models import Person, Unit
from dms.people.policy import access_of
from tests.cast import Cast, actor
from tests.dms.flow.letters_on_paper import write_letter
from tests.dms.paper import open_batch

pytestmark = pytest.mark.usefixtures("data_folder", "plain_static_files")


@dataclass(frozen=True)
class Given:
    """What a giver saw and what the machine did for a file."""

    status: int
    headers: tuple[tuple[str, str], ...]
    steps: tuple[str, ...]
    receipt: tuple[str, ...]
    words: int


def give(giver: Person, unit: Unit, content: bytes, batch: Batch | None = None) -> tuple[Given, BatchItem]:
    """Upload CONTENT as GIVER, do all the work, and return what there was to see, with the line."""
    client, batch = Client(), batch or open_batch(giver, unit, "Batch")
    client.force_login(giver)
    form = {"file": SimpleUploadedFile("surat.pdf", content), "key": str(batch.items.count()), "path": "surat.pdf"}
    response = client.post(reverse("batch_upload", args=[batch.public_id]), form)
    item = BatchItem.objects.get(public_id=response.json()["item"])
    steps = work()
    item.refresh_from_db()
    letter = item.letters.get().letter if item.letters.exists() else None
    words = len(index.text_of(letter).split()) if letter else 0
    headers = tuple(sorted(response.headers.items()))
    return Given(response.status_code, headers, steps, receipt(client, batch, item), words), item


def work() -> tuple[str, ...]:
    """Do what is due, in this process; return the steps in their order."""
    done = []
    while claim := jobs.claim():
        assert running.run_here(KINDS[claim.kind], claim) == "", claim
        done.append(claim.kind)
    index.engine().refresh()
    return tuple(done)


def receipt(client: Client, batch: Batch, item: BatchItem) -> tuple[str, ...]:
    """Return the line of ITEM on the receipt without what must differ: its number, hash and letter."""
    text = client.get(reverse("receipt_csv", args=[batch.public_id])).content.decode("utf-8-sig")
    (row,) = [row for row in csv.DictReader(io.StringIO(text)) if row["line"] == str(item.line)]
    return tuple(value for name, value in row.items() if name not in ("line", "sha256", "letter", "bytes"))


@pytest.fixture
def secret(tmp_path: Path) -> bytes:
    """A letter that concerns one office."""
    return write_letter(tmp_path / "a.pdf", "Pemeriksaan khusus atas pengadaan tahun lalu.").read_bytes()


@pytest.fixture
def other(tmp_path: Path) -> bytes:
    """A letter like it that nobody has given."""
    return write_letter(tmp_path / "b.pdf", "Pemeriksaan biasa atas pengadaan tahun depan.").read_bytes()


def home_of(person: Person) -> Unit:
    return access_of(person).positions[0].unit


def test_to_an_outsider_a_known_paper_is_as_new_as_any(office: Cast, secret: bytes, other: bytes) -> None:
    give(office.registrar, office.unit, secret)
    known, item = give(office.outsider, home_of(office.outsider), secret)
    new, _ = give(office.outsider, home_of(office.outsider), other)
    assert known == new
    assert item.state == ItemState.FILED
    assert Original.objects.filter(sha256=item.sha256).count() == 1
    assert Letter.objects.count() == 3


def test_each_giver_finds_his_own_letter_on_the_one_original(office: Cast, secret: bytes) -> None:
    _, first = give(office.registrar, office.unit, secret)
    _, second = give(office.outsider, home_of(office.outsider), secret)
    mine, theirs = first.letters.get().letter, second.letters.get().letter
    assert mine != theirs
    assert queries.originals(mine) == queries.originals(theirs)
    for person, letter in ((office.registrar, mine), (office.section_head, None)):
        found = [one.letter for one in queries.find(access_of(person), "pengadaan").found]
        assert found == ([letter] if letter else [])


def test_a_registrar_is_told_nothing_of_what_only_the_head_may_see(office: Cast, secret: bytes, other: bytes) -> None:
    _, line = give(office.head, office.unit, secret)
    letter = line.letters.get().letter
    letter.access_tokens.exclude(token__startswith="position").delete()
    known, item = give(office.registrar, office.section, secret)
    new, _ = give(office.registrar, office.section, other)
    assert known == new
    assert item.state == ItemState.FILED


def test_who_gave_it_himself_is_told_which_line_it_was(office: Cast, secret: bytes) -> None:
    batch = open_batch(office.registrar, office.unit, "Batch pertama")
    give(office.registrar, office.unit, secret, batch)
    again, item = give(office.registrar, office.unit, secret, batch)
    assert (item.state, item.reason) == (ItemState.DUPLICATE, "same_bytes")
    assert "baris 1 (surat.pdf)" in again.receipt[3]
    later, _ = give(office.registrar, office.unit, secret)
    assert "Batch pertama" in later.receipt[3]
    assert Letter.objects.count() == 1


def test_a_colleague_who_may_see_the_letter_is_told_of_it(office: Cast, secret: bytes) -> None:
    give(office.registrar, office.unit, secret)
    told, item = give(office.head, office.unit, secret)
    assert item.state == ItemState.DUPLICATE
    assert told.status == 201


def test_a_receipt_names_no_batch_that_its_reader_may_not_see(office: Cast, secret: bytes) -> None:
    """Somebody gives a paper at home and again in a second post; his successor there reads the second receipt."""
    giver, home = office.outsider, home_of(office.outsider)
    give(giver, home, secret, open_batch(giver, home, "Rahasia dapur"))
    post = people.make_position(office.section, people.NewPost("Staf", ("staff",), 1))
    for person in (giver, office.legal):
        people.assign(actor(giver), person, post)
    batch = intake.open_batch(Actor(giver, post), office.section, "Batch di sini", via="browser")
    _, item = give(giver, office.section, secret, batch)
    assert item.state == ItemState.DUPLICATE
    for reader in (giver, office.legal):
        assert "Sama persis" in page(reader, batch)
        assert "Rahasia dapur" not in page(reader, batch)


def page(person: Person, batch: Batch) -> str:
    """Return everything PERSON sees of BATCH: its page, its receipt, the CSV."""
    client = Client()
    client.force_login(person)
    shown: list[Any] = [
        client.get(reverse(name, args=[batch.public_id])) for name in ("batch", "receipt", "receipt_csv")
    ]
    return "".join(one.content.decode() for one in shown)


def test_a_paper_whose_letter_is_withdrawn_may_come_in_anew(office: Cast, secret: bytes) -> None:
    _, first = give(office.registrar, office.unit, secret)
    services.withdraw(actor(office.registrar), first.letters.get().letter, "salah unit")
    _, second = give(office.registrar, office.unit, secret)
    assert second.state == ItemState.FILED
    assert second.letters.get().letter.withdrawn_at is None
