"""A batch of mixed files: as many lines as files, each right."""

import io
from pathlib import Path

import pikepdf
import pytest

from bench import small_pages
from dms.intake import lines, queries
from dms.intake import services as intake
from dms.intake.models import Batch, BatchItem, ItemState
from dms.jobs import worker
from dms.jobs.models import Job
from dms.letters.models import Letter
from tests.cast import Cast, actor
from tests.dms.paper import open_batch

PASSWORD = "rahasia-2024"

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning"),
]


@pytest.fixture
def letters(tmp_path: Path) -> list[Path]:
    """Return six different one-page letters: JPEG, PDF by turns."""
    return [made.path for made in small_pages.make(tmp_path / "letters", 6, doubles=0)]


def locked(path: Path) -> bytes:
    """Return a PDF with a password."""
    target = io.BytesIO()
    with pikepdf.open(path) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(owner="pemilik", user=PASSWORD))
    return target.getvalue()


def give(office: Cast, batch: Batch, name: str, content: bytes) -> BatchItem:
    return intake.give(actor(office.registrar), batch, intake.GivenFile(name, name, name, io.BytesIO(content)))


def work() -> None:
    """Do everything that is or becomes due."""
    while worker.work_until_idle() or Job.objects.filter(state="queued").exists():
        continue


def test_every_line_of_a_mixed_batch_is_right(office: Cast, data_folder: Path, letters: list[Path]) -> None:
    batch = open_batch(office.registrar, office.unit)
    first, second, third, fourth, fifth, *_ = (path.read_bytes() for path in letters)
    whole = give(office, batch, "baik.jpg", first)
    same = give(office, batch, "baik-lagi.jpg", first)
    renamed = give(office, batch, "bukan-gambar.docx", second)
    empty = give(office, batch, "kosong.pdf", b"")
    broken = give(office, batch, "rusak.pdf", b"%PDF-1.7 dan seterusnya")
    text = give(office, batch, "catatan.txt", b"bukan surat")
    secret = give(office, batch, "terkunci.pdf", locked(letters[5]))
    cut_off = give(office, batch, "terpotong.jpg", fifth[: len(fifth) // 2])
    parts = [give(office, batch, "bagian-1.jpg", third), give(office, batch, "bagian-2.pdf", fourth)]
    intake.ask_to_join(actor(office.registrar), parts)
    work()

    items = {item.name: item for item in batch.items.select_related("original", "duplicate_of")}
    assert [item.line for item in items.values()] == list(range(1, 11))
    ends = {name: (item.state, item.reason) for name, item in items.items()}
    assert ends == {
        whole.name: (ItemState.FILED, ""),
        same.name: (ItemState.DUPLICATE, "same_bytes"),
        renamed.name: (ItemState.FILED, ""),
        empty.name: (ItemState.REFUSED, "empty"),
        broken.name: (ItemState.REFUSED, "damaged"),
        text.name: (ItemState.REFUSED, "unsupported_type"),
        secret.name: (ItemState.WAITING, "needs_password"),
        cut_off.name: (ItemState.FILED, ""),
        parts[0].name: (ItemState.FILED, ""),
        parts[1].name: (ItemState.FILED, ""),
    }
    assert items[same.name].duplicate_of == whole
    assert any(note.get("outcome") == "partial" for note in items[cut_off.name].notes)
    assert lines.line(items[cut_off.name]).is_partial
    joined = [items[part.name].filed_as[0] for part in parts]
    assert joined[0]["letter"] == joined[1]["letter"]
    assert [(part["first"], part["last"]) for part in joined] == [(1, 1), (2, 2)]
    assert Letter.objects.filter(merged_into=None).count() == 4
    tally = queries.tally(batch)
    counts = (tally.given, tally.filed, tally.duplicate, tally.refused, tally.waiting, tally.working)
    assert counts == (10, 5, 1, 3, 1, 0)
    assert not Job.objects.exists()


def test_a_locked_file_is_read_once_its_password_is_given(office: Cast, data_folder: Path, letters: list[Path]) -> None:
    batch = open_batch(office.registrar, office.unit)
    item = give(office, batch, "terkunci.pdf", locked(letters[1]))
    work()
    item.refresh_from_db()
    assert not intake.give_password(actor(office.registrar), item, "bukan ini")
    assert intake.give_password(actor(office.registrar), item, PASSWORD)
    work()
    item.refresh_from_db()
    assert (item.state, item.reason) == (ItemState.FILED, "")
    assert "DINAS" in text_of(item)


def text_of(item: BatchItem) -> str:
    from dms.letters import index

    return index.text_of(item.letters.get().letter)


def test_files_of_one_letter_wait_for_each_other_however_long_it_takes(
    office: Cast, data_folder: Path, letters: list[Path]
) -> None:
    batch = open_batch(office.registrar, office.unit)
    parts = [give(office, batch, path.name, path.read_bytes()) for path in letters[:2]]
    intake.ask_to_join(actor(office.registrar), parts)
    for _ in range(100):
        Job.objects.filter(kind="join").update(not_before="2024-01-01T00:00:00Z")
        assert worker.work_until_idle(kinds=("join",)) <= 1
    assert Job.objects.get(kind="join").state == "queued"
    work()
    assert Letter.objects.filter(merged_into=None).count() == 1
