"""The supervisor with real processes: what dies starts again, and nothing outlives it, however it ends."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from config.supervisor import LONGEST_PAUSE_SECONDS, Program
from tests.launcher.starting import ROOT, alive, until

ENDINGS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]


@contextmanager
def supervisor(folder: Path, mode: str = "well") -> Iterator[subprocess.Popen[bytes]]:
    """Run the supervised program of this folder; whatever the test leaves is killed."""
    argv = [sys.executable, "-m", "tests.launcher.supervised", str(folder), mode]
    with subprocess.Popen(argv, cwd=ROOT) as process:
        yield process
        process.kill()


def pids(folder: Path, attempt: int = 0) -> list[int]:
    """Wait for the pids of child and grandchild of one attempt."""
    note = folder / f"{attempt}.pids"
    until(note.exists, what=f"start number {attempt}")
    return [int(pid) for pid in note.read_text().split()]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("mode", ["well", "stubborn"])
def test_a_signal_ends_everything(tmp_path: Path, ending: signal.Signals, mode: str) -> None:
    with supervisor(tmp_path, mode) as process:
        started = pids(tmp_path)
        process.send_signal(ending)
        assert process.wait(60) == 0
    assert not [pid for pid in started if alive(pid)]


def test_what_is_killed_starts_again_and_leaves_no_orphan(tmp_path: Path) -> None:
    with supervisor(tmp_path) as process:
        first = pids(tmp_path)
        os.kill(first[0], signal.SIGKILL)
        second = pids(tmp_path, 1)
        assert not [pid for pid in first if alive(pid)]
        assert "child -9 1.0" in (tmp_path / "deaths").read_text()
        process.terminate()
        process.wait(60)
    assert not [pid for pid in second if alive(pid)]


def test_the_pause_grows_while_it_fails(tmp_path: Path) -> None:
    with supervisor(tmp_path, "fails") as process:
        pids(tmp_path, 2)
        process.terminate()
        process.wait(60)
    assert (tmp_path / "deaths").read_text().splitlines()[:2] == ["child 3 1.0", "child 3 2.0"]


def test_pauses_have_an_upper_bound() -> None:
    program = Program("never", ["true"])
    program.started = float("inf")
    pauses = [program.died(1) for _ in range(9)]
    assert pauses[:5] == [1, 2, 4, 8, 16]
    assert max(pauses) == LONGEST_PAUSE_SECONDS


def test_a_killed_supervisor_takes_its_programs_along(tmp_path: Path) -> None:
    with supervisor(tmp_path) as process:
        child = pids(tmp_path)[0]
        process.kill()
        until(lambda: not alive(child), what="the kernel's TERM to the child")


def test_complete_gives_the_exit_code() -> None:
    lines = [
        "from config.supervisor import Program, Supervisor",
        "with Supervisor() as supervisor:",
        "    print(supervisor.complete(Program('seven', ['sh', '-c', 'exit 7'])))",
    ]
    done = subprocess.run([sys.executable, "-c", "\n".join(lines)], cwd=ROOT, capture_output=True, check=True)
    assert done.stdout == b"7\n"
