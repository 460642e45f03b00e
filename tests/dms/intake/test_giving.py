"""Giving: bytes are stored once and never changed; a file has one line however often it is sent."""

import hashlib
import io
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from django.db import connection

from dms.audit.models import Event
from dms.intake import queries, storage
from dms.intake import services as intake
from dms.intake.models import Batch, BatchItem, ItemState
from dms.jobs.models import Job
from tests.cast import Cast, actor, make_cast
from tests.dms.paper import Paper, give, open_batch

pytestmark = pytest.mark.usefixtures("data_folder")


class FullDisk(io.RawIOBase):
    """A source that fails half way, as a full disk does."""

    def read(self, _size: int = -1) -> bytes:
        raise OSError(28, "No space left on device")


def test_bytes_are_stored_under_their_hash_read_only_and_once(office: Cast, batch: Batch) -> None:
    content = os.urandom(3_000_000)
    items = [give(office.registrar, batch, Paper(content=content), key) for key in ("a", "b")]
    digest = hashlib.sha256(content).hexdigest()
    path = storage.original_path(digest)
    assert {item.sha256 for item in items} == {digest}
    assert path.read_bytes() == content
    assert stat.S_IMODE(path.stat().st_mode) == 0o444
    assert [one.name for one in path.parent.iterdir()] == [digest]
    assert not list(storage.stray_parts())


def test_what_lies_there_is_never_written_again(office: Cast, batch: Batch) -> None:
    """Even a file that was damaged on disk is left for `verify` to find, not silently replaced."""
    content = b"asli"
    path = storage.original_path(hashlib.sha256(content).hexdigest())
    path.parent.mkdir(parents=True)
    path.write_bytes(b"lain")
    give(office.registrar, batch, Paper(content=content))
    assert path.read_bytes() == b"lain"


def test_the_same_key_is_the_same_line(office: Cast, batch: Batch) -> None:
    first = give(office.registrar, batch, Paper(), "kunci")
    assert give(office.registrar, batch, Paper(), "kunci") == first
    assert Event.objects.filter(verb="file_given").count() == 1
    assert Job.objects.filter(kind="receive", subject=first.public_id).count() == 1
    assert give(office.registrar, open_batch(office.registrar, office.unit), Paper(), "kunci") != first


def test_a_full_disk_promises_nothing(office: Cast, batch: Batch) -> None:
    given = intake.GivenFile("surat.png", "", "kunci", FullDisk())  # type: ignore[arg-type]
    with pytest.raises(OSError, match="No space"):
        intake.give(actor(office.registrar), batch, given)
    assert not batch.items.exists()
    assert not list(storage.stray_parts())


def test_a_long_name_keeps_its_ending(office: Cast, batch: Batch) -> None:
    assert give(office.registrar, batch, Paper(name="x" * 400 + ".pdf")).name == "x" * 251 + ".pdf"


@pytest.mark.django_db(transaction=True)
def test_many_hands_at_once_give_each_file_one_line() -> None:
    office = make_cast()
    batch = open_batch(office.registrar, office.unit)

    def hand_over(number: int) -> str:
        try:
            paper = Paper((f"surat {number % 4}",), name=f"{number % 4}.png")
            return give(office.registrar, batch, paper, f"kunci-{number % 4}").public_id
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as hands:
        given = list(hands.map(hand_over, range(16)))
    items = list(batch.items.all())
    assert len(items) == len(set(given)) == 4
    assert [item.line for item in items] == [1, 2, 3, 4]
    assert all(given[number] == given[number % 4] for number in range(16))
    assert {item.sha256 for item in items} == {path.name for path in stored()}
    assert Job.objects.filter(kind="receive").count() == 4


def stored() -> list[Path]:
    """Return every original on disk."""
    return [path for path in storage.original_path("00").parents[1].glob("*/*") if path.is_file()]


