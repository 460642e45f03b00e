"""A server process for tests: unprivileged, in a scratch folder, on a free port, gone afterwards.

The kernel ends the server when its starter dies (setpriv --pdeathsig), so a killed test run leaves no server behind;
scratch folders of killed runs are swept by the next one.
"""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

PREFIX = "telusur-"


class ServiceFailedError(Exception):
    """A server did not start; the message holds the end of its log."""


def free_port() -> int:
    """Return a TCP port of 127.0.0.1 that is free at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def listens(port: int) -> bool:
    """Tell whether something accepts connections on PORT of 127.0.0.1."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def unprivileged_user(*wanted: str) -> str | None:
    """Return the first of the users WANTED that exists, else nobody; None when we are not root ourselves."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in (*wanted, "nobody") if name in known)


@contextlib.contextmanager
def scratch_folder(kind: str, *, user: str | None = None, inside: Path | None = None) -> Iterator[Path]:
    """Yield a new folder (INSIDE one, else where temporary files go) that belongs to USER and is removed afterwards.

    Folders of dead runs go first.
    """
    place = inside or Path(tempfile.gettempdir())
    _sweep(place)
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{kind}-{os.getpid()}-", dir=place))
    try:
        folder.chmod(0o711)  # servers of other users have their folders inside
        if user:
            shutil.chown(folder, user)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sweep(place: Path) -> None:
    for folder in place.glob(f"{PREFIX}*-*-*"):
        pid = folder.name.removeprefix(PREFIX).split("-")[1]
        if pid.isdigit() and not Path("/proc", pid).exists():
            shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True, kw_only=True)
class Command:
    """What to run: ARGV as USER in FOLDER; STOP_SIGNAL ends it, at the latest after STOP_SECONDS."""

    argv: Sequence[str | Path]
    folder: Path
    user: str | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    stop_seconds: float = 20.0


@contextlib.contextmanager
def running(command: Command, *, ready: Callable[[], bool], timeout_seconds: float = 60.0) -> Iterator[None]:
    """Keep the server running inside the block; it has answered READY before the block begins."""
    log = command.folder / "server.log"
    guard = ["setpriv", "--pdeathsig", command.stop_signal.name.removeprefix("SIG"), "--"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*guard, *map(str, command.argv)],
            cwd=command.folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            user=command.user,
            group=pwd.getpwnam(command.user).pw_gid if command.user else None,
            extra_groups=[] if command.user else None,
            process_group=0,
            env={"PATH": os.environ["PATH"], "HOME": str(command.folder), "LANG": "C.UTF-8"},
        )
    try:
        _await(process, ready, timeout_seconds, log)
        yield
    finally:
        _end(process, command)


def _await(process: subprocess.Popen[bytes], ready: Callable[[], bool], timeout_seconds: float, log: Path) -> None:
    deadline = time.monotonic() + timeout_seconds
    while not ready():
        if process.poll() is not None or time.monotonic() > deadline:
            raise ServiceFailedError(f"{process.args!r}: {log.read_text(errors='replace')[-2000:]}")
        time.sleep(0.05)


def _end(process: subprocess.Popen[bytes], command: Command) -> None:
    if process.poll() is None:
        process.send_signal(command.stop_signal)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(command.stop_seconds)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
