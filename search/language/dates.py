"""Days, months, years and ranges of them, as people type them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januari january",
            "feb februari february peb pebruari",
            "mar maret march",
            "apr april",
            "mei may",
            "jun juni june",
            "jul juli july",
            "agu agt agustus aug august",
            "sep sept september",
            "okt oktober oct october",
            "nov november nop nopember",
            "des desember dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_YEAR = r"(?P<year>[12]\d{3})"
_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        _YEAR,
        _YEAR + r"[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?",
        r"(?:(?P<day>\d{1,2})[-/. ])?(?P<month>\d{1,2})[-/. ]" + _YEAR,
        r"(?:(?P<day>\d{1,2})[-/. ]+)?(?P<name>[a-z]+)[-/. ]+" + _YEAR,
    )
)


class Period(NamedTuple):
    """From the first to the last day, both included; None is an open end. `text` is its plain form."""

    first: date | None
    last: date | None
    text: str


def read_period(text: str) -> Period | None:
    """A day, a month, a year, or two of them around ".." (one may be missing); None when it is none of these."""
    start, dots, end = text.casefold().strip().partition("..")
    if not dots:
        return _read_one(start)
    first, last = _read_one(start), _read_one(end)
    if not _is_range((start, first), (end, last)):
        return None
    plain = f"{first.text if first else ''}..{last.text if last else ''}"
    return Period(first and first.first, last and last.last, plain)


def read_years(text: str) -> Period | None:
    """A year or a range of years; None for anything finer."""
    if not re.fullmatch(r"\s*(?:[12]\d{3})?(?:\.\.)?(?:[12]\d{3})?\s*", text):
        return None
    return read_period(text)


def _is_range(start: tuple[str, Period | None], end: tuple[str, Period | None]) -> bool:
    if any(text.strip() and period is None for text, period in (start, end)):
        return False
    first, last = start[1], end[1]
    if first is None or last is None:
        return first is not None or last is not None
    return bool(first.first and last.last and first.first <= last.last)


def _read_one(text: str) -> Period | None:
    for shape in _SHAPES:
        if match := shape.fullmatch(text.strip()):
            return _period(match.groupdict())
    return None


def _period(parts: dict[str, str | None]) -> Period | None:
    year, name = int(parts["year"] or 0), parts.get("name")
    month = _MONTHS.get(name, 0) if name else int(parts.get("month") or 0)
    day = int(parts.get("day") or 0)
    if not month:
        return None if name or parts.get("month") else Period(date(year, 1, 1), date(year, 12, 31), f"{year}")
    if month > 12 or day > monthrange(year, month)[1] or (parts.get("day") and not day):
        return None
    if day:
        exact = date(year, month, day)
        return Period(exact, exact, exact.isoformat())
    return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]), f"{year}-{month:02}")
