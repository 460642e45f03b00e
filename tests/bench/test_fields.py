"""`bench fields` with a reader that says what it is told, and the fixtures it makes by seed."""

import argparse
import json
from pathlib import Path

import pytest

from bench import fields, fields_synthetic
from bench.fields_scores import FIELDS, Said, folded
from bench.letterpress.typeset import register_fonts
from tests.bench.scans import blank_scans

TRUTH: dict[str, dict[str, str | None]] = {
    "clean_a": {
        "kind": "surat_dinas",
        "number": "1/A/2024",
        "letter_date": "2024-10-05",
        "subject": "Rapat",
        "sender": "X",
    },
    "fax_b": {"kind": "surat_dinas", "number": None, "letter_date": None, "subject": "Surat  Dua", "sender": "Y"},
}
SAID: dict[str, dict[str, str | None]] = {
    "clean_a": {"kind": "surat_dinas", "number": "1/A/2024", "letter_date": None, "subject": "rapat", "sender": "X"},
    "fax_b": {"kind": "surat_dinas", "number": "7", "letter_date": None, "subject": "Surat Dua", "sender": "Y"},
    "fax_c": dict.fromkeys(FIELDS),
}
SURENESS = {"kind": 0.97, "number": 0.6, "letter_date": 0.0, "subject": 0.96, "sender": 0.99}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three files, two with a truth."""
    target = blank_scans(tmp_path / "scans", SAID)
    for name, truth in TRUTH.items():
        (target / f"{name}.fields.json").write_text(json.dumps(truth))
    monkeypatch.setattr(fields, "read", lambda path, _pages, **_: Said(path, SAID[path.stem], SURENESS))
    return target


def options(*arguments: str | Path) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    fields.add_arguments(parser)
    return parser.parse_args([*map(str, arguments), "--processes", "1"])


def test_figures_and_files(folder: Path, tmp_path: Path) -> None:
    report = fields.run(options(folder, "--out", tmp_path / "out"))
    total = report["total"]
    assert isinstance(total, dict)
    assert total == {
        "files": 3, "all_percent": 70.0, "printed_percent": 75.0, "invented": 1, "left_out": 1,
        "clean_percent": 60.0, "damaged_percent": 80.0, "said_sure": 6, "sure_right_percent": 83.33,
    }  # fmt: skip
    assert json.loads((tmp_path / "out" / "fax_b.fields.json").read_text()) == SAID["fax_b"]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [f"{name}.fields.json" for name in SAID]


def test_groups_and_bins(folder: Path) -> None:
    report = fields.run(options(folder))
    rows, bins = report["rows"], report["calibration"]
    assert isinstance(rows, list)
    assert isinstance(bins, list)
    assert [(row["group"], row["files"], row["number"], row["subject"]) for row in rows] == [
        ("clean", 1, 100.0, 0.0), ("fax", 1, 0.0, 100.0), ("all", 2, 50.0, 50.0),
    ]  # fmt: skip
    assert [(row["sure_from"], row["said"], row["right_percent"]) for row in bins if row["said"]] == [
        (0.5, 2, 50.0), (0.95, 4, 75.0), (0.98, 2, 100.0),
    ]  # fmt: skip


def test_only_form_and_spaces_are_folded() -> None:
    assert folded("Surat\n  ﬁle") == folded("Surat file")
    assert folded("Surat") != folded("surat")
    assert folded("a-b") != folded("a–b")
    assert folded(None) is None


def test_the_same_seed_makes_the_same_fixtures(tmp_path: Path) -> None:
    texts = fields_synthetic.texts(None)[5:6]  # a letter of two pages
    wanted = fields_synthetic.Wanted("tes", texts, ("clean",))
    register_fonts()
    pages = fields_synthetic.printed(texts[0], "sans", wanted.seed)
    again = fields_synthetic.printed(texts[0], "sans", wanted.seed)
    assert len(pages) == 2
    assert [page.front.tobytes() for page in pages] == [page.front.tobytes() for page in again]
    files = fields_synthetic.write(tmp_path, texts[0], "sans", wanted, 0)
    assert [path.name for path in files] == ["clean_L06-sans.pdf"]
    truth = json.loads((tmp_path / "clean_L06-sans.fields.json").read_text())
    assert (truth["number"], truth["letter_date"]) == ("100.3.3.3/412/KEP/2024", "2024-12-09")


def test_unknown_damage_is_refused() -> None:
    with pytest.raises(SystemExit):
        options("--damages", "clean,flood")
