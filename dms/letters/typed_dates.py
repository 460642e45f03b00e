"""Dates as people type them: 14/10/2024, 14-10-24, 14102024, 14 okt 2024, 2024-10-14."""

import re
from datetime import date

from django.utils import timezone

import ocr

ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
DIGITS = re.compile(r"(\d{1,2})[\s./-]+(\d{1,2})[\s./-]+(\d{2}|\d{4})|(\d{2})(\d{2})(\d{2}|\d{4})")
SHORT_YEAR = re.compile(r"(?<=[A-Za-z.\s/-])(\d{2})$")


def typed_date(text: str) -> date | None:
    """Return the date that TEXT says; None when it says none. A year of two digits is the nearest one past."""
    text = text.strip()
    iso = ISO.fullmatch(text)
    if iso:
        return as_date(int(iso[1]), int(iso[2]), int(iso[3]))
    found = DIGITS.fullmatch(text)
    if found:
        day, month, year = (part for part in found.groups() if part)
        return as_date(whole_year(year), int(month), int(day))
    return ocr.parse_date(SHORT_YEAR.sub(lambda short: str(whole_year(short[1])), text))


def whole_year(digits: str) -> int:
    """Return a year of two or four digits as a whole one."""
    if len(digits) == 4:
        return int(digits)
    this_year = timezone.localdate().year
    year = this_year // 100 * 100 + int(digits)
    return year if year <= this_year + 1 else year - 100


def as_date(year: int, month: int, day: int) -> date | None:
    """Return the day, if there is such a one."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
