"""`bench split` on proposals that are known, and the boxes it makes by seed."""

import argparse
import json
from pathlib import Path
from random import Random

import pytest
from PIL import Image

from bench import split
from bench.splitting.box import SIDES_TO_LETTER, sheet_counts
from bench.splitting.make import Wanted, make
from ocr import PageReading
from tests.ocr.splitting import pages as made

A, B = "045/214/DISPUSIP/2024", "005/1187/Setda/X/2024"


def options(*arguments: str | Path) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    split.add_arguments(parser)
    return parser.parse_args([*map(str, arguments), "--processes", "1"])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One file of four pages: the truth has a letter that is not proposed, and lacks one that is."""
    target = tmp_path / "scans"
    target.mkdir()
    Image.new("L", (40, 60), 255).save(target / "a.pdf")
    Image.new("L", (40, 60), 255).save(target / "no_truth.pdf")
    truth = {"starts": [1, 2], "kinds": ["letter", "memo"], "roles": ["body", "blank", "body", "annex"]}
    (target / "a.split.json").write_text(json.dumps(truth))
    monkeypatch.setattr(split, "readings", said)
    return target


def said(path: Path, cache: Path, *, processes: int) -> list[PageReading]:
    return [made.first(A), made.blank(), made.first(B), made.annex(B)]


def test_cuts_roles_and_clicks_are_counted(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, numbers = tmp_path / "out", tmp_path / "numbers.json"
    report = split.run(options(folder, "--out", out, "--json", numbers))
    assert json.loads(numbers.read_text()) == report
    assert report["total"] == {
        "file": "all", "pages": 4, "letters": 2, "cuts_found_percent": 50, "wrong_cuts_percent": 50,
        "roles_right_percent": 100, "pages_accounted_for_percent": 100, "clicks": 2,
    }  # fmt: skip
    assert "wrong cuts before pages [3]" in capsys.readouterr().out
    written = json.loads((out / "a.split.json").read_text())
    assert (written["starts"], written["roles"]) == ([1, 3], ["body", "blank", "body", "annex"])
    assert all(letter["reasons"] for letter in written["letters"])


def test_a_folder_without_truth_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"No NAME\.pdf"):
        split.run(options(tmp_path))


def test_a_box_has_as_many_pages_as_the_archivist_s(tmp_path: Path) -> None:
    assert 2 * sum(sheet_counts(160, Random(5))) == 412
    first, again = (make(tmp_path / name, Wanted("uji", 3), processes=1) for name in ("a", "b"))
    truth = json.loads(split.truth_path(first).read_text())
    assert truth == json.loads(split.truth_path(again).read_text())
    assert len(truth["roles"]) == 2 * round(3 * SIDES_TO_LETTER / 2)
    assert truth["starts"][0] == 1
    assert len(truth["starts"]) == len(truth["kinds"]) == 3
