"""What is read on real scans and on the sample office's damaged letters, against the text that stands there."""

from typing import Any

from tests import thresholds
from tests.ocr.conftest import LETTERS, PAGES, Reader
from tests.ocr.scoring import errors, percent


def test_real_scans(read: Reader) -> None:
    scores = {
        path.stem: errors(path.with_suffix(".gt.txt").read_text(), read(path)[0].text)
        for path in sorted(PAGES.glob("*.jpg"))
    }
    assert len(scores) == 5
    each = {name: round(percent([score]), 2) for name, score in scores.items()}
    assert percent(list(scores.values())) <= thresholds.REAL_PAGES_CER_PERCENT, each
    assert max(each.values()) <= thresholds.WORST_REAL_PAGE_CER_PERCENT, each


def test_sample_letters(read: Reader, truth: dict[str, Any]) -> None:
    drawn = {name: known for name, known in truth.items() if name.startswith("L")}
    scores = {
        name: errors("\n".join(known["pages"]), "\n".join(page.text for page in read(LETTERS / known["file"])))
        for name, known in drawn.items()
    }
    each = {name: round(percent([score]), 2) for name, score in scores.items()}
    assert percent(list(scores.values())) <= thresholds.SAMPLE_PAGES_CER_PERCENT, each


def test_a_pdf_of_scans_reads_as_its_pictures_do(read: Reader) -> None:
    pictures = [read(path)[0].text for path in sorted(PAGES.glob("*SE0555*.jpg"))]
    assert percent([errors("\n".join(pictures), "\n".join(page.text for page in read(PAGES / "SE0555.pdf")))]) < 1
