"""Searchable PDFs: the pages as they were, the words found by other programs, in the right place."""

import io
import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from ocr import Box, Limits, PageReading, PdfPage, ReadOptions, Word, inspect_file, read_page, write_searchable_pdf
from tests.ocr.sheets import LETTER, letter_picture, save_picture, scan_pdf, skewed, text_pdf

PATIENT = ReadOptions(timeout_seconds=300)
WORDS = " ".join(LETTER).split()


def extracted(pdf: Path) -> list[str]:
    """Words by Poppler, a reader that shares nothing with the writer."""
    done = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, check=True, text=True)
    return done.stdout.split()


def page_of(source: Path, number: int = 1) -> PdfPage:
    return PdfPage(source, number, read_page(source, number=number, options=PATIENT)[0])


def placed(text: str, x0: float, y0: float) -> Word:
    return Word(text, Box(x0, y0, x0 + 0.2, y0 + 0.02), 0.9, round(y0 * 100), 0)


def with_words(reading: PageReading, *words: Word) -> PageReading:
    return replace(reading, words=words, outcome="read", turned_degrees=0, skew_degrees=0.0)


@pytest.mark.parametrize("degrees", [0, 2, 180, 90])
def test_words_are_found_in_the_order_read(tmp_path: Path, degrees: int) -> None:
    page = skewed(letter_picture(), degrees) if degrees == 2 else letter_picture().rotate(degrees, expand=True)
    source = save_picture(page, tmp_path / "a.jpg")
    write_searchable_pdf([page_of(source)], tmp_path / "out.pdf")
    found = extracted(tmp_path / "out.pdf")
    assert len(set(WORDS) & set(found)) >= len(set(WORDS)) - 1
    assert inspect_file(tmp_path / "out.pdf", limits=Limits()).page_count == 1


def test_words_beyond_ascii_come_back(tmp_path: Path) -> None:
    source = save_picture(letter_picture(), tmp_path / "a.png")
    blank = page_of(source).reading
    reading = with_words(blank, placed("Jum’at", 0.1, 0.1), placed("±½µ", 0.1, 0.2), placed("ꦗꦮ", 0.1, 0.3))
    write_searchable_pdf([PdfPage(source, 1, reading)], tmp_path / "out.pdf")
    assert extracted(tmp_path / "out.pdf") == ["Jum’at", "±½µ", "ꦗꦮ"]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_words_stand_where_they_were_read(tmp_path: Path, rotate: int) -> None:
    source = scan_pdf(tmp_path / "a.pdf", [letter_picture().rotate(rotate, expand=True)], rotate=rotate)
    write_searchable_pdf([page_of(source)], tmp_path / "out.pdf")
    done = subprocess.run(
        ["pdftotext", "-bbox", str(tmp_path / "out.pdf"), "-"],
        capture_output=True,
        check=True,
        text=True,
    )
    line = next(line for line in done.stdout.splitlines() if ">Permintaan<" in line)
    edges = {part.split("=")[0]: float(part.split('"')[1]) for part in line.split() if "=" in part}
    left, top = LETTER_PLACE
    assert edges["xMin"] == pytest.approx(left, abs=4)
    assert edges["yMin"] == pytest.approx(top, abs=8)


LETTER_PLACE = (170 * 72 / 200 + 32, (200 + 6 * 66) * 72 / 200)  # points, of "Permintaan" behind "Hal : "


def test_a_jpeg_is_embedded_as_it_is(tmp_path: Path) -> None:
    source = save_picture(letter_picture(), tmp_path / "a.jpg")
    write_searchable_pdf([page_of(source)], tmp_path / "out.pdf")
    assert picture_in(tmp_path / "out.pdf") == ("/DCTDecode", source.read_bytes())


def test_a_group_4_tiff_is_embedded_as_it_is(tmp_path: Path) -> None:
    page = letter_picture().convert("1", dither=Image.Dither.NONE)
    source = save_picture(page, tmp_path / "a.tif", compression="group4", tiffinfo={278: page.height})
    write_searchable_pdf([page_of(source)], tmp_path / "out.pdf")
    how, stored = picture_in(tmp_path / "out.pdf")
    assert how == "/CCITTFaxDecode"
    assert stored in source.read_bytes()
    corner = shown(tmp_path / "out.pdf").convert("L").getpixel((5, 5))
    assert isinstance(corner, int)
    assert corner > 200


