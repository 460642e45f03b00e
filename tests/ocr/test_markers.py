"""List numbers in the margin that the layout left out come back to the head of their lines; other ink does not."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from ocr.markers import with_markers
from ocr.prepare.ink import Gray, Letters, ink_mask, letters
from ocr.recognize import warm_engine
from tests.ocr.sheets import SERIF

TEXTS = (
    "Menyampaikan kepada pimpinan setiap upaya",
    "Dalam hal menggunakan jasa pihak ketiga",
    "Agar dilaporkan segera",
)
PAPER = 247
FONT = ImageFont.truetype(SERIF, 26)


def page(numbers: tuple[str, ...]) -> Gray:
    sheet = Image.new("L", (1240, 400), PAPER)
    pen = ImageDraw.Draw(sheet)
    for row, (number, text) in enumerate(zip(numbers, TEXTS, strict=True)):
        pen.text((140, 60 + 90 * row), number, fill=30, font=FONT)
        pen.text((210, 60 + 90 * row), text, fill=30, font=FONT)
    return np.asarray(sheet)


def read(picture: Gray) -> list[str]:
    """The texts of the lines, when the recognizer has lost all that stands in the margin."""
    engine, without = warm_engine("ind"), picture.copy()
    without[:, :205] = PAPER
    kept = engine.read(without, dpi=150, layout="page", timeout_seconds=30).words
    measured = letters(ink_mask(picture))
    margin = measured.pieces[measured.pieces[:, 0] + measured.pieces[:, 2] < 205]
    words = with_markers(picture, Letters(margin, measured.x_height), kept, engine, dpi=150)
    lines = dict.fromkeys(word.line for word in words)
    return [" ".join(word.text for word in words if word.line == line) for line in lines]


@pytest.mark.parametrize("numbers", [("4.", "5.", "6."), ("a.", "b.", "d."), ("1)", "2)", "3)"), ("10.", "11.", "12.")])
def test_lost_numbers_come_back(numbers: tuple[str, ...]) -> None:
    assert read(page(numbers)) == [f"{number} {text}" for number, text in zip(numbers, TEXTS, strict=True)]


@pytest.mark.parametrize("ink", ["", "Ha", "—", "*"])
def test_what_is_no_number_stays_out(ink: str) -> None:
    assert read(page((ink,) * 3)) == list(TEXTS)
