"""The backup file: whole or refused, whatever befalls it."""

import io
import tarfile
from pathlib import Path

import pytest

from dms.flow.bundle import BundleError, unpack, writing

SHA = "ab" + "0" * 62
MEMBERS = {
    "database.dump": b"rows" * 3_000,
    f"originals/ab/{SHA}": b"paper" * 5_000,
    f"pages/ab/{SHA}/1.webp": b"",
    "secret.key": b"s",
}


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """Return a small backup."""
    file = tmp_path / "backup.tar"
    with writing(file) as writer:
        for name, content in MEMBERS.items():
            writer.write(name, io.BytesIO(content), len(content))
        writer.finish({"product": "0", "faults": {}})
    return file


def unpacked(file: Path, folder: Path) -> dict[str, bytes]:
    folder.mkdir()
    unpack(file, folder)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_goes_in_comes_out(backup: Path, tmp_path: Path) -> None:
    assert unpacked(backup, tmp_path / "out") == MEMBERS


def test_only_its_owner_may_read_it(backup: Path) -> None:
    assert backup.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("share", [0.0, 0.001, 0.2, 0.5, 0.7, 0.9, 0.95])
def test_cut_off_anywhere_it_is_refused(backup: Path, tmp_path: Path, share: float) -> None:
    content = backup.read_bytes()
    end = content.rstrip(b"\0")
    backup.write_bytes(content[: int(len(end) * share)])
    with pytest.raises(BundleError, match=r"cut_off|no_backup"):
        unpacked(backup, tmp_path / "out")


def test_a_changed_byte_anywhere_is_refused(backup: Path, tmp_path: Path) -> None:
    content = bytearray(backup.read_bytes())
    with tarfile.open(backup) as tar:
        places = [info.offset_data + info.size // 2 for info in tar if info.size] + [info.offset + 3 for info in tar]
    for number, place in enumerate(places):
        content[place] ^= 1
        backup.write_bytes(content)
        content[place] ^= 1
        with pytest.raises(BundleError):
            unpacked(backup, tmp_path / f"out{number}")


@pytest.mark.parametrize("name", ["../secret.key", "/etc/passwd", "originals/ab/readme.txt", "manifest.json/x"])
def test_a_member_that_is_no_part_of_a_backup_is_refused(backup: Path, tmp_path: Path, name: str) -> None:
    info = tarfile.TarInfo(name)
    with tarfile.open(backup, "a:") as tar:
        tar.addfile(info)
    with pytest.raises(BundleError, match="strange_member"):
        unpacked(backup, tmp_path / "out")


def test_a_link_is_refused(backup: Path, tmp_path: Path) -> None:
    info = tarfile.TarInfo("secret.key")
    info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
    with tarfile.open(backup, "a:") as tar:
        tar.addfile(info)
    with pytest.raises(BundleError, match="strange_member"):
        unpacked(backup, tmp_path / "out")


def test_what_is_no_backup_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "scan.pdf"
    file.write_bytes(b"%PDF-1.7 not a backup")
    with pytest.raises(BundleError, match="no_backup"):
        unpacked(file, tmp_path / "out")


def test_an_unfinished_backup_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="the disk went"), writing(tmp_path / "backup.tar") as writer:
        writer.write("secret.key", io.BytesIO(b"s"), 1)
        raise OSError("the disk went")
    assert list(tmp_path.iterdir()) == []


def test_a_backup_is_never_overwritten(backup: Path) -> None:
    before = backup.read_bytes()
    with pytest.raises(FileExistsError), writing(backup):
        pass
    assert backup.read_bytes() == before
