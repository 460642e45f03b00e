"""Watched folders when something dies or is in the way: nothing is taken twice or half, nothing is lost, it is said."""

import errno
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from django.db.models import F
from django.utils import timezone

from dms.intake import storage
from dms.intake.models import BatchItem, WatchedFolder
from dms.intake.watching import looking, moving, taking
from dms.jobs import services as jobs
from dms.jobs.models import Job
from tests.dms.intake.watched import PNG, items, look, lying, put

pytestmark = pytest.mark.usefixtures("data_folder")


class Killed(BaseException):
    """Ends what is being done as a kill would: nothing after it is done."""


def killed(monkeypatch: pytest.MonkeyPatch, where: Any, name: str, *, after: bool) -> None:
    """Have the process die in function NAME of WHERE, before or AFTER it did its work."""
    real = getattr(where, name)

    def dying(*args: Any, **options: Any) -> Any:
        if after:
            real(*args, **options)
        raise Killed

    monkeypatch.setattr(where, name, dying)


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize(
    ("where", "name"),
    [
        (storage, "keep"),
        (taking, "write_line"),
        (taking, "move_aside"),
        (moving, "free_name"),
        (moving, "hold"),
        (moving, "move"),
    ],
)
def test_killed_anywhere_a_file_is_taken_once_and_moved_once(
    folder: WatchedFolder, root: Path, monkeypatch: pytest.MonkeyPatch, where: Any, name: str, after: bool
) -> None:
    put(root, "a.png")
    look(folder)
    with monkeypatch.context() as patched:
        killed(patched, where, name, after=after)
        with pytest.raises(Killed):
            look(folder)
    Job.objects.filter(kind=looking.JOB).update(owner="", lease_until=timezone.now() - timedelta(1))
    assert jobs.release_dead() == 1
    look(folder)
    look(folder)
    assert items() == ["a.png"]
    assert (lying(root, "selesai"), folder.fault) == (["a.png"], "")
    assert lying(root) == [f"selesai/{timezone.localdate().isoformat()}/a.png"]


def test_a_look_whose_lease_is_lost_takes_nothing(folder: WatchedFolder, root: Path) -> None:
    put(root, "a.png")
    look(folder)
    row = folder.files.select_related("folder").get()
    jobs.enqueue(looking.JOB, folder.public_id)
    claim = jobs.claim(kinds=(looking.JOB,))
    assert claim is not None
    Job.objects.update(attempt=F("attempt") + 1)
    with pytest.raises(Exception, match=looking.JOB):
        taking.take(claim, row)
    assert items() == []


class Slow:
    """Gives out the bytes of a file ten at a time, and lets something happen after each."""

    def __init__(self, source: BinaryIO, happens: Callable[[], None]) -> None:
        self.source, self.happens = source, happens

    def read(self, size: int = -1) -> bytes:
        chunk = self.source.read(min(size, 10))
        self.happens()
        return chunk


def test_a_file_that_changes_while_it_is_read_is_not_kept(
    folder: WatchedFolder, root: Path, monkeypatch: pytest.MonkeyPatch, data_folder: Path
) -> None:
    path = put(root, "a.png")
    look(folder)

    keep = storage.keep

    def grow() -> None:
        with path.open("ab") as more:
            more.write(b"x")

    with monkeypatch.context() as patched:
        patched.setattr(storage, "keep", lambda source: keep(Slow(source, grow)))  # type: ignore[arg-type]
        look(folder)
    assert items() == []
    assert not list((data_folder / "originals").rglob("*.*")) and not list(storage.stray_parts())
    path.write_bytes(PNG)
    look(folder)
    look(folder)
    assert BatchItem.objects.get().size_bytes == len(PNG)


def test_a_file_that_replaces_the_taken_one_before_the_move_is_taken_too(
    folder: WatchedFolder, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(root, "a.png")
    look(folder)
    newer = b"\x89PNG\r\n\x1a\n" + b"baru" + PNG[8:]
    real = taking.write_line

    def replaced(*args: Any) -> BatchItem:
        path.write_bytes(newer)
        return real(*args)

    with monkeypatch.context() as patched:
        patched.setattr(taking, "write_line", replaced)
        look(folder)
    assert path.read_bytes() == newer
    look(folder)
    look(folder)
    assert items() == ["a.png"] * 2
    assert sorted(BatchItem.objects.values_list("size_bytes", flat=True)) == [len(PNG), len(newer)]
    assert lying(root, "selesai") == ["a.png"]


def test_where_files_cannot_be_moved_they_are_taken_once_and_it_is_said(
    folder: WatchedFolder, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(root, "a.png")
    look(folder)

    def forbidden(*_args: Any) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    with monkeypatch.context() as patched:
        patched.setattr(moving, "hold", forbidden)
        for _ in range(3):
            assert look(folder).fault == "cannot_move"
            assert (items(), folder.fault_detail, folder.waiting) == (["a.png"], "a.png", 1)
    assert (look(folder).fault, folder.waiting, lying(root, "selesai")) == ("", 0, ["a.png"])


def test_a_full_store_takes_nothing_loses_nothing_and_says_so(
    folder: WatchedFolder, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(root, "a.png")
    look(folder)

    def full(_source: BinaryIO) -> storage.Stored:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(storage, "keep", full)
        assert (look(folder).fault, items(), path.exists()) == ("disk_full", [], True)
    assert (look(folder).fault, items()) == ("", ["a.png"])


def test_a_folder_that_is_gone_is_said_and_found_again(folder: WatchedFolder, root: Path) -> None:
    root.rename(root.with_name("lain"))
    assert look(folder).fault == "gone"
    put(root.with_name("lain"), "a.png")
    root.with_name("lain").rename(root)
    look(folder)
    assert (look(folder).fault, items()) == ("", ["a.png"])


def test_a_file_that_cannot_be_read_holds_up_no_other(
    folder: WatchedFolder, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(root, "a.png")
    put(root, "b.png")
    look(folder)
    real = os.open

    def refusing(path: Any, *args: Any, **options: Any) -> int:
        if str(path).endswith("a.png"):
            raise PermissionError(errno.EACCES, "ditolak")
        return real(path, *args, **options)

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", refusing)
        look(folder)
    assert (folder.fault, folder.fault_detail, items(), folder.waiting) == ("unreadable_inside", "a.png", ["b.png"], 1)
    assert (look(folder).fault, items()) == ("", ["a.png", "b.png"])
