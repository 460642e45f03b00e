"""What must be true before anything starts: the data folder, its lock, room on the disk, a free port.

Each failure is one sentence in Indonesian and the same in English; nothing here needs Django or the database.
"""

import errno
import fcntl
import os
import shutil
import socket
import tempfile
from pathlib import Path

FREE_MEGABYTES_NEEDED = 200
LOCK_NAME = "telusur.lock"


class StartRefusedError(Exception):
    """The start cannot go on; the two arguments are the sentence in Indonesian and in English."""

    def __init__(self, indonesian: str, english: str) -> None:
        super().__init__(f"{indonesian}\n{english}")


DISK_FULL = (
    "Disk penuh: kosongkan ruang, lalu jalankan lagi perintah yang sama.",
    "The disk is full: free some space, then run the same command again.",
)


def open_data_folder(folder: Path) -> None:
    """Make FOLDER when its parent is there; refuse when it cannot be made, written to or filled."""
    if not folder.parent.is_dir():
        raise StartRefusedError(
            f"Folder {folder.parent} tidak ada. Buat folder itu (atau pasang disknya), atau ubah TELUSUR_DATA.",
            f"The folder {folder.parent} does not exist. Make it (or mount its disk), or change TELUSUR_DATA.",
        )
    try:
        folder.mkdir(exist_ok=True, mode=0o750)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"x" * 4096)
    except OSError as error:
        raise _folder_refusal(folder, error) from error
    free_megabytes = shutil.disk_usage(folder).free // 1_000_000
    if free_megabytes < FREE_MEGABYTES_NEEDED:
        raise StartRefusedError(
            f"Disk hampir penuh: tinggal {free_megabytes} MB untuk {folder}; perlu {FREE_MEGABYTES_NEEDED} MB.",
            f"The disk is almost full: {free_megabytes} MB left for {folder}; {FREE_MEGABYTES_NEEDED} MB are needed.",
        )


def _folder_refusal(folder: Path, error: OSError) -> StartRefusedError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StartRefusedError(*DISK_FULL)
    if isinstance(error, FileExistsError | NotADirectoryError):
        return StartRefusedError(
            f"{folder} bukan folder. Ubah TELUSUR_DATA.", f"{folder} is not a folder. Change TELUSUR_DATA."
        )
    return StartRefusedError(
        f"Folder {folder} tidak dapat ditulisi ({error.strerror}). Beri hak tulis, atau ubah TELUSUR_DATA.",
        f"The folder {folder} cannot be written to ({error.strerror}). Allow writing, or change TELUSUR_DATA.",
    )


def lock_data_folder(folder: Path, *, address: str) -> int:
    """Hold FOLDER for this process and return the open descriptor; it is free again when the process ends.

    ADDRESS is written into the lock file, so that a second start can say where the first one answers.
    """
    descriptor = os.open(folder / LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o640)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        holder = os.read(descriptor, 200).decode(errors="replace").strip()
        os.close(descriptor)
        raise StartRefusedError(
            f"Telusur sudah berjalan untuk folder {folder} ({holder}).",
            f"Telusur is already running on the folder {folder} ({holder}).",
        ) from error
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, f"PID {os.getpid()}, {address}\n".encode(), 0)
    return descriptor


def check_port(host: str, port: int) -> None:
    """Refuse when this process could not listen on HOST and PORT."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen()
    except OSError as error:
        raise _port_refusal(host, port, error) from error


def _port_refusal(host: str, port: int, error: OSError) -> StartRefusedError:
    if error.errno == errno.EADDRINUSE:
        return StartRefusedError(
            f"Port {port} sudah dipakai program lain. Pilih yang lain: ./telusur start --port {port + 1}",
            f"Port {port} is taken by another program. Choose another: ./telusur start --port {port + 1}",
        )
    if error.errno == errno.EACCES:
        return StartRefusedError(
            f"Port {port} memerlukan hak root. Pilih port di atas 1023: ./telusur start --port 8000",
            f"Port {port} needs root. Choose a port above 1023: ./telusur start --port 8000",
        )
    return StartRefusedError(
        f"Alamat {host} tidak dapat dipakai di mesin ini ({error.strerror}).",
        f"The address {host} cannot be used on this machine ({error.strerror}).",
    )
