"""A ZIP on its way: each file in it gets a line of its own once; what is dangerous is refused with a reason."""

import io
import zipfile
from typing import Any

import pytest
from pytest_django import Settings

from dms.intake import services as intake
from dms.intake import storage, unpacking
from dms.intake.models import Batch, BatchItem
from dms.intake.wording import reason_in_words
from dms.jobs import running
from dms.jobs import services as jobs
from dms.jobs.models import Job
from dms.jobs.registry import KINDS
from tests.cast import Cast, actor
from tests.dms.paper import open_batch

pytestmark = pytest.mark.usefixtures("data_folder")

PNG = b"\x89PNG\r\n\x1a\n" + bytes(30)


@pytest.fixture
def batch(office: Cast) -> Batch:
    """An empty batch of the registrar."""
    return open_batch(office.registrar, office.unit)


def zipped(files: dict[str, bytes], **options: Any) -> bytes:
    """Return a ZIP of FILES."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def give(office: Cast, batch: Batch, content: bytes, key: str = "zip") -> BatchItem:
    """Give a ZIP from a folder."""
    given = intake.GivenFile("arsip.zip", "map/arsip.zip", key, io.BytesIO(content), "incoming")
    return intake.give(actor(office.registrar), batch, given)


def work() -> None:
    """Do what is due of receiving and unpacking, in this process."""
    while (claim := jobs.claim(kinds=("receive", "unpack"))) is not None:
        fault = running.run_here(KINDS[claim.kind], claim)
        assert fault == ""


def after(office: Cast, batch: Batch, content: bytes) -> BatchItem:
    """Give a ZIP and return its line when the work on it is done."""
    item = give(office, batch, content)
    work()
    item.refresh_from_db()
    return item


def paths(item: BatchItem) -> list[str]:
    return list(item.contents.order_by("line").values_list("path", flat=True))


def test_each_file_gets_a_line_with_its_path(office: Cast, batch: Batch) -> None:
    item = after(office, batch, zipped({"a.png": PNG, "boks 1/dalam/b.png": PNG + b"x"}))
    assert (item.state, reason_in_words(item)) == ("unpacked", "2 fail di dalamnya diterima satu per satu.")
    assert paths(item) == ["map/arsip.zip/a.png", "map/arsip.zip/boks 1/dalam/b.png"]
    first = item.contents.get(name="a.png")
    assert storage.original_path(first.sha256).read_bytes() == PNG
    assert first.direction == "incoming"
    assert {one.state for one in item.contents.all()} == {"refused"}  # these pictures are none


def test_a_zip_in_a_zip_is_opened_too_up_to_a_depth(office: Cast, batch: Batch) -> None:
    content = PNG
    for level in range(unpacking.DEEPEST + 1):
        content = zipped({f"{level}.zip" if level else "a.png": content})
    outer = after(office, batch, content)
    states = list(BatchItem.objects.order_by("line").values_list("state", "reason"))
    assert states == [("unpacked", "unpacked")] * unpacking.DEEPEST + [("refused", "archive_too_deep")]
    assert paths(outer) == ["map/arsip.zip/3.zip"]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("/etc/passwd", "etc/passwd"),
        ("../../keluar.png", "keluar.png"),
        ("C:\\scan\\a.png", "scan/a.png"),
        ("a/./b//c.png", "a/b/c.png"),
        ("..", "tanpa-nama"),
    ],
)
def test_no_path_leads_out(office: Cast, batch: Batch, name: str, kept: str) -> None:
    assert unpacking.clean(name) == kept
    assert paths(after(office, batch, zipped({name: PNG, "b.png": PNG})))[0] == f"map/arsip.zip/{kept}"


@pytest.mark.parametrize(
    ("stored", "flag", "shown"),
    [
        (b"caf\x82.png", 0, "café.png"),
        ("surat é.png".encode(), 0, "surat é.png"),
        ("surat é.png".encode(), 0x800, "surat é.png"),
        (b"\xc4\xff.png", 0, "─\u00a0.png"),
    ],
)
def test_names_are_read_as_they_were_meant(stored: bytes, flag: int, shown: str) -> None:
    info = zipfile.ZipInfo(stored.decode("utf-8" if flag else "cp437"))
    info.flag_bits = flag
    assert unpacking.name_of(info) == shown


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, 0o120777 << 16
    return info


def test_links_and_notes_of_systems_are_left_out_and_counted(office: Cast, batch: Batch) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(link("tautan"), "/etc/passwd")
        for name in ("a.png", "map/", "__MACOSX/._a.png", ".DS_Store", "Thumbs.db"):
            archive.writestr(name, PNG if name == "a.png" else b"")
    item = after(office, batch, target.getvalue())
    assert paths(item) == ["map/arsip.zip/a.png"]
    assert "4 tautan atau catatan sistem dibiarkan" in reason_in_words(item)


def locked() -> bytes:
    """Return a ZIP that says its file is encrypted."""
    content = bytearray(zipped({"a.png": PNG}))
    content[6] |= 1
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def rotten() -> bytes:
    """Return a ZIP in whose file a byte is wrong."""
    content = bytearray(zipped({"a.png": bytes(range(256)) * 20}))
    content[60] ^= 0xFF
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (locked(), "archive_locked"),
        (rotten(), "archive_damaged"),
        (zipped({"a.png": PNG})[:-10], "archive_damaged"),
        (zipped({"map/": b""}), "archive_empty"),
        (zipped({f"{n}.png": b"" for n in range(6)}), "archive_too_many"),
        (zipped({"a.png": bytes(3_000_000)}), "archive_too_large"),
        (zipped({f"{n}.png": bytes(900_000) for n in range(4)}), "archive_too_large"),
    ],
)
def test_what_is_dangerous_or_broken_is_refused_in_words(
    office: Cast, batch: Batch, settings: Settings, content: bytes, reason: str
) -> None:
    settings.ARCHIVE_FILES_LIMIT, settings.ARCHIVE_BYTES_LIMIT, settings.FILE_BYTES_LIMIT = 5, 3_000_000, 2_000_000
    item = after(office, batch, content)
    assert (item.state, item.reason) == ("refused", reason)
    assert "ZIP" in reason_in_words(item)
    assert storage.original_path(item.sha256).exists()


def test_limits_hold_over_all_zips_in_one(office: Cast, batch: Batch, settings: Settings) -> None:
    settings.ARCHIVE_FILES_LIMIT = 7
    inner = {f"{n}.zip": zipped({f"{m}.png": b"%d%d" % (n, m) for m in range(3)}) for n in range(3)}
    after(office, batch, zipped(inner))
    assert BatchItem.objects.filter(reason="archive_too_many").count() == 2
    assert BatchItem.objects.count() == 1 + 3 + 3


def test_killed_in_the_middle_each_file_still_has_one_line(
    office: Cast, batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = give(office, batch, zipped({f"{n}.png": b"%d" % n for n in range(4)}))
    real = storage.keep
    kept: list[Any] = []

    def dying(source: Any) -> storage.Stored:
        if len(kept) == 2:
            raise KeyboardInterrupt
        kept.append(source)
        return real(source)

    with monkeypatch.context() as patched:
        patched.setattr(storage, "keep", dying)
        with pytest.raises(KeyboardInterrupt):
            work()
    assert item.contents.count() == 2
    Job.objects.filter(kind="unpack").update(state="queued", owner="")
    work()
    assert sorted(item.contents.values_list("name", flat=True)) == ["0.png", "1.png", "2.png", "3.png"]


def test_a_full_store_is_waited_for(office: Cast, batch: Batch, monkeypatch: pytest.MonkeyPatch) -> None:
    item = give(office, batch, zipped({"a.png": PNG}))

    def full(_source: Any) -> storage.Stored:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(storage, "keep", full)
        work()
    assert Job.objects.get(kind="unpack").faults == 0
    Job.objects.update(not_before=batch.received_at)
    work()
    item.refresh_from_db()
    assert item.state == "unpacked"


def test_the_same_zip_again_is_a_duplicate_and_so_is_a_file_in_it(office: Cast, batch: Batch) -> None:
    content = zipped({"a.png": PNG})
    after(office, batch, content)
    again = give(office, batch, content, "zip-2")
    work()
    again.refresh_from_db()
    assert (again.state, again.contents.count()) == ("duplicate", 0)


def test_a_word_document_is_no_zip_to_be_opened(office: Cast, batch: Batch) -> None:
    item = after(office, batch, zipped({"word/document.xml": b"<w/>"}))
    assert (item.state, item.reason) == ("refused", "unsupported_type")
