"""Giving from the command line: everything under the paths, nothing twice, nothing left out without a word."""

import os
import subprocess
from pathlib import Path

import pytest

from dms.flow.adding import Adding, batch_for
from dms.intake import storage
from dms.intake.models import Batch, BatchItem, ItemState
from dms.people.models import Office, PositionRole
from tests.cast import Cast, actor
from tests.dms.verbs import refused, run
from tests.services.installation import installation

pytestmark = pytest.mark.django_db


@pytest.fixture
def scans(tmp_path: Path, data_folder: Path) -> Path:
    """Return a folder with three files in two folders."""
    folder = tmp_path / "scans"
    (folder / "b").mkdir(parents=True)
    for name, content in (("a.pdf", b"one"), ("b/2.pdf", b"two"), ("b/10.pdf", b"three")):
        (folder / name).write_bytes(content)
    return folder


def paths() -> list[str]:
    return list(BatchItem.objects.order_by("line").values_list("path", flat=True))


def test_gives_every_file_below_in_order(office: Cast, scans: Path) -> None:
    said = run("add", scans)
    assert paths() == ["scans/a.pdf", "scans/b/10.pdf", "scans/b/2.pdf"]
    assert "3 ditemukan = 3 diterima + 0 sudah ada di batch ini + 0 dilewati" in said
    batch = Batch.objects.get()
    assert (batch.name, batch.given_by, batch.unit) == ("scans", office.registrar, office.unit)
    for item in batch.items.all():
        assert storage.sha256_of(storage.original_path(item.sha256)) == item.sha256


def test_links_and_pipes_are_named_with_a_reason(office: Cast, scans: Path) -> None:
    (scans / "link.pdf").symlink_to(scans / "a.pdf")
    (scans / "loop").symlink_to(scans)
    (scans / "dangling").symlink_to("nowhere")
    os.mkfifo(scans / "pipe")
    said = run("add", scans)
    assert len(paths()) == 3
    assert "7 ditemukan = 3 diterima + 0 sudah ada di batch ini + 4 dilewati" in said
    for name in ("link.pdf", "loop", "dangling", "pipe"):
        assert f"{scans / name}: " in said


def test_a_link_that_is_named_itself_is_followed(office: Cast, scans: Path, tmp_path: Path) -> None:
    (tmp_path / "here").symlink_to(scans)
    run("add", tmp_path / "here")
    assert paths() == ["here/a.pdf", "here/b/10.pdf", "here/b/2.pdf"]


def test_a_second_run_gives_nothing_twice(office: Cast, scans: Path) -> None:
    run("add", scans)
    (scans / "c.pdf").write_bytes(b"four")
    said = run("add", scans)
    assert "4 ditemukan = 1 diterima + 3 sudah ada di batch ini + 0 dilewati" in said
    assert Batch.objects.count() == 1
    assert len(paths()) == 4


def test_a_run_that_was_killed_goes_on_where_it_stopped(office: Cast, scans: Path) -> None:
    batch, _ = batch_for(actor(office.registrar), office.unit, "scans")
    next(Adding(actor(office.registrar), batch).give([scans]))
    assert len(paths()) == 1
    assert "3 ditemukan = 2 diterima + 1 sudah ada di batch ini" in run("add", scans)
    assert len(paths()) == 3


def test_two_folders_of_one_name_with_the_same_file_are_two_lines(office: Cast, tmp_path: Path) -> None:
    for place in ("x", "y"):
        (tmp_path / place / "box").mkdir(parents=True)
        (tmp_path / place / "box" / "a.pdf").write_bytes(b"same")
    both = (tmp_path / "x" / "box", tmp_path / "y" / "box")
    assert "2 ditemukan = 2 diterima" in run("add", *both)
    assert "2 ditemukan = 0 diterima + 2 sudah ada" in run("add", *both)


def test_a_changed_file_is_another_file(office: Cast, scans: Path) -> None:
    run("add", scans)
    (scans / "a.pdf").write_bytes(b"scanned again")
    assert "3 ditemukan = 1 diterima + 2 sudah ada" in run("add", scans)


def test_another_giver_or_name_is_another_batch(office: Cast, scans: Path) -> None:
    run("add", scans)
    run("add", scans, "--as", office.archivist.login)
    run("add", scans, "--batch", "Kardus 7")
    batches = set(Batch.objects.values_list("name", "given_by__login"))
    registrar, archivist = office.registrar.login, office.archivist.login
    assert batches == {("scans", registrar), ("scans", archivist), ("Kardus 7", registrar)}


