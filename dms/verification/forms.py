"""What a person confirms of a letter, as the form sends it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from dms.archive import queries as archive
from dms.archive.models import ClassCode
from dms.letters import queries
from dms.letters import services as letters
from dms.letters.fields import INPUTS, LABELS
from dms.letters.models import FieldValue, Letter
from dms.letters.typed_dates import typed_date


@dataclass(frozen=True)
class Decision:
    """The values to confirm, the code and the version they were made on; `faults` names what cannot be so, by field."""

    values: dict[str, str | None]
    code: ClassCode | None
    version: int
    faults: dict[str, str]


def decision(letter: Letter, sent: Mapping[str, Any]) -> Decision:
    """Read what was SENT about LETTER."""
    current = queries.current_fields(letter)
    values: dict[str, str | None] = {}
    faults: dict[str, str] = {}
    for name in LABELS:
        try:
            values[name] = value_of(name, str(sent.get(name, "")))
        except letters.BadValueError as error:
            faults[name] = error.code
        if is_left_open(name, values.get(name), current.get(name)):
            values.pop(name, None)
    typed = str(sent.get("code", "")).strip()
    code = codes_of(letter).filter(code=typed).first() if typed else None
    if typed and code is None:
        faults["code"] = "not_a_code"
    version = str(sent.get("version", ""))
    return Decision(values, code, int(version) if version.isdecimal() and len(version) < 10 else 0, faults)


def is_left_open(name: str, value: str | None, current: FieldValue | None) -> bool:
    """Tell whether a choice was left at "not known yet", as it was: that is no decision, a later reading may tell."""
    return INPUTS.get(name) == "choice" and value is None and (current is None or current.value is None)


def value_of(name: str, typed: str) -> str | None:
    """Return what was TYPED as the field holds it. Raises BadValueError."""
    text = "\n".join(" ".join(row.split()) for row in typed.splitlines() if row.strip())
    if INPUTS.get(name) != "date" or not text:
        return text or None
    day = typed_date(text)
    if day is None:
        raise letters.BadValueError("not_a_date", name)
    return day.isoformat()


def codes_of(letter: Letter) -> QuerySet[ClassCode]:
    """Return the codes that LETTER can be given."""
    scheme = archive.scheme_of(letter.unit.office)
    return archive.codes_in_force(scheme) if scheme else ClassCode.objects.none()
