"""What was measured and done, in words: for every code the reader knows, and none for those it may yet learn."""

import re
from pathlib import Path

import pytest

from dms.intake import page_wording
from dms.intake.models import Reading

ROOT = Path(__file__).resolve().parents[3]


def test_the_way_of_a_page_is_told_in_the_order_in_which_it_was_gone() -> None:
    reading = Reading(outcome="read", skew_degrees=-2.27, notes=[{"code": "light_evened"}, {"code": "color_removed"}])
    assert page_wording.done_in_words(reading, 180) == [
        "Terbalik; dibalik 180°.",
        "Miring 2,3°; diluruskan.",
        "Cahaya tidak rata diratakan.",
        "Warna kertas dikeluarkan.",
    ]


@pytest.mark.parametrize(
    ("reading", "said"),
    [
        (Reading(outcome="text_layer", notes=[]), ["Lapisan teks PDF dipakai; gambar tidak perlu dibaca."]),
        (
            Reading(outcome="read", notes=[]),
            ["Halaman sudah tegak, rata, dan bersih; tidak ada yang perlu diperbaiki."],
        ),
        (Reading(outcome="blank", notes=[{"code": "something_new"}]), []),
    ],
)
def test_pages_with_which_little_was_done(reading: Reading, said: list[str]) -> None:
    assert page_wording.done_in_words(reading, 0) == said


def test_measures_are_shown_with_their_units_and_unknown_ones_are_not() -> None:
    reading = Reading(
        outcome="read", measured={"x_height_px": 21.44, "rows_distinct": 3, "contrast": 120, "light": "a"}
    )
    assert page_wording.figures_in_words(reading, 200.0) == [
        ("Resolusi", "200 dpi"),
        ("Tinggi huruf kecil", "21,4 px"),
        ("Kontras", "120"),
    ]


def test_every_note_of_the_reader_has_words() -> None:
    """Those that are told by figures of the reading itself have none."""
    told_otherwise = {"turned", "leveled"}
    source = "\n".join(path.read_text() for path in (ROOT / "ocr").rglob("*.py"))
    codes = set(re.findall(r'Note\("(\w+)"', source)) - told_otherwise
    assert codes <= set(page_wording.DONE)