@pytest.mark.parametrize("mode", ["L", "RGB", "P", "1", "RGBA", "LA"])
@pytest.mark.parametrize("suffix", ["png", "webp", "tif"])
def test_pictures_of_every_kind_look_the_same(tmp_path: Path, mode: str, suffix: str) -> None:
    if suffix == "webp" and mode in ("P", "1", "LA"):
        pytest.skip("WebP has no such pictures")
    page = letter_picture(size=(820, 1160)).convert(mode, dither=Image.Dither.NONE)
    source = save_picture(page, tmp_path / f"a.{suffix}")
    reading = replace(page_reading(), width_px=820, height_px=1160)
    write_searchable_pdf([PdfPage(source, 1, reading)], tmp_path / "out.pdf")
    seen = shown(tmp_path / "out.pdf").resize((410, 580))
    wanted = page.convert("L").resize((410, 580))
    difference = sum(abs(a - b) for a, b in zip(seen.tobytes(), wanted.tobytes(), strict=True)) / (410 * 580)
    assert difference < 12


def page_reading() -> PageReading:
    from tests.ocr.typed import typed

    return typed("kata\n")


def picture_in(pdf: Path) -> tuple[str, bytes]:
    """The filter and the stored bytes of the first page's picture."""
    with pikepdf.open(pdf) as opened:
        picture = opened.pages[0].resources["/XObject"]["/Picture"]
        return str(picture.Filter), picture.read_raw_bytes()


def shown(pdf: Path) -> Image.Image:
    done = subprocess.run(
        ["pdftoppm", "-r", "100", "-gray", "-png", "-singlefile", str(pdf)],
        capture_output=True,
        check=True,
    )
    return Image.open(io.BytesIO(done.stdout)).convert("L")


def test_earlier_hidden_words_give_way(tmp_path: Path) -> None:
    source = scan_pdf(tmp_path / "a.pdf", [letter_picture()], hidden=["zzz qqq"] * 12)
    write_searchable_pdf([page_of(source)], tmp_path / "out.pdf")
    found = extracted(tmp_path / "out.pdf")
    assert "zzz" not in found
    assert set(WORDS) <= set(found)


def test_a_good_text_layer_is_not_written_twice(tmp_path: Path) -> None:
    source = text_pdf(tmp_path / "a.pdf")
    write_searchable_pdf([page_of(source)], tmp_path / "out.pdf")
    assert extracted(tmp_path / "out.pdf") == WORDS


def test_pages_of_several_files_in_one_order(tmp_path: Path) -> None:
    first = save_picture(letter_picture(["SATU"]), tmp_path / "a.png")
    second = scan_pdf(tmp_path / "b.pdf", [letter_picture(["DUA"]), letter_picture(["TIGA"])])
    pages = [PdfPage(first, 1, page_reading()), PdfPage(second, 2, page_reading()), PdfPage(second, 1, page_reading())]
    write_searchable_pdf(pages, tmp_path / "out.pdf")
    assert extracted(tmp_path / "out.pdf") == ["kata"] * 3
    facts = inspect_file(tmp_path / "out.pdf", limits=Limits())
    assert (facts.page_count, facts.is_encrypted) == (3, False)


def test_an_encrypted_source_gives_an_open_copy(tmp_path: Path) -> None:
    with pikepdf.open(text_pdf(tmp_path / "plain.pdf")) as pdf:
        pdf.save(tmp_path / "a.pdf", encryption=pikepdf.Encryption(owner="pemilik", user=""))
    write_searchable_pdf([PdfPage(tmp_path / "a.pdf", 1, page_reading())], tmp_path / "out.pdf")
    assert not inspect_file(tmp_path / "out.pdf", limits=Limits()).is_encrypted
    assert extracted(tmp_path / "out.pdf") == ["kata"]
    assert min(shown(tmp_path / "out.pdf").tobytes()) < 60


def test_a_source_that_cannot_be_drawn_gives_a_white_page(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8\xff\xe0 broken")
    write_searchable_pdf([PdfPage(tmp_path / "a.jpg", 1, replace(page_reading(), words=()))], tmp_path / "out.pdf")
    assert inspect_file(tmp_path / "out.pdf", limits=Limits()).page_count == 1
