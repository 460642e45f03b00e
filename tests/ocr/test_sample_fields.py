"""The fields of the sample office's letters, read from their damaged pages."""

from typing import Any

import pytest

from ocr import Field, number_key, read_fields
from tests import thresholds
from tests.ocr.conftest import LETTERS, Reader

TRUTH_OF = {
    "number": "number_key",
    "letter_date": "letter_date",
    "sender": "sender_name",
    "subject": "subject",
    "kind": "kind",
    "security": "security",
    "nature": "urgency",
}
MUST = ("number", "letter_date", "sender", "subject", "kind")


@pytest.fixture(scope="module")
def fields(read: Reader, truth: dict[str, Any]) -> dict[str, dict[str, Field]]:
    return {name: read_fields(read(LETTERS / known["file"])) for name, known in truth.items()}


def told(field: Field) -> str | None:
    if field.value is None:
        return None
    return number_key(field.value) if field.name == "number" else field.value.casefold()


def expected(known: dict[str, Any], name: str) -> str | None:
    value: str | None = known[TRUTH_OF[name]]
    return value if value is None or name == "number" else value.casefold()


def test_fields_are_exact(fields: dict[str, dict[str, Field]], truth: dict[str, Any]) -> None:
    letters = [name for name in truth if name.startswith("L")]
    wrong = {
        (name, field): told(fields[name][field])
        for name in letters
        for field in MUST
        if told(fields[name][field]) != expected(truth[name], field)
    }
    assert len(letters) * len(MUST) - len(wrong) >= thresholds.SAMPLE_FIELDS_EXACT, wrong


def test_nothing_is_invented(fields: dict[str, dict[str, Field]], truth: dict[str, Any]) -> None:
    invented = {
        (name, field.name): field.value
        for name, known in truth.items()
        for field in fields[name].values()
        if field.value is not None and expected(known, field.name) is None
    }
    assert invented == {}


def test_security_and_nature(fields: dict[str, dict[str, Field]], truth: dict[str, Any]) -> None:
    for field in ("security", "nature"):
        assert {name: told(fields[name][field]) for name in truth} == {
            name: expected(known, field) for name, known in truth.items()
        }


def test_a_field_says_where_it_stands(fields: dict[str, dict[str, Field]]) -> None:
    number = fields["L01"]["number"]
    assert (number.raw, number.page) == ("005/1187/Setda/X/2024", 1)
    assert number.confidence > 0.7
    assert number.box is not None
    assert 0.1 < number.box.y0 < number.box.y1 < 0.3
    assert fields["L06"]["letter_date"].page == 2