def test_a_name_that_is_no_utf8_is_taken(office: Cast, scans: Path) -> None:
    Path(os.fsdecode(os.fsencode(scans) + b"/surat-\xe9.pdf")).write_bytes(b"old disk")
    run("add", scans)
    assert "scans/surat-\ufffd.pdf" in paths()


def test_one_letter_joins_all_and_asks_once(office: Cast, scans: Path) -> None:
    run("add", scans, "--one-letter")
    keys = set(BatchItem.objects.values_list("join_key", flat=True))
    assert len(keys) == 1
    assert keys != {""}
    run("add", scans, "--one-letter")
    assert set(BatchItem.objects.values_list("join_key", flat=True)) == keys


def test_letter_per_folder_joins_folder_by_folder(office: Cast, scans: Path) -> None:
    run("add", scans, "--letter-per-folder")
    keys = dict(BatchItem.objects.values_list("path", "join_key"))
    assert keys["scans/a.pdf"] == ""
    assert keys["scans/b/2.pdf"] == keys["scans/b/10.pdf"] != ""


def test_the_unit_is_found_by_its_short_name(office: Cast, scans: Path) -> None:
    run("add", scans, "--unit", "aptika")
    assert Batch.objects.get().unit == office.section
    assert "Pilihannya" in refused("add", scans, "--unit", "keuangan")


def test_refusals_say_what_to_do(office: Cast, scans: Path) -> None:
    assert "user list" in refused("add", scans, "--as", "siapa")
    assert "Admin Sistem" in refused("add", scans, "--as", office.sysadmin.login)
    assert "/nowhere" in refused("add", "/nowhere")
    PositionRole.objects.filter(role="registrar").delete()
    assert "--as" in refused("add", scans)
    assert Batch.objects.count() == 0


def test_two_offices_with_registrars_need_a_name(office: Cast, scans: Path) -> None:
    PositionRole.objects.create(position=office.outsider.assignments.get().position, role="registrar")
    assert "--as" in refused("add", scans)
    run("add", scans, "--as", office.outsider.login)
    assert Batch.objects.get().given_by == office.outsider


def test_the_sample_office_comes_first(office: Cast, scans: Path) -> None:
    PositionRole.objects.create(position=office.outsider.assignments.get().position, role="registrar")
    Office.objects.filter(key="tetangga").update(is_sample=True)
    run("add", scans)
    assert Batch.objects.get().given_by == office.outsider


def test_before_there_is_an_office_the_sentence_says_start(db: None, scans: Path) -> None:
    assert "./telusur start" in refused("add", scans)


@pytest.mark.django_db(transaction=True)
def test_wait_prints_the_receipt_with_words(office: Cast, scans: Path) -> None:
    said = run("add", scans, "--wait")
    assert set(BatchItem.objects.values_list("state", flat=True)) == {ItemState.REFUSED}
    assert "3 fail = 0 tercatat + 0 duplikat + 3 ditolak + 0 menunggu + 0 dikerjakan" in said
    assert said.count("isinya bukan PDF melainkan teks biasa") == 3


UNSHARE = ("unshare", "--mount") if os.geteuid() == 0 else ("unshare", "--map-root-user", "--mount")


def has_own_mounts() -> bool:
    """Tell whether this machine gives a process mounts of its own (a chroot does not)."""
    return subprocess.run([*UNSHARE, "true"], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not has_own_mounts(), reason="no mounts of its own here (a chroot), so no small disk")
def test_a_full_disk_is_a_sentence_and_what_was_taken_stays(tmp_path: Path) -> None:
    scans = tmp_path / "scans"
    scans.mkdir()
    for number in range(4):
        (scans / f"{number}.bin").write_bytes(os.urandom(6_000_000))
    with installation(tmp_path / "disk" / "data") as office:
        small_disk = 'mount -t tmpfs -o size=20m tmpfs "$TELUSUR_DATA"; "$@" prepare_office >&2; exec "$@" add ' + str(
            scans
        )
        done = office.run_raw(*UNSHARE, "sh", "-c", small_disk, "sh", *office.manage)
    assert done.returncode == 1, done
    assert "Traceback" not in done.stderr
    assert "Disk penuh" in done.stderr
    assert "0 sudah ada di batch ini" in done.stdout
