"""A word's box covers that word on the stored image, however the page lay on the glass.

Proved by reading the crop under the box with a fresh look, not by our own boxes.
"""

import io
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ocr import PageImages, PageReading, ReadOptions, Word, read_page
from ocr.recognize import warm_engine
from tests.ocr.sheets import letter_picture, save_picture, scan_pdf, skewed, text_pdf

TELLING = ("PERPUSTAKAAN", "Permintaan", "Informatika", "pengawasan", "elektronik", "perpustakaan")
ALIKE = 0.8
PATIENT = ReadOptions(timeout_seconds=300)


def crop_reads(images: PageImages, word: Word) -> str:
    page = Image.open(io.BytesIO(images.page_webp)).convert("L")
    pad = 0.15 * (word.box.y1 - word.box.y0) * page.height
    box = word.box
    edges = (
        round(box.x0 * page.width - pad),
        round(box.y0 * page.height - pad),
        round(box.x1 * page.width + pad),
        round(box.y1 * page.height + pad),
    )
    crop = np.asarray(page.crop(edges))
    found = warm_engine("ind").read(np.ascontiguousarray(crop), dpi=200, layout="block", timeout_seconds=30)
    return " ".join(each.text for each in found.words)


def assert_boxes_cover_their_words(reading: PageReading, images: PageImages) -> None:
    width, height = Image.open(io.BytesIO(images.page_webp)).size
    assert (reading.width_px, reading.height_px) == (width, height)
    for text in TELLING:
        word = next((word for word in reading.words if word.text == text), None)
        assert word is not None, f"{text} was not read in {reading.text!r}"
        read = crop_reads(images, word)
        best = max(SequenceMatcher(None, text, part).ratio() for part in [read.replace(" ", ""), *read.split(), ""])
        assert best > ALIKE, f"under the box of {text} stands {read!r}"


@pytest.mark.parametrize(
    ("degrees", "turned"), [(0, 0), (3, 0), (-3, 0), (180, 180), (90, 90), (270, 270), (178, 180), (93, 90)]
)
def test_a_page_turned_on_the_glass(tmp_path: Path, degrees: float, turned: int) -> None:
    page = letter_picture().rotate(
        degrees, resample=Image.Resampling.BICUBIC, expand=degrees in (90, 270), fillcolor=247
    )
    if degrees == 93:
        page = letter_picture().rotate(90, expand=True).rotate(3, resample=Image.Resampling.BICUBIC, fillcolor=247)
    reading, images = read_page(save_picture(page, tmp_path / "a.jpg"), number=1, options=PATIENT)
    assert reading.turned_degrees == turned
    assert_boxes_cover_their_words(reading, images)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_scanned_pdf_page_with_rotate(tmp_path: Path, rotate: int) -> None:
    page = letter_picture().rotate(rotate, expand=True)
    path = scan_pdf(tmp_path / "a.pdf", [page], rotate=rotate)
    reading, images = read_page(path, number=1, options=PATIENT)
    assert reading.turned_degrees == 0
    assert_boxes_cover_their_words(reading, images)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_with_exif_orientation(tmp_path: Path, orientation: int) -> None:
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    page = letter_picture()
    stored = page.transpose(undo[orientation]) if orientation in undo else page
    exif = Image.Exif()
    exif[274] = orientation
    path = save_picture(stored, tmp_path / "a.jpg", exif=exif)
    reading, images = read_page(path, number=1, options=PATIENT)
    assert reading.turned_degrees == 0
    assert_boxes_cover_their_words(reading, images)


@pytest.mark.parametrize("rotate", [0, 90])
def test_the_words_of_a_text_layer(tmp_path: Path, rotate: int) -> None:
    reading, images = read_page(text_pdf(tmp_path / "a.pdf", rotate=rotate), number=1, options=PATIENT)
    assert (reading.outcome, reading.turned_degrees) == ("text_layer", (360 - rotate) % 360)
    assert_boxes_cover_their_words(reading, images)


def test_a_skewed_page_says_its_slope(tmp_path: Path) -> None:
    path = save_picture(skewed(letter_picture(), 3), tmp_path / "a.png")
    reading, _ = read_page(path, number=1, options=PATIENT)
    assert reading.skew_degrees == pytest.approx(-3, abs=0.15)
