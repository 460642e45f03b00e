"""What can be wrong before the start: each time one clear sentence in two languages, exit code 1, no traceback."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from config import preconditions
from tests.launcher.starting import bound_by_modes, refused
from tests.services.processes import free_port


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_taken_port(tmp_path: Path, taken_port: int) -> None:
    said = refused("--port", str(taken_port), data=tmp_path / "data")
    assert f"Port {taken_port} sudah dipakai" in said
    assert f"Port {taken_port} is taken" in said
    assert f"--port {taken_port + 1}" in said


@pytest.mark.parametrize("port", ["0", "65536", "delapan", "-1"])
def test_port_that_is_none(tmp_path: Path, port: str) -> None:
    assert "The port must be a number" in refused(f"--port={port}", data=tmp_path / "data")


def test_port_that_only_root_may_use() -> None:
    refusal = preconditions._port_refusal("127.0.0.1", 80, PermissionError(13, "Permission denied"))
    assert "needs root" in str(refusal)


def test_address_of_another_machine(tmp_path: Path) -> None:
    assert "The address 192.0.2.1 cannot be used" in refused("--host", "192.0.2.1", data=tmp_path / "data")


def test_address_that_has_no_meaning(tmp_path: Path) -> None:
    assert "cannot be used on this machine" in refused("--host", "tidak.ada.invalid", data=tmp_path / "data")


def test_folder_whose_parent_is_missing(tmp_path: Path) -> None:
    said = refused(data=tmp_path / "disk" / "telusur")
    assert f"Folder {tmp_path / 'disk'} tidak ada" in said
    assert f"The folder {tmp_path / 'disk'} does not exist" in said
    assert not (tmp_path / "disk").exists()


def test_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    assert "is not a folder" in refused(data=tmp_path / "data")
    assert "does not exist" in refused(data=tmp_path / "data" / "below")


def test_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir(mode=0o555)
    assert "cannot be written to" in refused(data=data, before=bound_by_modes())


def test_full_disk(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    script = (
        f"mount -t tmpfs -o size=64k tmpfs {data} || exit 99; trap 'umount {data}' EXIT; "
        f'head -c 60K /dev/zero >{data}/full; "$@"'
    )
    own_namespace = [] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--mount"]
    said = refused(data=data, before=[*own_namespace, "sh", "-c", script, "sh"])
    assert "Disk" in said
    assert "The disk is" in said


def test_almost_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preconditions, "FREE_MEGABYTES_NEEDED", 10**9)
    with pytest.raises(preconditions.StartRefusedError, match="The disk is almost full"):
        preconditions.open_data_folder(tmp_path / "data")


def test_second_start_on_the_same_folder(tmp_path: Path) -> None:
    descriptor = preconditions.lock_data_folder(tmp_path, address="http://127.0.0.1:8000/")
    said = refused("--port", str(free_port()), data=tmp_path)
    os.close(descriptor)
    assert f"sudah berjalan untuk folder {tmp_path}" in said
    assert f"PID {os.getpid()}, http://127.0.0.1:8000/" in said


def test_lock_is_free_after_its_process(tmp_path: Path) -> None:
    os.close(preconditions.lock_data_folder(tmp_path, address="http://first/"))
    os.close(preconditions.lock_data_folder(tmp_path, address="http://second/"))
    assert "http://second/" in (tmp_path / preconditions.LOCK_NAME).read_text()
