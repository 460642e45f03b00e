"""`bench codes` on registers as they come: odd codes, empty cells, other separators."""

import argparse
import csv
import json
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path

import pytest

from bench import codes, codes_baseline
from bench.codes_registers import COLUMNS, PROFILES, Register
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


def test_sender_number_and_kind_are_read_where_the_register_has_them(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_text("kind,subject,code,sender,number\nmemo,Uji,1,Dinas A,1/2\n", encoding="utf-8")
    (full,), _ = codes.read_register(path)
    assert (full.text.sender, full.text.number, full.text.kind) == ("Dinas A", "1/2", "memo")
    (bare,), _ = codes.read_register(path, subjects_only=True)
    assert bare == codes.Letter("Uji", "1")


def test_the_peers_stand_beside_the_suggester(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    total = codes.run(options(tmp_path, ODD_REGISTER, ODD_SCHEME, train=4))["total"]
    assert isinstance(total, dict)
    assert total["codes_not_learned_percent"] == pytest.approx(66.67)
    assert total["regression_top1_percent"] == pytest.approx(33.33)  # a code never learned it cannot name
    assert {"zero_letters_top5_percent", "zero_letters_tfidf_top5_percent", "regression_tuned_top5_percent"} <= set(
        total
    )
    assert "regression_tuned" in capsys.readouterr().out


def test_without_scikit_learn_the_rest_is_measured_and_it_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(codes_baseline, "available", lambda: False)
    total = codes.run(options(tmp_path, ODD_REGISTER, ODD_SCHEME, train=5))["total"]
    assert isinstance(total, dict)
    assert "regression_top1_percent" not in total
    assert total["top1_percent"] == 100
    assert "scikit-learn is not installed" in capsys.readouterr().out


def test_a_large_archive_is_timed_on_request(tmp_path: Path) -> None:
    asked = options(tmp_path, ODD_REGISTER, ODD_SCHEME, train=5)
    asked.scale = 40
    total = codes.run(asked)["total"]
    assert isinstance(total, dict)
    assert total["scale_letters"] == 40
    assert {"scale_suggest_ms_p95", "scale_learn_ms_p95", "scale_peak_memory_mb"} <= set(total)


def lines_of(profile: str, *, seed: int, letters: int = 700) -> list[tuple[str, ...]]:
    return Register(read_scheme(SCHEME), replace(PROFILES[profile], letters=letters), seed=seed).lines()


def agreement(lines: list[tuple[str, ...]]) -> float:
    """Share of letters with a subject written before that got the code most often given to it."""
    by_subject: dict[str, Counter[str]] = defaultdict(Counter)
    for subject, code, *_ in lines:
        by_subject[subject.casefold()][code] += 1
    repeated = [counts for counts in by_subject.values() if counts.total() > 2]
    return sum(max(counts.values()) for counts in repeated) / sum(counts.total() for counts in repeated)


def test_invented_registers_differ_as_real_ones_do() -> None:
    noisy, clean = lines_of("noisy", seed=1), lines_of("clean", seed=1)
    assert noisy == lines_of("noisy", seed=1) != lines_of("noisy", seed=2)
    assert agreement(noisy) < 0.8 < agreement(clean)
    assert len({code for _, code, *_ in lines_of("tail", seed=1)}) > 2 * len({code for _, code, *_ in noisy})


def test_more_codes_are_found_than_by_a_plain_regression(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([COLUMNS, *lines_of("noisy", seed=7)])
    asked = options(tmp_path, path.read_text(encoding="utf-8"), SCHEME.read_text(encoding="utf-8"), train=500)
    total = codes.run(asked)["total"]
    assert isinstance(total, dict)
    assert total["top5_percent"] - total["regression_top5_percent"] >= thresholds.REGISTER_TOP5_ABOVE_REGRESSION
    assert total["top1_percent"] >= total["regression_top1_percent"]
