"""A data folder of each landed issue opens under today's code: restored, migrated, searched, intact."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from tests.services.installation import installation

FOLDERS = sorted((Path(__file__).resolve().parents[2] / "data" / "upgrade").glob("*.tar"))


@pytest.mark.skipif(connection.vendor != "sqlite", reason="these folders hold SQLite databases; server mode has none")
@pytest.mark.parametrize("backup", FOLDERS, ids=lambda path: path.stem)
def test_an_earlier_data_folder_opens(backup: Path, tmp_path: Path) -> None:
    with installation(tmp_path / "office") as office:
        office.run("restore", backup)
        found = json.loads(office.run("search", "alih media", "--json"))
        assert [hit["number"] for hit in found["hits"]] == ["000.5.3.2/214/DISPUSIP/2024"]
        assert "2 diperiksa = 2 utuh + 0 bermasalah" in office.run("verify")
        assert all(doubt > 0 for doubt in doubts(office.data))


def doubts(folder: Path) -> list[float]:
    """Return how unsure the reader was of each letter: known also of those that were there before it was asked."""
    with closing(sqlite3.connect(folder / "db.sqlite3")) as database:
        return [doubt for (doubt,) in database.execute("SELECT doubt FROM letters_letter")]
