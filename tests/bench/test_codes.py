"""`bench codes` on registers as they come: odd codes, empty cells, other separators."""

import argparse
import json
from pathlib import Path

import pytest

from bench import codes
from bench.make_registers import Office, Shape, read_scheme
from tests import thresholds
from tests.dms.archive.fixture_letters import SCHEME

ODD_SCHEME = (
    "code,name,description\nPM.01,Pengujian,\nPM.01.02,Uji Pangan,sampel makanan\n"
    "0045,Arsip,\n045,Arsip,\n045,Kearsipan lama,\n"
)
ODD_REGISTER = (
    "subject,code\nUji sampel makanan,pm.01.02\n,045\nUji pangan olahan,PM.01.02\nSurat lama,\n"
    '"Arsip, kotak 3",0045\nTanpa skema,XX.9\n"Uji sampel\nminuman",PM.01.02\nTanpa skema lagi,XX.9\n'
)


def options(folder: Path, register: str, scheme: str, *, train: int) -> argparse.Namespace:
    (folder / "register.csv").write_text(register, encoding="utf-8")
    (folder / "scheme.csv").write_text(scheme, encoding="utf-8")
    parser = argparse.ArgumentParser()
    codes.add_arguments(parser)
    files = [str(folder / "register.csv"), "--scheme", str(folder / "scheme.csv"), "--json", str(folder / "out.json")]
    return parser.parse_args([*files, "--train", str(train)])


def test_an_odd_register_is_measured_and_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = codes.run(options(tmp_path, ODD_REGISTER, ODD_SCHEME, train=5))
    assert report == json.loads((tmp_path / "out.json").read_text())
    total = report["total"]
    assert isinstance(total, dict)
    assert (total["letters_learned"], total["letters_tested"], total["rows_without_code"]) == (5, 2, 1)
    assert total["top1_percent"] == total["right_when_spoken_percent"] == 100
    assert total["codes_outside_scheme_percent"] == 50
    assert "top5_percent" in capsys.readouterr().out


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_and_column_names_in_capitals_are_read(tmp_path: Path, separator: str) -> None:
    register = "\ufeffSubject,Code\nUji pangan,PM.01.02\n".replace(",", separator)
    report = codes.run(options(tmp_path, register, ODD_SCHEME.replace(",", separator), train=0))
    assert report["total"]["letters_tested"] == 1  # type: ignore[index]


def test_more_to_learn_than_there_is_leaves_nothing_to_ask(tmp_path: Path) -> None:
    report = codes.run(options(tmp_path, ODD_REGISTER, ODD_SCHEME, train=99))
    assert report["total"]["letters_tested"] == 0  # type: ignore[index]


def test_missing_columns_are_said(tmp_path: Path) -> None:
    with pytest.raises(codes.RegisterError, match="subject"):
        codes.run(options(tmp_path, "hal,kode\nx,1\n", ODD_SCHEME, train=0))


@pytest.mark.parametrize(
    ("code", "by_digits", "parent"),
    [
        ("045.31", True, "045.3"),
        ("045.3", True, "045"),
        ("045", True, "040"),
        ("040", False, "000"),
        ("000", False, None),
        ("100", False, None),
        ("pm.01.02", False, "pm.01"),
        ("300.2.10", False, "300.2"),
    ],
)
def test_parents_are_read_off_the_codes_where_the_file_names_none(
    code: str, by_digits: bool, parent: str | None
) -> None:
    codes_of_the_list = ("000", "100", "040", "045", "045.3", "045.31", "pm.01", "pm.01.02", "300.2", "300.2.1")
    known = {each: each for each in codes_of_the_list}
    assert codes.parent_by_form(code, known, by_digits=by_digits) == parent


def test_silence_counts_as_a_miss_except_in_the_ranked_figures() -> None:
    letter = codes.Letter("x", "1")
    said = codes.Answer(letter, ("1", "2"), 0.9, 0, 0, 0.001)
    silent = codes.Answer(letter, (), 0.0, None, 0, 0.001)
    total = codes.summary([said, silent])
    assert (total["top1_percent"], total["ranked_top1_percent"], total["share_spoken_percent"]) == (50, 100, 50)
    assert total["right_when_spoken_percent"] == 100


def test_an_invented_register_reaches_its_threshold(tmp_path: Path) -> None:
    office = Office(read_scheme(SCHEME), Shape(letters=750, codes=70), seed=99)
    lines = ["subject,code", *(f'"{subject}",{code}' for subject, code in office.register())]
    report = codes.run(options(tmp_path, "\n".join(lines), SCHEME.read_text(encoding="utf-8"), train=500))
    total = report["total"]
    assert isinstance(total, dict)
    assert total["top1_percent"] >= thresholds.REGISTER_TOP1_PERCENT
    assert total["top5_percent"] >= thresholds.REGISTER_TOP5_PERCENT
