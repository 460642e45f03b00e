"""`bench reading` with readers that say what they are told, and the pages it makes by seed."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bench import readers, reading, synthetic
from bench.readers import PageRead, Reader
from tests.bench.scans import blank_scans

SAID = {
    "clean_a": PageRead(Path(), 1, "Nomor satu", 0.5),
    "clean_b": PageRead(Path(), 1, "", 0.5, "blank"),
    "blank_c": PageRead(Path(), 1, "x", 0.5),
    "secret_d": PageRead(Path(), 1, "dua", 0.5, stamps=("RAHASIA",)),
    "other_e": PageRead(Path(), 1, "tidak diketahui", 0.5, stamps=("RAHASIA", "RAHASIA")),
}
TRUTH = {"clean_a": "Nomor satu", "clean_b": "Nomor seratus", "blank_c": "", "secret_d": "dua"}
STAMPS = {"clean_a": ["RAHASIA"], "clean_b": [], "secret_d": ["SANGAT RAHASIA"]}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Five files, four with a truth, three whose stamps are known; every reader says the same."""
    target = blank_scans(tmp_path / "scans", SAID)
    for name, text in TRUTH.items():
        (target / f"{name}.gt.txt").write_text(text)
    for name, stamps in STAMPS.items():
        (target / f"{name}.region.json").write_text(json.dumps({"stamps": stamps}))
    for name in ("telusur", "tesseract"):
        monkeypatch.setitem(readers.READERS, name, Reader(name, say))
    return target


def say(path: Path, numbers: Sequence[int]) -> list[PageRead]:
    return [replace(SAID[path.stem], path=path, number=number) for number in numbers]


def options(*arguments: str | Path) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    reading.add_arguments(parser)
    return parser.parse_args([*map(str, arguments), "--processes", "1"])


def test_figures_and_texts(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, numbers = tmp_path / "out", tmp_path / "numbers.json"
    report = reading.run(options(folder, "--against", "tesseract", "--out", out, "--json", numbers))
    assert json.loads(numbers.read_text()) == report
    total, rows = report["total"], report["rows"]
    assert isinstance(total, dict)
    assert isinstance(rows, list)
    assert {name: total[name] for name in ("files", "pages", "scored", "lost_pages", "blanks")} == {
        "files": 5, "pages": 5, "scored": 4, "lost_pages": 1, "blanks": 1,
    }  # fmt: skip
    assert (total["cer_percent"], total["median_page_cer_percent"]) == (50, 0)
    assert total["word_recall_percent"] == 60
    assert (total["text_pages_called_blank"], total["blanks_read_as_text"]) == (1, 1)
    clean = next(row for row in rows if row["group"] == "clean" and row["reader"] == "tesseract")
    assert (clean["pages"], clean["lost_pages"], clean["points_above_tesseract"]) == (2, 1, 0)
    texts = {path.relative_to(out).as_posix(): path.read_text() for path in out.rglob("*.txt")}
    own = {f"{name}.txt": page.text + "\n" * bool(page.text) for name, page in SAID.items()}
    assert texts == own | {f"tesseract/{name}": text for name, text in own.items()}
    assert "damage_cer_percent" in capsys.readouterr().out


def test_secret_stamps_are_counted_where_they_are_known(folder: Path) -> None:
    total = reading.run(options(folder))["total"]
    assert isinstance(total, dict)
    counted = {name.removeprefix("secret_stamps_"): value for name, value in total.items() if "secret" in name}
    assert counted == {
        "pages_with_secret_stamp": 2, "pages_without_secret_stamp": 1, "secret_stamps": 2, "found": 1, "missed": 1,
        "false": 0, "of_wrong_grade": 1,
    }  # fmt: skip


def test_two_files_that_would_write_one_text_are_refused(folder: Path) -> None:
    (folder / "clean_a.jpg").write_bytes(b"")
    with pytest.raises(SystemExit, match="clean_a"):
        reading.run(options(folder))


def test_the_same_seed_makes_the_same_page() -> None:
    wanted = synthetic.Wanted("7", 2, ("fax",))
    first, again = synthetic.page("fax", 1, wanted), synthetic.page("fax", 1, wanted)
    other = synthetic.page("fax", 1, replace(wanted, seed="8"))
    assert (first.truth, first.scan.pixels.tobytes()) == (again.truth, again.scan.pixels.tobytes())
    assert first.truth != other.truth


def test_pages_are_made_with_their_truth_and_made_anew(tmp_path: Path) -> None:
    wanted = synthetic.Wanted("7", 3, ("secret", "blank"))
    files = synthetic.make(tmp_path, wanted, processes=1)
    assert len(files) == 6
    assert json.loads((tmp_path / "secret_002.region.json").read_text()) == {"stamps": ["SANGAT RAHASIA"]}
    assert (tmp_path / "blank_001.gt.txt").read_text() == ""
    assert synthetic.make(tmp_path, replace(wanted, pages=1, kinds=("blank",)), processes=1) == files[:1]
    assert len(list(tmp_path.iterdir())) == 4


def test_the_folder_of_others_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "surat.jpg").write_bytes(b"")
    with pytest.raises(SystemExit, match="other files"):
        synthetic.make(tmp_path, synthetic.Wanted("7", 1), processes=1)


def test_a_file_that_is_refused_counts_as_nothing_read(tmp_path: Path) -> None:
    (tmp_path / "rusak.pdf").write_bytes(b"x")
    pages, _ = readers.read_all(readers.READERS["telusur"], readers.page_counts([tmp_path / "rusak.pdf"]), processes=1)
    assert [(page.text, page.outcome.partition(":")[0]) for page in pages] == [("", "refused")]
