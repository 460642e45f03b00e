"""Watched folders: whole files only, each once, moved and never overwritten."""

import os
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from dms.audit.models import Event
from dms.intake import services as intake
from dms.intake import storage
from dms.intake.models import Batch, BatchItem, FileStage, FolderFile, WatchedFolder
from dms.intake.watching import looking, scanning
from dms.jobs import running
from dms.jobs import services as jobs
from dms.jobs.models import Job
from tests.dms.intake.watched import PNG, STILL, items, look, lying, put

pytestmark = pytest.mark.usefixtures("data_folder")


def test_a_whole_file_is_taken_once_it_was_still_and_moved_to_done(folder: WatchedFolder, root: Path) -> None:
    put(root, "pindai 1.png")
    assert (look(folder).waiting, items()) == (1, [])
    assert (look(folder, later=STILL - 1).waiting, items()) == (1, [])
    assert (look(folder).waiting, items()) == (0, ["pindai 1.png"])
    day = timezone.localdate().isoformat()
    assert lying(root) == [f"selesai/{day}/pindai 1.png"]
    item = BatchItem.objects.get()
    assert storage.original_path(item.sha256).read_bytes() == PNG
    assert (item.direction, item.batch.box, item.batch.received_via) == ("incoming", "Boks 17", "watched")
    assert Job.objects.filter(kind="receive", subject=item.public_id).exists()
    assert (look(folder).fault, BatchItem.objects.count()) == ("", 1)


def test_the_machine_acts_for_the_post_that_answers(folder: WatchedFolder, root: Path) -> None:
    put(root, "a.png")
    look(folder)
    look(folder)
    batch = Batch.objects.get()
    assert (batch.given_by, batch.given_by_position, batch.unit) == (folder.person, folder.position, folder.unit)
    rows = Event.objects.filter(verb__in=["batch_opened", "file_given"])
    assert {(row.person_id, row.on_behalf_of_id) for row in rows} == {("", folder.position.public_id)}
    assert rows.count() == 2


def test_a_file_that_still_grows_is_let_be(folder: WatchedFolder, root: Path) -> None:
    path = put(root, "a.png", PNG[:20])
    look(folder)
    for more in (30, 40, 50):
        path.write_bytes(PNG[:more])
        assert (look(folder).waiting, items()) == (1, [])
    path.write_bytes(PNG)
    look(folder)
    look(folder)
    assert BatchItem.objects.get().size_bytes == len(PNG)


def test_a_file_of_the_same_size_written_anew_is_to_be_still_anew(folder: WatchedFolder, root: Path) -> None:
    path = put(root, "a.png")
    look(folder)
    os.utime(path, ns=(1, 1))
    look(folder)
    assert items() == []
    look(folder)
    assert items() == ["a.png"]


def test_a_file_that_somebody_has_open_for_writing_is_let_be(folder: WatchedFolder, root: Path) -> None:
    with put(root, "a.png").open("ab"):
        look(folder)
        look(folder)
        look(folder)
        assert items() == []
    look(folder)
    assert items() == ["a.png"]


@pytest.mark.parametrize("content", [PNG[:-6], b""])
def test_a_file_without_its_end_is_waited_for_long_but_not_for_ever(
    folder: WatchedFolder, root: Path, settings: Settings, content: bytes
) -> None:
    put(root, "a.png", content)
    look(folder)
    look(folder)
    assert (look(folder).waiting, items()) == (1, [])
    look(folder, later=settings.WATCH_UNENDED_SECONDS)
    assert items() == ["a.png"]


@pytest.mark.parametrize(
    "name", ["a.png.part", "A.TMP", ".a.png", "~$surat.docx", "Thumbs.db", ".sub/a.png", "x.crdownload", ".~a.png"]
)
def test_names_of_unfinished_files_are_left_alone_and_counted(folder: WatchedFolder, root: Path, name: str) -> None:
    path = put(root, name)
    look(folder)
    look(folder)
    assert (folder.waiting, folder.left_alone, items(), path.read_bytes()) == (0, 1, [], PNG)


def test_a_finished_name_is_taken(folder: WatchedFolder, root: Path) -> None:
    path = put(root, "a.png.part")
    look(folder)
    path.rename(root / "a.png")
    look(folder)
    look(folder)
    assert items() == ["a.png"]


def test_subfolders_are_kept_and_links_are_not_followed(folder: WatchedFolder, root: Path, tmp_path: Path) -> None:
    put(root, "2019/Boks 1/a.png")
    put(tmp_path, "luar/rahasia.png")
    (root / "tautan.png").symlink_to(tmp_path / "luar" / "rahasia.png")
    (root / "map").symlink_to(tmp_path / "luar")
    look(folder)
    look(folder)
    assert items() == ["2019/Boks 1/a.png"]
    assert lying(root, "selesai") == ["2019/Boks 1/a.png"]
    assert folder.left_alone == 2
    assert (tmp_path / "luar" / "rahasia.png").exists()


def test_nothing_in_done_or_refused_is_taken_again(folder: WatchedFolder, root: Path) -> None:
    put(root, "selesai/lama.png")
    put(root, "ditolak/lama.png")
    put(root, "sub/selesai/baru.png")
    look(folder)
    look(folder)
    assert items() == ["sub/selesai/baru.png"]


def test_odd_names_come_in_and_are_found_again_by_their_bytes(folder: WatchedFolder, root: Path) -> None:
    odd = os.fsdecode(b"latin-\xe9\xff\n\\.png")
    put(root, odd)
    put(root, "n" * 250 + ".png")
    look(folder)
    look(folder)
    item = BatchItem.objects.get(raw_path__isnull=False)
    assert bytes(item.raw_path or b"") == os.fsencode(odd)
    assert lying(root, "selesai") == sorted([odd, "n" * 250 + ".png"])


