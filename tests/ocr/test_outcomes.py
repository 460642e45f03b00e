"""What could be read only in part or not at all says so."""

from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageFilter

from ocr import FileRefused, Limits, ReadOptions, read_page
from tests.ocr.sheets import A4_PIXELS, letter_picture, noise_picture, save_picture, text_pdf

PATIENT = ReadOptions(timeout_seconds=300)


def test_a_page_without_words_is_blank(tmp_path: Path) -> None:
    path = save_picture(Image.new("L", A4_PIXELS, 244), tmp_path / "a.png")
    reading, images = read_page(path, number=1, options=PATIENT)
    assert (reading.outcome, reading.words, reading.confidence) == ("blank", (), None)
    assert images.page_webp
    assert images.thumbnail_webp


def test_a_cut_off_jpeg_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    path = save_picture(letter_picture(), tmp_path / "a.jpg")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    reading, _ = read_page(path, number=1, options=PATIENT)
    assert reading.outcome == "partial"
    assert "truncated" in [note.code for note in reading.notes]
    assert "PEMERINTAH KOTA TIRTAWANGI" in reading.text


def test_a_page_over_its_time_is_unread_and_says_so(tmp_path: Path) -> None:
    path = save_picture(letter_picture(), tmp_path / "a.png")
    reading, images = read_page(path, number=1, options=ReadOptions(timeout_seconds=0.01))
    assert (reading.outcome, [note.code for note in reading.notes]) == ("unread", ["over_time"])
    assert images.page_webp


def test_the_plain_reading_does_without_preparation(tmp_path: Path) -> None:
    path = save_picture(letter_picture(), tmp_path / "a.png")
    reading, _ = read_page(path, number=1, options=ReadOptions(plain_only=True, timeout_seconds=300))
    assert (reading.outcome, reading.turned_degrees, reading.skew_degrees) == ("read", 0, 0.0)
    assert "000.5.3.2/214/DISPUSIP/2024" in reading.text


def test_the_other_engine_reads_the_same_page(tmp_path: Path) -> None:
    path = save_picture(letter_picture(), tmp_path / "a.png")
    reading, _ = read_page(path, number=1, options=ReadOptions(engine="pytesseract", timeout_seconds=300))
    assert (reading.outcome, reading.engine) == ("read", "pytesseract")
    assert "000.5.3.2/214/DISPUSIP/2024" in reading.text


@pytest.mark.parametrize(("share", "grain_px"), [(0.04, 2), (0.2, 1)])
def test_noise_costs_no_minutes_and_yields_no_words(tmp_path: Path, share: float, grain_px: int) -> None:
    path = save_picture(noise_picture(share, grain_px=grain_px), tmp_path / "a.png")
    reading, _ = read_page(path, number=1, options=ReadOptions(timeout_seconds=60))
    assert reading.outcome in ("blank", "unread")
    assert not reading.words


def test_a_page_that_cannot_be_drawn_is_unread_with_the_reason(tmp_path: Path) -> None:
    picture = save_picture(letter_picture(), tmp_path / "a.png")
    reading, images = read_page(picture, number=1, options=ReadOptions(limits=Limits(page_pixels=1000)))
    assert (reading.outcome, [note.code for note in reading.notes]) == ("unread", ["page_too_large"])
    assert images.page_webp


def test_a_damaged_page_of_a_pdf_is_unread(tmp_path: Path) -> None:
    path = text_pdf(tmp_path / "a.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].obj.MediaBox = pikepdf.Array([0, 0, 0, 0])
        pdf.pages[0].obj.Contents = pikepdf.Array([])
        pdf.save(path)
    reading, _ = read_page(path, number=1, options=PATIENT)
    assert reading.outcome in ("unread", "blank")


def test_a_file_that_is_no_page_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_text("<html></html>")
    with pytest.raises(FileRefused, match="unsupported_type"):
        read_page(tmp_path / "a.pdf", number=1, options=PATIENT)


def blurred(page: Image.Image, radius_px: float) -> Image.Image:
    return page.filter(ImageFilter.GaussianBlur(radius_px))


def test_print_too_blurred_to_read_is_not_called_blank(tmp_path: Path) -> None:
    path = save_picture(blurred(letter_picture(), 5.0), tmp_path / "a.png")
    reading, _ = read_page(path, number=1, options=PATIENT)
    assert reading.outcome != "blank"
    assert reading.words or "no_sure_words" in [note.code for note in reading.notes]


def test_a_back_through_which_the_front_shines_is_blank(tmp_path: Path) -> None:
    front = blurred(letter_picture().convert("L"), 1.2).transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    path = save_picture(front.point(lambda level: 200 + level * 44 // 255), tmp_path / "a.png")
    reading, _ = read_page(path, number=1, options=PATIENT)
    assert (reading.outcome, reading.words) == ("blank", ())
    assert "shines_through" in [note.code for note in reading.notes]
