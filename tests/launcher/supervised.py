"""A small supervised program for the tests: `python -m tests.launcher.supervised FOLDER MODE`.

Its child starts a grandchild in a session of its own and writes both pids into FOLDER; MODE `stubborn` ignores TERM.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from config.supervisor import Program, Supervisor

SLEEP = [sys.executable, "-c", "import time; time.sleep(600)"]


def child(folder: Path, mode: str) -> None:
    """Start a grandchild, note both pids under the number of this attempt, then do as MODE says."""
    if mode == "stubborn":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    grandchild = subprocess.Popen(SLEEP, start_new_session=True)
    attempt = len(list(folder.glob("*.pids")))
    note = folder / f"{attempt}.new"
    note.write_text(f"{os.getpid()} {grandchild.pid}")
    note.rename(folder / f"{attempt}.pids")
    if mode == "fails":
        sys.exit(3)
    time.sleep(600)


def main(folder: Path, mode: str) -> None:
    """Supervise one child until a signal comes; each death is noted in FOLDER/deaths."""
    me = [sys.executable, "-m", "tests.launcher.supervised", str(folder), mode, "child"]
    with Supervisor(stop_seconds=0.5) as supervisor, (folder / "deaths").open("a", buffering=1) as deaths:
        supervisor.keep([Program("child", me)])
        supervisor.serve(lambda program, code, pause_seconds: print(program.name, code, pause_seconds, file=deaths))


if __name__ == "__main__":
    if sys.argv[3:] == ["child"]:
        child(Path(sys.argv[1]), sys.argv[2])
    else:
        main(Path(sys.argv[1]), sys.argv[2])
