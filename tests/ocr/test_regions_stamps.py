"""Secret stamps: found in any ink, frame and angle; what is like them is not taken for one."""

import cv2
import numpy as np
import pytest

from bench.letterpress.secrecy import Drawn, drawn_letter, plain_page, secret_page
from ocr import PageReading
from ocr.pages.source import Pixels
from ocr.regions import look
from ocr.regions.shapes import Strip
from tests import thresholds
from tests.ocr.typed import typed

PAGES = 20
SEED = 20


def drawn(index: int, *, secret: bool) -> Drawn:
    draw = secret_page if secret else plain_page
    return draw(np.random.default_rng([SEED, int(secret), index]), [])


def secret_words(pixels: Pixels) -> list[str]:
    regions = look(pixels, ())
    return [region.text.replace(" ", "") for region in regions if region.text and "RAHASIA" in region.text]


def test_secret_stamps_are_found() -> None:
    pages = [drawn(index, secret=True) for index in range(PAGES)]
    missed = [page.what for page in pages if not secret_words(page.pixels)]
    assert PAGES - len(missed) >= thresholds.SECRET_STAMPS_FOUND, missed


def test_no_stamp_is_seen_where_there_is_none() -> None:
    pages = [drawn(index, secret=False) for index in range(PAGES)]
    wrong = [page.what for page in pages if secret_words(page.pixels)]
    assert len(wrong) <= thresholds.SECRET_STAMPS_FALSE, wrong


def test_a_stamp_stands_where_it_was_set() -> None:
    page = np.full((1754, 1240, 3), 255, np.uint8)
    stamp = letters_in_red("RAHASIA")
    page[300 : 300 + stamp.shape[0], 700 : 700 + stamp.shape[1]] = stamp
    rows, columns = np.nonzero(stamp[..., 1] < 128)
    region = next(region for region in look(page, ()) if region.kind == "stamp")
    assert region.text == "RAHASIA"
    corners = (700 + columns.min(), 300 + rows.min(), 700 + columns.max(), 300 + rows.max())
    found = (region.box.x0 * 1240, region.box.y0 * 1754, region.box.x1 * 1240, region.box.y1 * 1754)
    assert found == pytest.approx(corners, abs=6)


def letters_in_red(text: str) -> Pixels:
    part = np.full((90, 330, 3), 255, np.uint8)
    cv2.putText(part, text, (12, 66), cv2.FONT_HERSHEY_DUPLEX, 2.0, (200, 30, 40), 5)
    return part


@pytest.mark.parametrize("other", ["RAHARJA", "BAHASA", "SALINAN"])
def test_other_words_have_other_shapes(other: str) -> None:
    assert Strip(255 - letters_in_red("RAHASIA")[18:70, :, 1]).fit("RAHASIA").likeness > 0.6
    assert Strip(255 - letters_in_red(other)[18:70, :, 1]).fit("RAHASIA").likeness < 0.6


def test_a_gray_letter_that_speaks_of_secrets_has_no_stamp() -> None:
    letter = drawn_letter(np.random.default_rng(3), 150)
    assert secret_words(letter[:, :, 0].astype(np.uint8)) == []


def marks_on(reading: PageReading) -> list[str | None]:
    page = np.full((1754, 1240), 255, np.uint8)
    return [region.text for region in look(page, reading.words)]


def test_printed_marks_are_regions_too() -> None:
    assert marks_on(typed("\n" * 2 + " " * 40 + "R A H A S I A\n\n\nNomor : 12/2024\n")) == ["RAHASIA"]
    assert marks_on(typed("\n" * 2 + " " * 40 + "SANGAT RAHASIA\n\n\nNomor : 12/2024\n")) == ["SANGAT RAHASIA"]


@pytest.mark.parametrize(
    "text",
    ["Sifat : RAHASIA", "Rahasia", "HAL RAHASIA JABATAN", "Nomor : 1     RAHASIA : 2", "-" + "\n" * 30 + "RAHASIA"],
)
def test_rows_and_titles_are_no_marks(text: str) -> None:
    assert marks_on(typed(f"\n{text}\n\n\nDengan hormat kami sampaikan daftar arsip\n")) == []
