"""The fields of a letter as the panel shows them: value, where it stands on the page, how sure, and who said so."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dms.letters import queries
from dms.letters.kinds import kind_name
from dms.letters.models import FieldValue, Letter
from dms.letters.models.fields import FieldSource
from dms.people.models import Clearance

LABELS: dict[str, Promise] = {
    "number": _("Nomor surat"),
    "letter_date": _("Tanggal surat"),
    "sender": _("Pengirim"),
    "subject": _("Hal"),
    "kind": _("Jenis"),
    "security": _("Keamanan"),
}
INPUTS = {"letter_date": "date", "kind": "kind", "security": "security", "subject": "textarea"}


@dataclass(frozen=True)
class FieldRow:
    """One field in the panel."""

    name: str
    label: str
    value: str
    shown: str
    raw: str
    input: str
    page: int | None
    box: dict[str, float] | None
    confidence_percent: int
    is_confirmed: bool
    set_by: str


def field_rows(letter: Letter) -> list[FieldRow]:
    """Return the fields of LETTER in the order of the panel."""
    current = queries.current_fields(letter)
    return [field_row(name, str(label), current.get(name)) for name, label in LABELS.items()]


def field_row(name: str, label: str, current: FieldValue | None) -> FieldRow:
    """Return one field; without a value it stands empty."""
    value = (current.value if current else None) or ""
    is_confirmed = current is not None and current.source == FieldSource.PERSON
    return FieldRow(
        name=name,
        label=label,
        value=value,
        shown=shown_value(name, value),
        raw=(current.raw if current else None) or "",
        input=INPUTS.get(name, "text"),
        page=current.page if current else None,
        box=current.box if current else None,
        confidence_percent=round(100 * current.confidence) if current else 0,
        is_confirmed=is_confirmed,
        set_by=current.set_by.name if current and current.set_by else "",
    )


def shown_value(name: str, value: str) -> Any:
    """Return VALUE as people read it."""
    if name == "kind":
        return kind_name(value)
    if name == "letter_date" and value:
        return date_format(date.fromisoformat(value), "j F Y")
    if name == "security" and value:
        return str(Clearance[value.upper()].label)
    return value
