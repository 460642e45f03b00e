"""Dates as people type them."""

import pytest

from dms.letters.typed_dates import typed_date


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("14/10/2024", "2024-10-14"),
        ("14-10-24", "2024-10-14"),
        ("1.2.19", "2019-02-01"),
        ("14102024", "2024-10-14"),
        ("141024", "2024-10-14"),
        ("14 10 2024", "2024-10-14"),
        ("2024-10-14", "2024-10-14"),
        ("14 Oktober 2024", "2024-10-14"),
        ("14 okt 24", "2024-10-14"),
        (" 3 pebruari 1998 ", "1998-02-03"),
        ("1/1/75", "1975-01-01"),
    ],
)
def test_what_people_type_is_a_date(text: str, day: str) -> None:
    assert str(typed_date(text)) == day


@pytest.mark.parametrize("text", ["", "kemarin", "31/2/2024", "14/13/2024", "2024", "14/10", "0/1/2024", "١٤/١٠/٢٠٢٤x"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert typed_date(text) is None
