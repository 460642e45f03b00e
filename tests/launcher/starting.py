"""Starts real processes for the launcher tests and looks at the process table."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SERVE = (sys.executable, "-m", "config.serve")
PATIENCE_SECONDS = 120.0


def refused(*arguments: str, data: Path, before: Sequence[str] = ()) -> str:
    """Run `start`, which must refuse: exit code 1, no traceback. Return what it said on stderr."""
    done = subprocess.run(
        [*before, *SERVE, *arguments],
        cwd=ROOT,
        env={**os.environ, "TELUSUR_DATA": str(data)},
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    assert done.returncode == 1, done
    assert "Traceback" not in done.stdout + done.stderr
    return done.stderr


def bound_by_modes() -> list[str]:
    """Return what to put before a command so that folder modes stop it even when we are root."""
    return ["setpriv", "--inh-caps", "-all", "--bounding-set", "-dac_override"] if os.geteuid() == 0 else []


def until(holds: Callable[[], object], *, what: str) -> None:
    """Wait until HOLDS; fail when it does not within PATIENCE_SECONDS."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < deadline, f"still waiting: {what}"
        time.sleep(0.02)


def alive(pid: int) -> bool:
    """Tell whether PID runs (a dead process that nobody has buried yet does not)."""
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        return state not in "ZX"
    return False


def marked(mark: str) -> Iterator[int]:
    """Yield the pids of living processes whose environment holds MARK."""
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if mark.encode() in (folder / "environ").read_bytes() and alive(int(folder.name)):
                yield int(folder.name)
