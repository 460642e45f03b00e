"""The typed filters: their names in Indonesian, the aliases, and how their values are read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import NamedTuple

from search.language.dates import read_period, read_years
from search.language.errors import QueryError
from search.language.tree import DateFilter, TagFilter

TEXT_FIELDS: Mapping[str, tuple[str, ...]] = {
    "dari": ("from", "pengirim", "sender"),
    "kepada": ("to", "penerima", "recipient"),
    "nomor": ("no", "number"),
    "hal": ("perihal", "subject"),
    "isi": ("body", "text"),
}
VALUE_FIELDS: Mapping[str, tuple[str, ...]] = {
    "tgl": ("tanggal", "date"),
    "tahun": ("year",),
    "diterima": ("received",),
    "jenis": ("kind",),
    "kode": ("code",),
    "arah": ("direction",),
    "unit": (),
}
FIELDS: Mapping[str, tuple[str, ...]] = {**TEXT_FIELDS, **VALUE_FIELDS}
"""Name of each filter -> its other names."""

_NAMES = {alias: name for name, aliases in FIELDS.items() for alias in (name, *aliases)}

DIRECTIONS: Mapping[str, str] = {
    **dict.fromkeys(("masuk", "incoming", "in", "surat masuk"), "masuk"),
    **dict.fromkeys(("keluar", "outgoing", "out", "surat keluar"), "keluar"),
    **dict.fromkeys(("internal", "dalam"), "internal"),
}


class Value(NamedTuple):
    """What stands behind a filter's colon, as typed, and where."""

    field: str
    text: str
    position: int


def known_field(name: str) -> str | None:
    """The Indonesian name of a filter, from any of its names in any case."""
    return _NAMES.get(name.casefold())


def unknown_field(name: str, position: int) -> QueryError:
    """The error for a filter that does not exist, with the nearest one that does."""
    near = get_close_matches(name.casefold(), _NAMES, n=1, cutoff=0.6)
    suggestion = _NAMES[near[0]] if near else ""
    return QueryError("unknown_field", position, field=name, suggestion=suggestion, known=tuple(FIELDS))


def normal_direction(text: str) -> str:
    """masuk, keluar or internal for the names of these; other values folded."""
    folded = text.casefold().strip()
    return DIRECTIONS.get(folded, folded)


def read_value(value: Value) -> TagFilter | DateFilter:
    """The node of a filter with a closed value; raises QueryError."""
    return _READERS[value.field](value)


def _date_filter(value: Value) -> DateFilter:
    period = read_period(value.text)
    if period is None:
        raise QueryError("bad_date", value.position, field=value.field, value=value.text, example="2024-10-14")
    return DateFilter(value.field, period.first, period.last, period.text)


def _year_filter(value: Value) -> DateFilter:
    period = read_years(value.text)
    if period is None:
        raise QueryError("bad_year", value.position, field=value.field, value=value.text, example="2019..2021")
    return DateFilter(value.field, period.first, period.last, period.text)


def _kind_filter(value: Value) -> TagFilter:
    return TagFilter("jenis", "_".join(re.findall(r"[^\W_]+", value.text.casefold())))


def _code_filter(value: Value) -> TagFilter:
    folded = value.text.casefold().strip()
    stem, star = (folded[:-1].rstrip("."), ".*") if folded.endswith("*") else (folded.strip("."), "")
    if not re.fullmatch(r"[^\W_]+(?:[.\-/][^\W_]+)*", stem):
        raise QueryError("bad_value", value.position, field="kode", value=value.text, example="000.5.*")
    return TagFilter("kode", stem + star)


def _direction_filter(value: Value) -> TagFilter:
    direction = DIRECTIONS.get(value.text.casefold().strip())
    if direction is None:
        raise QueryError("bad_direction", value.position, field="arah", value=value.text, example="masuk")
    return TagFilter("arah", direction)


def _unit_filter(value: Value) -> TagFilter:
    return TagFilter("unit", " ".join(value.text.casefold().split()))


_READERS: Mapping[str, Callable[[Value], TagFilter | DateFilter]] = {
    "tgl": _date_filter,
    "diterima": _date_filter,
    "tahun": _year_filter,
    "jenis": _kind_filter,
    "kode": _code_filter,
    "arah": _direction_filter,
    "unit": _unit_filter,
}
