"""A PDF's own text is used when it says what stands on the paper, and read again when it does not."""

from difflib import SequenceMatcher
from pathlib import Path

import pikepdf

from ocr import PageReading, ReadOptions, read_page
from tests.ocr.sheets import LETTER, letter_picture, scan_pdf, text_pdf

PATIENT = ReadOptions(timeout_seconds=300)
WORDS = " ".join(LETTER).split()


def read(path: Path) -> PageReading:
    return read_page(path, number=1, options=PATIENT)[0]


def likeness(reading: PageReading) -> float:
    return SequenceMatcher(None, WORDS, reading.text.split(), autojunk=False).ratio()


def codes(reading: PageReading) -> list[str]:
    return [note.code for note in reading.notes]


def test_the_text_of_a_born_digital_page_is_used(tmp_path: Path) -> None:
    reading = read(text_pdf(tmp_path / "a.pdf"))
    assert (reading.outcome, reading.engine, codes(reading)) == ("text_layer", "pdf", [])
    assert reading.text.split() == WORDS


def test_a_good_hidden_layer_of_a_scan_is_used(tmp_path: Path) -> None:
    reading = read(scan_pdf(tmp_path / "a.pdf", [letter_picture()], hidden=LETTER))
    assert reading.outcome == "text_layer"
    assert likeness(reading) == 1


def test_a_layer_in_a_wrong_encoding_is_read_again(tmp_path: Path) -> None:
    shifted = ["".join(chr(ord(letter) + 3) if letter.isalpha() else letter for letter in line) for line in LETTER]
    reading = read(scan_pdf(tmp_path / "a.pdf", [letter_picture()], hidden=shifted))
    assert (reading.outcome, codes(reading)) == ("read", ["layer_wrong"])
    assert likeness(reading) > 0.97


def test_a_layer_of_another_text_is_read_again(tmp_path: Path) -> None:
    other = ["Halaman ini dibuat untuk percobaan mesin pemindai saja"] * len(LETTER)
    reading = read(scan_pdf(tmp_path / "a.pdf", [letter_picture()], hidden=other))
    assert reading.outcome == "read"
    assert likeness(reading) > 0.97


def test_a_layer_that_covers_a_part_is_read_again(tmp_path: Path) -> None:
    reading = read(scan_pdf(tmp_path / "a.pdf", [letter_picture()], hidden=LETTER[:2]))
    assert (reading.outcome, codes(reading)) == ("read", ["layer_partial"])
    assert likeness(reading) > 0.97


def test_text_outside_the_crop_box_is_left_out(tmp_path: Path) -> None:
    path = text_pdf(tmp_path / "a.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].obj.CropBox = pikepdf.Array([0, 510, 595, 842])
        pdf.save(path)
    reading = read(path)
    assert reading.outcome == "text_layer"
    assert reading.text.split() == " ".join(LETTER[:11]).split()
    assert all(0 <= word.box.y0 < word.box.y1 <= 1 for word in reading.words)