def test_the_tally_adds_up_in_every_state(office: Cast, batch: Batch) -> None:
    for number, state in enumerate(ItemState):
        item = give(office.registrar, batch, Paper((str(number),), name=f"{number}.png"))
        BatchItem.objects.filter(pk=item.pk).update(state=state)
    tally = queries.tally(batch)
    assert tally.given == len(ItemState)
    ended = tally.filed + tally.unpacked + tally.duplicate + tally.refused
    assert tally.given == ended + tally.waiting + tally.working
    assert (tally.working, tally.waiting, tally.settled) == (3, 1, 5)
    assert tally.percent == 62
    assert queries.tally(open_batch(office.registrar, office.unit)).percent == 100


def test_the_tally_follows_a_batch_from_nothing_to_its_end(office: Cast, batch: Batch) -> None:
    nothing = queries.Tally(given=0, filed=0, unpacked=0, duplicate=0, refused=0, waiting=0, working=0)
    assert queries.tally(batch) == nothing
    first, second = (give(office.registrar, batch, Paper(name=name)) for name in ("a.png", "b.png"))
    tally = queries.tally(batch)
    assert (tally, tally.settled, tally.percent) == (replace(nothing, given=2, working=2), 0, 0)
    intake.refuse(first, "damaged")
    tally = queries.tally(batch)
    assert (tally, tally.settled, tally.percent) == (replace(nothing, given=2, working=1, refused=1), 1, 50)
    intake.mark_filed(second, [], [])
    tally = queries.tally(batch)
    assert (tally, tally.settled, tally.percent) == (replace(nothing, given=2, refused=1, filed=1), 2, 100)


def locked_pdf() -> bytes:
    """Return a PDF of one page whose password is "buka"."""
    target = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(target, encryption=pikepdf.Encryption(user="buka", owner="pemilik"))
    return target.getvalue()


def test_a_password_opens_the_file_and_only_a_copy_of_it(office: Cast, batch: Batch) -> None:
    content = locked_pdf()
    item = give(office.registrar, batch, Paper(name="terkunci.pdf", content=content))
    intake.wait_for_password(item)
    Job.objects.all().delete()
    assert not intake.give_password(actor(office.registrar), item, "salah")
    assert (item.state, item.reason, item.opened) == (ItemState.WAITING, "wrong_password", False)
    assert not Job.objects.exists()
    assert intake.give_password(actor(office.registrar), item, "buka")
    assert (item.state, item.reason, item.opened) == (ItemState.RECEIVED, "", True)
    assert Job.objects.filter(kind="receive", subject=item.public_id).exists()
    assert storage.original_path(item.sha256).read_bytes() == content
    assert not pikepdf.open(storage.opened_path(item.sha256)).is_encrypted
    assert storage.readable_path(item.sha256) == storage.opened_path(item.sha256)
    told = " ".join(Event.objects.filter(object_id=item.public_id).values_list("facts", flat=True))
    assert "buka" not in told and "salah" not in told


def test_after_a_wrong_password_no_half_opened_copy_remains(office: Cast, batch: Batch) -> None:
    item = give(office.registrar, batch, Paper(name="terkunci.pdf", content=locked_pdf()))
    intake.give_password(actor(office.registrar), item, "salah")
    assert storage.readable_path(item.sha256) == storage.original_path(item.sha256)


def broken_inside() -> bytes:
    """Return a locked PDF whose objects lie in an encrypted stream that holds nothing of them."""
    target = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        locked = pikepdf.Encryption(user="buka", owner="pemilik")
        pdf.save(target, encryption=locked, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    content = target.getvalue()
    start, end = content.index(b"stream\n") + len(b"stream\n"), content.index(b"endstream")
    return content[:start] + bytes(end - start) + content[end:]


def test_a_locked_file_that_is_broken_inside_is_refused_when_its_password_comes(office: Cast, batch: Batch) -> None:
    broken = broken_inside()
    item = give(office.registrar, batch, Paper(name="rusak.pdf", content=broken))
    intake.wait_for_password(item)
    assert intake.give_password(actor(office.registrar), item, "buka")
    assert (item.state, item.reason, item.opened) == (ItemState.REFUSED, "damaged", False)
    assert storage.readable_path(item.sha256) == storage.original_path(item.sha256)
