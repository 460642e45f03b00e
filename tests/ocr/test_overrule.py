"""What a person decides about the preparation of a page is done, whatever was measured."""

import io
from pathlib import Path

from PIL import Image

from ocr import Overrule, ReadOptions, prepared_picture, read_page
from tests.ocr.sheets import letter_picture, save_picture, skewed


def read(path: Path, **decided: object) -> tuple[set[str], str, int]:
    options = ReadOptions(overrule=Overrule(**decided))  # type: ignore[arg-type]
    reading, _ = read_page(path, number=1, options=options)
    return {note.code for note in reading.notes}, reading.text, reading.turned_degrees


def test_the_record_says_what_was_measured_and_done(tmp_path: Path) -> None:
    path = save_picture(skewed(letter_picture(), 2.0), tmp_path / "a.png")
    reading, _ = read_page(path, number=1, options=ReadOptions())
    assert "leveled" in {note.code for note in reading.notes}
    assert abs(abs(float(reading.measured["skew_degrees"])) - 2.0) < 0.2
    assert reading.measured["dpi"] == 200


def test_a_page_is_not_leveled_when_a_person_says_so(tmp_path: Path) -> None:
    path = save_picture(skewed(letter_picture(), 2.0), tmp_path / "a.png")
    assert "leveled" not in read(path, level=False)[0]


def test_a_page_is_turned_as_a_person_says(tmp_path: Path) -> None:
    path = save_picture(letter_picture().transpose(Image.Transpose.ROTATE_90), tmp_path / "a.png")
    _, text, turned = read(path, turned_degrees=90)
    assert turned == 90
    assert text == read(save_picture(letter_picture(), tmp_path / "b.png"))[1]
    assert read(path, turned_degrees=0)[2] == 0


def test_the_picture_that_was_read_can_be_shown(tmp_path: Path) -> None:
    path = save_picture(letter_picture(), tmp_path / "a.png")
    shown = Image.open(io.BytesIO(prepared_picture(path, number=1, options=ReadOptions())))
    assert shown.format == "WEBP"
    assert 0.6 < shown.width / shown.height < 0.8
