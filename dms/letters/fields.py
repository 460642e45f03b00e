"""The fields of a letter as the panel shows them: value, where it stands on the page, how sure, and who said so."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

import ocr
from dms.letters import queries
from dms.letters.kinds import KINDS, kind_name
from dms.letters.models import FieldValue, Letter
from dms.letters.models.fields import FieldSource
from dms.letters.models.letters import Urgency
from dms.people.models import Clearance
from dms.people.policy import Access

LABELS: dict[str, Promise] = {
    "number": _("Nomor surat"),
    "letter_date": _("Tanggal surat"),
    "kind": _("Jenis"),
    "sender": _("Pengirim"),
    "recipient": _("Kepada"),
    "subject": _("Hal"),
    "security": _("Keamanan"),
    "urgency": _("Kecepatan"),
}
MORE_LABELS: dict[str, Promise] = {
    "attachments": _("Lampiran"),
    "copies": _("Tembusan"),
    "signer": _("Penanda tangan"),
    "signer_position": _("Jabatan penanda tangan"),
    "signer_capacity": _("Atas nama"),
    "references": _("Merujuk surat"),
    "event_date": _("Tanggal acara"),
    "event_time": _("Pukul"),
    "event_place": _("Tempat acara"),
}
INPUTS = {
    "letter_date": "date",
    "kind": "choice",
    "security": "choice",
    "urgency": "choice",
    "subject": "textarea",
    "recipient": "textarea",
    "copies": "textarea",
    "references": "textarea",
}

LINKS_AT_MOST = 20


@dataclass(frozen=True)
class FieldLink:
    """A letter that a field names, for who may see it."""

    label: str
    url: str


@dataclass(frozen=True)
class FieldRow:
    """One field in the panel; `attempt` is what a person wanted to save and could not."""

    name: str
    label: str
    value: str
    shown: str
    raw: str
    input: str
    choices: list[tuple[str, str]]
    page: int | None
    box: dict[str, float] | None
    confidence_percent: int
    is_confirmed: bool
    set_by: str
    attempt: str | None
    links: list["FieldLink"] = field(default_factory=list)

    @property
    def entered(self) -> str:
        """Return what the input holds: the attempt, to be corrected or saved again, else the value."""
        return self.value if self.attempt is None else self.attempt

    @property
    def lines(self) -> int:
        """Return how many lines an input shows, so that nothing is confirmed unseen."""
        return min(6, max(1, self.entered.count("\n") + 1, len(self.entered) // 45 + 1))

    @property
    def typed(self) -> str:
        """Return what an input holds in which dates are typed as people write them."""
        if self.attempt is None and self.input == "date" and self.value:
            return date.fromisoformat(self.value).strftime("%d/%m/%Y")
        return self.entered


def field_rows(
    letter: Letter, attempts: Mapping[str, str] | None = None, labels: Mapping[str, Promise] = LABELS
) -> list[FieldRow]:
    """Return the fields of LETTER in the order of LABELS, with what could not be saved by field name."""
    current, tried = queries.current_fields(letter), attempts or {}
    return [field_row(name, str(label), current.get(name), tried.get(name)) for name, label in labels.items()]


def field_row(name: str, label: str, current: FieldValue | None, attempt: str | None) -> FieldRow:
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
        choices=choices_of(name),
        page=current.page if current else None,
        box=current.box if current else None,
        confidence_percent=round(100 * current.confidence) if current else 0,
        is_confirmed=is_confirmed,
        set_by=current.set_by.name if current and current.set_by else "",
        attempt=attempt,
    )


def with_links(access: Access, row: FieldRow) -> FieldRow:
    """Return ROW with links to the letters whose numbers it holds, as far as ACCESS may see them."""
    keys = {ocr.number_key(line) for line in row.value.splitlines()} if row.name == "references" else set()
    if not keys:
        return row
    named = queries.letters_for(access).filter(number_key__in=keys - {""})[:LINKS_AT_MOST]
    links = [
        FieldLink(f"{letter.number}: {letter.subject or ''}", reverse("letter", args=[letter.public_id]))
        for letter in named
    ]
    return replace(row, links=links)


def choices_of(name: str) -> list[tuple[str, str]]:
    """Return what a field can be chosen from; empty for one that is typed."""
    if name == "kind":
        return [(kind, str(label)) for kind, label in KINDS.items()]
    if name == "security":
        return [(member.name.lower(), str(member.label)) for member in Clearance]
    return [(value, str(label)) for value, label in Urgency.choices] if name == "urgency" else []


def shown_value(name: str, value: str) -> Any:
    """Return VALUE as people read it."""
    if name == "kind":
        return kind_name(value)
    if name == "letter_date" and value:
        return date_format(date.fromisoformat(value), "j F Y")
    if name == "urgency" and value:
        return str(Urgency(value).label)
    if name == "security" and value:
        return str(Clearance[value.upper()].label)
    return value
