"""What is read on real scans, on the sample office's letters and on damaged ones, against what stands there."""

from pathlib import Path
from typing import Any

import pytest

from bench import synthetic
from bench.texts import errors
from tests import thresholds
from tests.ocr.conftest import LETTERS, PAGES, Reader

ONE_PAGE = synthetic.Wanted("gate", 1)
SIX_PAGES = synthetic.Wanted("gate", 6)  # blank pages come in six sorts

Scores = dict[str, tuple[int, int]]


def percent(scores: Scores) -> float:
    """Errors by a hundred characters over all pages."""
    return 100 * sum(wrong for wrong, _ in scores.values()) / sum(length for _, length in scores.values())


def each(scores: Scores) -> dict[str, float]:
    return {name: round(percent({name: score}), 2) for name, score in scores.items()}


def score(path: Path, read: Reader) -> tuple[int, int]:
    return errors(read(path)[0].text, path.with_suffix(".gt.txt").read_text())


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory, read: Reader) -> Scores:
    """One page of each kind of damage, made anew from a fixed seed, and read."""
    folder = tmp_path_factory.mktemp("damaged")
    return {kind: score(synthetic.write(folder / kind, kind, 0, ONE_PAGE), read) for kind in synthetic.DAMAGE}


def test_real_scans(read: Reader) -> None:
    scores = {path.stem: score(path, read) for path in sorted(PAGES.glob("*.jpg"))}
    assert len(scores) == 5
    assert percent(scores) <= thresholds.REAL_PAGES_CER_PERCENT, each(scores)
    assert max(each(scores).values()) <= thresholds.WORST_REAL_PAGE_CER_PERCENT, each(scores)


def test_sample_letters(read: Reader, truth: dict[str, Any]) -> None:
    drawn = {name: known for name, known in truth.items() if name.startswith("L")}
    scores = {
        name: errors("\n".join(page.text for page in read(LETTERS / known["file"])), "\n".join(known["pages"]))
        for name, known in drawn.items()
    }
    assert percent(scores) <= thresholds.SAMPLE_PAGES_CER_PERCENT, each(scores)


def test_damaged_pages(damaged: Scores) -> None:
    assert percent(damaged) <= thresholds.DAMAGED_PAGES_CER_PERCENT, each(damaged)


@pytest.mark.parametrize("kind", synthetic.DAMAGE)
def test_each_kind_of_damage(kind: str, damaged: Scores) -> None:
    assert percent({kind: damaged[kind]}) <= thresholds.DAMAGED_PAGE_CER_PERCENT[kind]


def test_faint_text_is_not_called_blank(tmp_path: Path, read: Reader) -> None:
    path = synthetic.write(tmp_path / "faint", "faint", 0, ONE_PAGE)
    assert read(path)[0].outcome == "read"
    assert percent({"faint": score(path, read)}) <= thresholds.FAINT_PAGE_CER_PERCENT


@pytest.mark.parametrize("index", range(SIX_PAGES.pages))
def test_nothing_is_read_where_nothing_stands(index: int, tmp_path: Path, read: Reader) -> None:
    path = synthetic.write(tmp_path / "blank", "blank", index, SIX_PAGES)
    assert (read(path)[0].outcome, read(path)[0].text) == ("blank", "")


def test_a_pdf_of_scans_reads_as_its_pictures_do(read: Reader) -> None:
    pictures = [read(path)[0].text for path in sorted(PAGES.glob("*SE0555*.jpg"))]
    as_pdf = "\n".join(page.text for page in read(PAGES / "SE0555.pdf"))
    assert percent({"pdf": errors(as_pdf, "\n".join(pictures))}) < 1
