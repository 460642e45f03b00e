"""Pages that were read become letters: as many as the reader proposes, each with roles, fields, and who may see it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction

import ocr
from dms.audit import services as audit
from dms.intake.models import BatchItem, Reading, SourcePage
from dms.letters.field_values import propose_fields
from dms.letters.granting import grant_first
from dms.letters.models import Letter, LetterPage, LetterSource, SetAsidePage
from dms.letters.models.letters import PageRole, SetAsideReason
from dms.people.actor import MACHINE

TELLING = (PageRole.BODY, PageRole.ANNEX)
"""Pages that say what the fields of a letter are: a routing sheet or an envelope speaks of other things."""

SECRET = ("rahasia", "sangat_rahasia")


@dataclass(frozen=True)
class ReadPage:
    """A source page with its stored and its unpacked reading, and what it is in its letter.

    `begins` says how likely a letter begins with it, and why.
    """

    page: SourcePage
    row: Reading
    reading: ocr.PageReading
    role: str = PageRole.BODY
    begins: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ProposedLetter:
    """One letter as it is proposed: its pages in order and its fields."""

    pages: list[ReadPage]
    fields: Mapping[str, ocr.Field]


@dataclass(frozen=True)
class ProposedFile:
    """What a file is to become: letters in order, and pages in none of them, each with the reason."""

    letters: list[ProposedLetter]
    aside: list[tuple[SourcePage, SetAsideReason]]


def read_fields(pages: Sequence[ReadPage]) -> dict[str, ocr.Field]:
    """Return what the reader proposes for the fields of a letter with PAGES."""
    orders = [order for order, each in enumerate(pages, start=1) if each.role in TELLING]
    readings = [pages[order - 1].reading for order in orders]
    found = ocr.read_fields(readings) | ocr.read_more_fields(readings)
    return {
        name: replace(one, page=orders[one.page - 1]) if one.page is not None else one for name, one in found.items()
    }


def proposed(pages: Sequence[ReadPage]) -> ProposedFile:
    """Return which letters the reader sees in the PAGES of a file; blank pages alone are one letter."""
    proposal = ocr.propose_letters([each.reading for each in pages])
    if not proposal.letters:
        return ProposedFile([ProposedLetter(list(pages), read_fields(pages))], [])
    aside = [(pages[one.index].page, set_aside_reason(one)) for one in proposal.aside]
    return ProposedFile(list(closed_behind_secrets(letters_of(pages, proposal))), aside)


def letters_of(pages: Sequence[ReadPage], proposal: ocr.Proposal) -> Iterator[ProposedLetter]:
    """Yield the letters of PROPOSAL over PAGES with their fields."""
    for letter in proposal.letters:
        begins = {"confidence": letter.confidence, "reasons": [note.code for note in letter.reasons]}
        first = letter.pages[0].index
        own = [
            replace(pages[one.index], role=PageRole(one.role), begins=begins if one.index == first else {})
            for one in letter.pages
        ]
        yield ProposedLetter(own, read_fields(own))


def closed_behind_secrets(letters: Iterator[ProposedLetter]) -> Iterator[ProposedLetter]:
    """Yield LETTERS; one without a number of its own behind a secret one may be its annex and is as secret."""
    before: ocr.Field | None = None
    for letter in letters:
        own = letter.fields["security"]
        if own.value is None and letter.fields["number"].value is None and before and before.value in SECRET:
            own = replace(before, raw=None, page=None, box=None, confidence=0.5)
        before = own
        yield ProposedLetter(letter.pages, {**letter.fields, "security": own})


def set_aside_reason(page: ocr.ProposedPage) -> SetAsideReason:
    """Return why a page is in no letter."""
    return SetAsideReason.SEPARATOR if page.role == "sheet" else SetAsideReason.BLANK


def assemble_all(item: BatchItem, file: ProposedFile) -> list[Letter]:
    """Make the letters of a given FILE and keep the pages that are in none. One transaction."""
    with transaction.atomic():
        letters = [assemble(item, letter.pages, letter.fields) for letter in file.letters]
        SetAsidePage.objects.bulk_create(
            SetAsidePage(item=item, source_page=page, reason=reason, letter=letters[0]) for page, reason in file.aside
        )
    return letters


def assemble(item: BatchItem, pages: Sequence[ReadPage], fields: Mapping[str, ocr.Field]) -> Letter:
    """Make one letter of a given file: pages in order, proposed fields, and who may see it. One transaction."""
    with transaction.atomic():
        letter = Letter.objects.create(
            unit=item.batch.unit,
            direction=item.direction or None,
            received_at=item.batch.received_at,
            notes=page_notes(pages),
        )
        LetterSource.objects.create(letter=letter, item=item)
        LetterPage.objects.bulk_create(
            LetterPage(
                letter=letter,
                source_page=each.page,
                order=order,
                role=role_of(each.reading, each.role),
                begins=each.begins,
            )
            for order, each in enumerate(pages, start=1)
        )
        propose_fields(letter, fields)
        grant_first(letter, item)
        audit.record(MACHINE, "letter_assembled", "letter", letter.public_id, item=item.public_id, pages=len(pages))
    return letter


def role_of(reading: ocr.PageReading, role: str = PageRole.BODY) -> str:
    """Return what a page is: blank where nothing stands on it, else its ROLE."""
    return PageRole.BLANK if reading.outcome == "blank" else role


def page_notes(pages: Sequence[ReadPage]) -> list[dict[str, Any]]:
    """Return what must be said of pages that were read in part, not at all, or hold no words."""
    return [
        {"page": order, "outcome": each.reading.outcome, "codes": [note.code for note in each.reading.notes]}
        for order, each in enumerate(pages, start=1)
        if each.reading.outcome in ("partial", "unread", "blank")
    ]
