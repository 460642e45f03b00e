"""What can be foreseen to fail ends every verb with a sentence in both languages, never with a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.services.installation import ROOT
from tests.services.processes import free_port


def said(tmp_path: Path, **settings: str) -> str:
    """Run a verb with SETTINGS, which it must refuse; return what it said."""
    environment = {**os.environ, "TELUSUR_DATA": str(tmp_path / "data"), **settings}
    argv = [sys.executable, str(ROOT / "manage.py"), "search", "rapat"]
    done = subprocess.run(argv, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done
    assert "Traceback" not in done.stderr, done.stderr
    assert done.stdout == ""
    return done.stderr


def test_a_wrong_setting(tmp_path: Path) -> None:
    assert "TELUSUR_PORT must be a whole number" in said(tmp_path, TELUSUR_PORT="abc")


def test_a_data_folder_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    answer = said(tmp_path, TELUSUR_DATA=str(tmp_path / "file" / "data"))
    assert "Folder data tidak dapat dipakai" in answer
    assert "The data folder cannot be used" in answer


def test_a_database_that_does_not_answer(tmp_path: Path) -> None:
    nobody = f"127.0.0.1:{free_port()}"
    answer = said(tmp_path, TELUSUR_DATABASE_URL=f"postgresql://a:b@{nobody}/x", TELUSUR_SEARCH_URL=f"http://{nobody}")
    assert "./telusur doctor" in answer


@pytest.mark.skipif("TELUSUR_DATABASE_URL" in os.environ, reason="the file of the embedded database")
def test_a_database_that_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "db.sqlite3").write_bytes(b"SQLite format 3\0" + b"\xff" * 8_000)
    assert "./telusur doctor" in said(tmp_path)


def test_nothing_there_yet(tmp_path: Path) -> None:
    settings = {"TELUSUR_DATABASE_URL": "", "TELUSUR_SEARCH_URL": ""}
    assert "./telusur start" in said(tmp_path, **settings)
    assert not (tmp_path / "data" / "db.sqlite3").exists()
