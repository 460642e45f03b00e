"""The door to the benchmarks."""

import json
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.dms.verbs import refused, run

MODULE = '''"""Counts to a number."""
def add_arguments(parser):
    parser.add_argument("number", type=int)
def run(options):
    print("counted to", options.number)
    return {"rows": [], "total": {"number": options.number}} if options.number < 9 else 3
'''


@pytest.fixture(autouse=True)
def _benches(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bench").mkdir()
    (tmp_path / "bench" / "counting.py").write_text(MODULE)
    (tmp_path / "bench" / "no_bench.py").write_text("VALUE = 1\n")
    import bench

    settings.ROOT = tmp_path
    monkeypatch.setattr(bench, "__path__", [str(tmp_path / "bench")])


def test_without_a_name_it_lists_them() -> None:
    assert run("bench").split() == ["counting", "Counts", "to", "a", "number."]


def test_it_runs_and_writes_its_numbers(tmp_path: Path) -> None:
    file = tmp_path / "numbers.json"
    run("bench", "counting", 4, "--json", file)
    assert json.loads(file.read_text()) == {"rows": [], "total": {"number": 4}}


def test_its_exit_code_is_ours() -> None:
    with pytest.raises(SystemExit) as ended:
        run("bench", "counting", 9)
    assert ended.value.code == 3


def test_an_unknown_name_names_the_known() -> None:
    assert "counting" in refused("bench", "nothing")
