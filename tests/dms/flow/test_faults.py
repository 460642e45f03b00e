"""Processes killed (-9) while letters come in: nothing is lost, nothing is doubled."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
KILLS, FILES = 10, 30


def test_ten_kills_over_thirty_files() -> None:
    mode = os.environ.get("TELUSUR_TEST_MODE", "embedded")
    command = [sys.executable, "-m", "bench.faults", f"--kills={KILLS}", f"--files={FILES}", f"--mode={mode}"]
    done = subprocess.run(command, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
