"""What the stamps found on a page do to security and urgency: the strictest wins, whatever the rows say."""

from dataclasses import replace

import pytest

from ocr import Box, PageReading, Region, read_fields
from tests.ocr.typed import typed

LETTER = """
PEMERINTAH KOTA TIRTAWANGI
DINAS SOSIAL

Nomor  : 400.9/12/DINSOS/2024
Sifat  : {sifat}
Hal    : Penyaluran Bantuan

Yth. Camat Tirtawangi

Dengan hormat, bersama ini kami sampaikan daftar penerima bantuan untuk bulan berjalan.
"""
PLACE = Box(0.6, 0.1, 0.9, 0.2)


def letter(sifat: str, *stamps: str | None) -> PageReading:
    regions = tuple(Region("stamp", PLACE, text, 0.8) for text in stamps)
    return replace(typed(LETTER.format(sifat=sifat)), regions=regions)


@pytest.mark.parametrize(
    ("sifat", "stamp", "security"),
    [
        ("Biasa", "RAHASIA", "rahasia"),
        ("Terbatas", "SANGAT RAHASIA", "sangat_rahasia"),
        ("Rahasia", "TERBATAS", "rahasia"),
        ("Sangat Rahasia", "RAHASIA", "sangat_rahasia"),
        ("Biasa", "PENTING", None),
        ("Biasa", None, None),
    ],
)
def test_the_strictest_wins(sifat: str, stamp: str | None, security: str | None) -> None:
    assert read_fields([letter(sifat, stamp)])["security"].value == security


def test_a_stamp_on_any_page_counts_and_is_shown_where_it_stands() -> None:
    found = read_fields([letter("Biasa"), letter("Biasa", None, "RAHASIA")])["security"]
    assert (found.value, found.raw, found.page, found.box, found.confidence) == ("rahasia", "RAHASIA", 2, PLACE, 0.8)


def test_other_regions_say_nothing_of_security() -> None:
    page = replace(letter("Biasa"), regions=(Region("qr", PLACE, "RAHASIA"),))
    assert read_fields([page])["security"].value is None


def test_an_urgent_stamp_speaks_where_the_row_is_silent() -> None:
    bare = replace(letter("", "SANGAT SEGERA"))
    assert read_fields([bare])["nature"].value == "sangat_segera"
    assert read_fields([letter("Biasa", "SEGERA")])["nature"].value == "biasa"
