"""A data folder of each landed issue opens under today's code: restored, migrated, searched, intact."""

import json
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
