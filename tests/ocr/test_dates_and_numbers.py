"""Dates and numbers as they are printed and misread."""

from datetime import date

import pytest

from ocr import number_key
from ocr.fields.date_words import number_in_words
from ocr.fields.dates import date_in_words, parse_date, placed_date
from ocr.fields.numbers import agreeing, clean_number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14 Oktober 2024", date(2024, 10, 14)),
        ("12 pebruari 1987.", date(1987, 2, 12)),
        ("20 Nopember 1986", date(1986, 11, 20)),
        ("l4 0ktober 2O24", date(2024, 10, 14)),
        ("3 Desernber 2020", date(2020, 12, 3)),
        ("14-10-2024", date(2024, 10, 14)),
        ("14/10/2024", date(2024, 10, 14)),
        ("14.10.2024", date(2024, 10, 14)),
        ("IS MAPET 2010", None),
        ("31 Februari 2020", None),
        ("Oktober 2024", None),
        ("14 Oktober 20245", None),
        ("14 Kliwon 2024", None),
    ],
)
def test_dates(text: str, expected: date | None) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tirtawangi, 14 Oktober 2024", (date(2024, 10, 14), True)),
        ("22 Oktober 2024", (date(2024, 10, 22), False)),
        ("Karang Biru, 6 Januari 2025", (date(2025, 1, 6), True)),
        ("Kamis, 17 Oktober 2024 pukul 09.00", None),
        ("Kamis, 17 Oktober 2024", None),
        ("tanggal 7 Oktober 2024 hal Kesiapsiagaan", None),
    ],
)
def test_cells_that_are_a_date(text: str, expected: tuple[date, bool] | None) -> None:
    assert placed_date(text) == expected


def test_a_date_in_words() -> None:
    text = "Pada hari ini, Kamis, tanggal dua puluh, bulan Februari, tahun dua ribu dua puluh lima, bertempat di"
    found = date_in_words(text)
    assert found is not None
    assert found[0] == date(2025, 2, 20)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("satu", 1), ("sebelas", 11), ("dua belas", 12), ("tiga puluh satu", 31), ("seratus lima", 105),
        ("seribu sembilan ratus empat puluh enam", 1946), ("dua ribu dua puluh lima", 2025),
        ("dua rumah", None), ("", None),
    ],
)  # fmt: skip
def test_numbers_in_words(words: str, number: int | None) -> None:
    assert number_in_words(words) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("005/1187/Setda/X/2024", "005/1187/Setda/X/2024"),
        ("045.3/1138/Um.", "045.3/1138/Um"),
        ("421.3/ 089 /SMPN2/2021", "421.3/089/SMPN2/2021"),
        ("B-1342/UN71.5/T1.01.00/2024", "B-1342/UN71.5/TI.01.00/2024"),
        ("B-1342/UN71.5/TI1.01.00/2024", "B-1342/UN71.5/TI.01.00/2024"),
        ("B-1342/UN71.5/TI-01:00/2024", "B-1342/UN71.5/TI.01.00/2024"),
        ("551.2/77IAJ", "551.2/77/AJ"),
        ("6. TAHUN 2014", "6 TAHUN 2014"),
        ("B-PW.01.14.3.35.01.20.99", "B-PW.01.14.3.35.01.20.99"),
        ("23 Tahun 2020", "23 TAHUN 2020"),
        ("W17-U4/877/HK.02/3/2019", "W17-U4/877/HK.02/3/2019"),
        ("/K/I/2020", None),
        ("OSSFYK/ lir /2020", None),
        ("-", None),
        ("Telepon", None),
        ("14 RT 03/RW 05 Kel. Hilir", None),
    ],
)
def test_numbers_are_cleaned_or_left_open(text: str, number: str | None) -> None:
    assert clean_number(text) == number


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        ("045.3/1138/Um.", "045.3/1138/UM"),
        (" 421.3/ 089 /SMPN2/2021", "421.3/089/SMPN2/2021"),
        ("S–12/PB/2024", "S-12/PB/2024"),
    ],
)
def test_keys_to_match_by(raw: str, key: str) -> None:
    assert number_key(raw) == key


@pytest.mark.parametrize(
    ("number", "written", "agreed"),
    [
        ("005/1187/Setda/K/2024", date(2024, 10, 14), "005/1187/Setda/X/2024"),
        ("005/1187/Setda/X/2O24", date(2024, 10, 14), "005/1187/Setda/X/2024"),
        ("005/1187/Setda/IX/2024", date(2024, 10, 14), "005/1187/Setda/IX/2024"),  # numbered before it was dated
        ("005/1187/Setda/X/2023", date(2024, 10, 14), "005/1187/Setda/X/2023"),
        ("045/20771/Um", date(1986, 11, 20), "045/20771/Um"),
        ("005/1187/Setda/K/2024", None, "005/1187/Setda/K/2024"),
    ],
)
def test_a_misread_month_or_year_is_that_of_the_date(number: str, written: date | None, agreed: str) -> None:
    assert agreeing(number, written) == agreed
