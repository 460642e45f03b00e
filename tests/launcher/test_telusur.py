"""The sh door itself, where it can be tried without installing anything."""

import os
import subprocess
from pathlib import Path

from tests.launcher.starting import ROOT

TELUSUR = str(ROOT / "telusur")


def telusur(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    return subprocess.run([TELUSUR, *arguments], cwd=cwd, capture_output=True, text=True, check=False)


def test_help_names_every_verb() -> None:
    said = telusur("--help").stdout
    verbs = ["start", "test", "add", "search", "reread", "reindex", "worker", "user", "doctor"]
    verbs += ["backup", "restore", "verify", "screens", "bench"]
    assert not [verb for verb in verbs if f"  ./telusur {verb}" not in said]
    assert telusur().stdout == said


def test_unknown_verb() -> None:
    done = telusur("stat")
    assert done.returncode == 1
    assert "Perintah tidak dikenal: stat" in done.stderr
    assert "Unknown command: stat" in done.stderr


def test_it_works_through_a_link_and_from_anywhere(tmp_path: Path) -> None:
    link = tmp_path / "telusur"
    link.symlink_to(TELUSUR)
    done = subprocess.run([link, "start", "--help"], cwd="/", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "--port" in done.stdout


def test_without_root_it_names_the_line_to_type(tmp_path: Path) -> None:
    """The packages are looked up by a dpkg-query and an id that stand first on the PATH: a machine with nothing."""
    for name, says in {"dpkg-query": "exit 1", "id": "echo 1000", "tesseract": "exit 1"}.items():
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\n{says}\n")
        program.chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run([TELUSUR, "start"], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    lines = [line.strip() for line in done.stderr.splitlines() if "apt-get install -y" in line]
    assert len(lines) == 1
    assert lines[0].startswith("sudo apt-get update && sudo apt-get install -y")
    assert "tesseract-ocr-ind" in lines[0]
