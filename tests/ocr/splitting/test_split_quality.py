"""How many cuts are right: on boxes taken as read, on real scans in one pile, on a printed separator sheet."""

import zlib
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from bench.split import Judged, figures
from bench.split_fit import SEEDS, typed_box
from bench.splitting.scribe import Page
from ocr import PageReading, ReadOptions, read_page
from ocr.splitting import propose
from ocr.splitting.sheets import separator_sheet
from tests import thresholds
from tests.ocr.conftest import LETTERS, Reader

PILE = ("L02.pdf", "L06.tif", "L11.jpg", "SE140.pdf")


@pytest.fixture(autouse=True)
def _ink() -> None:
    """What boxes taken as read switch off stays off for this test only."""
    Page.inked = True


def test_cuts_of_boxes(monkeypatch: pytest.MonkeyPatch) -> None:
    seed = "gate"
    assert seed not in SEEDS
    monkeypatch.setattr("bench.split_fit.LETTERS", 30)
    judged = []
    for duplex in (True, False):
        pages, starts = typed_box(Random(zlib.crc32(f"{seed} {duplex}".encode())), duplex=duplex)
        true = frozenset(start + 1 for start in starts)
        judged.append(Judged(seed, true, {}, [""] * len(pages), propose(pages)))
    total = figures(seed, judged)
    assert total["letters"] == 60
    assert total["pages_accounted_for_percent"] == 100
    assert float(total["cuts_found_percent"] or 0) >= thresholds.CUTS_FOUND_PERCENT
    assert float(total["wrong_cuts_percent"] or 0) <= thresholds.WRONG_CUTS_PERCENT


def test_real_scans_in_one_pile(read: Reader) -> None:
    pages: list[PageReading] = []
    starts = []
    for name in PILE:
        starts.append(len(pages))
        pages += read(LETTERS / name)
    assert [letter.pages[0].index for letter in propose(pages).letters] == starts


def test_the_printed_sheet_is_read_as_a_separator(tmp_path: Path, read: Reader) -> None:
    path = tmp_path / "pemisah.pdf"
    path.write_bytes(separator_sheet())
    sheet, _ = read_page(path, number=1, options=ReadOptions(timeout_seconds=300))
    front, back = read(LETTERS / "L06.tif")
    unread = replace(sheet, regions=())
    assert any(region.text == "TELUSUR:PISAH" for region in sheet.regions)
    for separator in (sheet, unread):  # by its code, and by its words alone
        proposal = propose([front, separator, back])
        assert [[page.index for page in letter.pages] for letter in proposal.letters] == [[0], [2]]
        assert [page.index for page in proposal.aside] == [1]
