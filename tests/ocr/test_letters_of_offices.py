"""Letters of many offices, kinds and layouts (tests/data/letters), typed: the rules without the recognizer's faults.

The rules were written with `dev` in sight; `held` was only counted.
"""

import json
from functools import cache
from pathlib import Path

import pytest

from ocr import Field, number_key, read_fields, read_more_fields
from tests import thresholds
from tests.ocr.typed import typed

LETTERS = Path(__file__).resolve().parents[1] / "data" / "letters"
FIELDS = ("kind", "number", "letter_date", "subject", "sender")
SURE = 0.95

Told = tuple[str, str, str | None, str | None, float]  # letter, field, said, true, how sure


@cache
def told(folder: str) -> tuple[Told, ...]:
    return tuple(each for path in sorted((LETTERS / folder).glob("*.txt")) for each in told_of(path))


def told_of(path: Path) -> list[Told]:
    truth = json.loads(path.with_name(f"{path.stem}.fields.json").read_text(encoding="utf-8"))
    pages = [typed(path.read_text(encoding="utf-8"))]
    found = read_fields(pages) | read_more_fields(pages)
    return [(path.stem, name, said(found[name]), true, found[name].confidence) for name, true in truth.items()]


def said(field: Field) -> str | None:
    return number_key(field.value) if field.name == "number" and field.value else field.value


def wrong(some: list[Told]) -> list[Told]:
    return [each for each in some if each[2] != each[3]]


@pytest.mark.parametrize("folder", ["dev", "held"])
def test_fields_of_letters_of_many_offices(folder: str) -> None:
    some = [each for each in told(folder) if each[1] in FIELDS]
    share = 100 - 100 * len(wrong(some)) / len(some)
    assert len(some) >= 90
    assert share >= thresholds.LETTERS_OF_OFFICES_PERCENT[folder], wrong(some)


@pytest.mark.parametrize("folder", ["dev", "held"])
def test_more_fields_of_letters_of_many_offices(folder: str) -> None:
    some = [each for each in told(folder) if each[1] not in FIELDS]
    share = 100 - 100 * len(wrong(some)) / len(some)
    assert len(some) >= 190
    assert share >= thresholds.MORE_FIELDS_OF_OFFICES_PERCENT[folder], wrong(some)


def test_what_is_said_surely_is_right_on_letters_never_looked_at() -> None:
    sure = [each for each in told("held") if each[2] is not None and each[4] >= SURE]
    assert len(sure) >= 100
    assert 100 - 100 * len(wrong(sure)) / len(sure) >= 95, wrong(sure)