def test_nothing_is_overwritten_where_files_are_moved_to(folder: WatchedFolder, root: Path) -> None:
    day = timezone.localdate().isoformat()
    kept = put(root, f"selesai/{day}/a.png", b"sudah ada")
    put(root, "a.png")
    look(folder)
    look(folder)
    assert kept.read_bytes() == b"sudah ada"
    assert (root / "selesai" / day / "a (2).png").read_bytes() == PNG


def test_the_same_name_again_is_another_file(folder: WatchedFolder, root: Path) -> None:
    for content in (PNG, b"\x89PNG\r\n\x1a\n" + b"lain" + PNG[8:]):
        put(root, "scan0001.png", content)
        look(folder)
        look(folder)
    assert items() == ["scan0001.png"] * 2
    assert BatchItem.objects.values("sha256").distinct().count() == 2
    assert lying(root, "selesai") == ["scan0001 (2).png", "scan0001.png"]


def test_files_of_a_day_are_one_batch_until_the_folder_is_set_up_otherwise(folder: WatchedFolder, root: Path) -> None:
    for name in ("a.png", "b.png"):
        put(root, name)
        look(folder)
        look(folder)
    assert Batch.objects.get().name.startswith("Loket ")
    WatchedFolder.objects.filter(pk=folder.pk).update(box="Boks 18", batch_name="Pindaian {tanggal} pagi")
    put(root, "c.png")
    look(folder)
    look(folder)
    newest = Batch.objects.latest("pk")
    assert (Batch.objects.count(), newest.box, newest.name.endswith(" pagi")) == (2, "Boks 18", True)


def test_refused_files_go_on_to_a_folder_of_their_own(folder: WatchedFolder, root: Path) -> None:
    put(root, "sub/a.png")
    look(folder)
    look(folder)
    intake.refuse(BatchItem.objects.get(), "damaged")
    look(folder)
    assert (lying(root, "selesai"), lying(root, "ditolak")) == ([], ["sub/a.png"])
    assert folder.files.get().stage == FileStage.DONE
    assert look(folder).fault == ""


def test_a_folder_that_no_longer_lies_where_it_may_is_not_looked_at(
    folder: WatchedFolder, root: Path, settings: Settings, tmp_path: Path
) -> None:
    put(root, "a.png")
    settings.WATCH_ROOTS = [tmp_path / "lain"]
    look(folder)
    assert (look(folder).fault, items()) == ("not_allowed", [])


def test_a_link_that_leads_elsewhere_is_not_looked_at(folder: WatchedFolder, root: Path, tmp_path: Path) -> None:
    root.rmdir()
    (tmp_path / "luar").mkdir()
    root.symlink_to(tmp_path / "luar")
    assert look(folder).fault == "not_allowed"


def test_a_switched_off_folder_is_not_asked_for(folder: WatchedFolder) -> None:
    WatchedFolder.objects.update(is_enabled=False)
    jobs.ask_scheduled()
    assert not Job.objects.exists()


def test_a_look_is_asked_for_when_its_time_has_come_and_once(folder: WatchedFolder, settings: Settings) -> None:
    jobs.ask_scheduled()
    jobs.ask_scheduled()
    assert Job.objects.filter(kind=looking.JOB).count() == 1
    folder.refresh_from_db()
    wait = folder.next_look_at - timezone.now()
    assert timedelta(seconds=settings.WATCH_SECONDS - 5) < wait <= timedelta(seconds=settings.WATCH_SECONDS)


def test_a_look_that_breaks_is_said_and_the_next_one_goes_on(
    folder: WatchedFolder, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(root, "a.png")

    def broken(*_args: Any) -> None:
        raise ValueError

    with monkeypatch.context() as patched:
        patched.setattr(scanning, "scan", broken)
        for _ in range(running.FAULTS_LIMIT):
            look(folder)
            Job.objects.update(not_before=timezone.now())
        assert look(folder).fault == "look_failed"
    look(folder)
    assert (look(folder).fault, items()) == ("", ["a.png"])


def test_time_that_runs_out_leaves_the_rest_for_the_next_look(
    folder: WatchedFolder, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(root, "a.png")
    look(folder)
    with monkeypatch.context() as patched:
        patched.setattr(looking, "LOOK_SECONDS", -1.0)
        look(folder)
    assert items() == [] and folder.next_look_at <= timezone.now()
    look(folder)
    assert items() == ["a.png"]


def test_a_lease_is_given_back_so_that_nobody_is_signaled(root: Path) -> None:
    """Who opens the file for writing right after a look neither waits nor is the looker ended by SIGIO."""
    from dms.intake.watching import wholeness

    path = put(root, "a.png")
    descriptor = os.open(path, os.O_RDONLY)
    assert not wholeness.is_open_for_writing(descriptor)
    opened = threading.Event()

    def write() -> None:
        with path.open("ab"):
            opened.set()

    writer = threading.Thread(target=write)
    writer.start()
    assert opened.wait(20)
    writer.join()
    os.close(descriptor)


def test_files_that_vanish_before_they_are_taken_leave_no_row(folder: WatchedFolder, root: Path) -> None:
    put(root, "a.png").rename(put(root, "b.png"))
    look(folder)
    (root / "b.png").unlink()
    look(folder)
    assert (folder.waiting, FolderFile.objects.count()) == (0, 0)


def test_many_files_are_taken_in_the_order_they_were_written(folder: WatchedFolder, root: Path) -> None:
    for number in (3, 1, 2):
        os.utime(put(root, f"{number}.png"), ns=(number, number))
    look(folder)
    look(folder)
    assert list(BatchItem.objects.order_by("line").values_list("name", flat=True)) == ["1.png", "2.png", "3.png"]
