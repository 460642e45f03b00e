"""Semicolons and colons told by their ink: the recognizer's model has no semicolon."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from ocr.recognize import warm_engine
from ocr.signs import with_signs
from tests.ocr.sheets import SERIF

LINES = ("Nomor : 005/1187/Setda/X/2024", "Hal : Undangan rapat", "1. Inspektur Daerah;", "2. Kepala Bagian Hukum;")
SANS = "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf"


def picture(lines: tuple[str, ...], font: str, size_px: int) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    page = Image.new("L", (1240, 110 + 3 * size_px * len(lines)), 247)
    pen = ImageDraw.Draw(page)
    for row, line in enumerate(lines):
        pen.text((100, 50 + 3 * size_px * row), line, fill=30, font=ImageFont.truetype(font, size_px))
    return np.asarray(page)


@pytest.mark.parametrize("font", [SERIF, SANS])
@pytest.mark.parametrize("size_px", [24, 32])
def test_signs_are_as_printed(font: str, size_px: int) -> None:
    page = picture(LINES, font, size_px)
    found = warm_engine("ind").read(page, dpi=150, layout="page", timeout_seconds=30)
    texts = [word.text for word in with_signs(page, found.words)]
    assert " ".join(texts) == " ".join(LINES)


def test_commas_full_stops_and_colons_stay() -> None:
    lines = ("pertama, kedua. ketiga: keempat", "surat, naskah, arsip, berkas.")
    page = picture(lines, SANS, 28)
    found = warm_engine("ind").read(page, dpi=150, layout="page", timeout_seconds=30)
    assert [word.text for word in with_signs(page, found.words)] == " ".join(lines).split()


def test_a_white_page_has_no_signs(tmp_path: Path) -> None:
    assert with_signs(np.full((200, 200), 255, np.uint8), ()) == ()
