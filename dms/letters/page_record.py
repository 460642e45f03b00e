"""The record of one page of a letter, as the panel shows it: how it was read, what stands on it beside print."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime

from django.urls import reverse

from dms.intake import page_wording, wording
from dms.intake.models import Reading
from dms.letters import rereading
from dms.letters.models import LetterPage
from dms.letters.readings import box_now


@dataclass(frozen=True)
class RegionRow:
    """A part of the page that is other than lines of print."""

    kind: str
    name: str
    text: str
    box: dict[str, float]


@dataclass(frozen=True)
class CorrectionRow:
    """What a person put right on the page."""

    id: str
    before: str
    text: str
    who: str
    at: datetime
    box: dict[str, float]
    is_in_force: bool


@dataclass(frozen=True)
class PageRecord:
    """What is known of the reading of one page; `fault` says why the last reading asked for was in vain."""

    number: int
    outcome: str
    look: str
    confidence_percent: int | None
    done: list[str]
    figures: list[tuple[str, str]]
    reader: str
    regions: list[RegionRow]
    is_under_way: bool
    fault: str
    is_decided: bool
    prepared_url: str
    corrections: list[CorrectionRow]
    is_locked: bool


def page_record(page: LetterPage) -> PageRecord:
    """Return the record of PAGE; one that was never read has an empty one."""
    reading = page.locked_reading or rereading.current_reading(page.source_page) or Reading(outcome="unread", notes=[])
    is_asked_here, is_under_way = rereading.is_asked_here(page), rereading.is_under_way(page)
    fault = page.source_page.reread_fault if is_asked_here else ""
    return PageRecord(
        number=page.order,
        outcome=page_wording.outcome_in_words(reading),
        look=page_wording.LOOKS.get(reading.outcome, ""),
        confidence_percent=None if reading.confidence is None else round(100 * reading.confidence),
        done=page_wording.done_in_words(reading, page.source_page.turned_degrees),
        figures=page_wording.figures_in_words(reading, page.source_page.dpi),
        reader=page_wording.reader_in_words(reading),
        regions=region_rows(reading),
        is_under_way=is_under_way,
        fault=str(wording.NOTES.get(fault, fault and wording.NOTES["error"])),
        is_decided=is_asked_here and not is_under_way and is_as_decided(page, reading),
        prepared_url=prepared_url(page, reading),
        corrections=list(correction_rows(page)),
        is_locked=page.locked_reading_id is not None,
    )


def is_as_decided(page: LetterPage, reading: Reading) -> bool:
    """Tell whether READING was made as a person decided; one that is still to come, or was in vain, says nothing."""
    decided = page.source_page.overrule
    return bool(decided) and reading.overrule == decided


def region_rows(reading: Reading) -> list[RegionRow]:
    """Return the regions of a page as list and viewer show them."""
    return [
        RegionRow(row["kind"], page_wording.region_name(row["kind"]), row["text"] or "", row["box"])
        for row in reading.regions
    ]


def correction_rows(page: LetterPage) -> Iterator[CorrectionRow]:
    """Yield what people put right on PAGE, the latest first; what was taken back stays in the history."""
    made = page.letter.corrections.filter(source_page=page.source_page).select_related("corrected_by")
    for one in made.order_by("-pk"):
        yield CorrectionRow(
            id=one.public_id,
            before=one.before,
            text=one.text,
            who=one.corrected_by.name,
            at=one.corrected_at,
            box=asdict(box_now(page, one)),
            is_in_force=one.taken_back_at is None,
        )


def prepared_url(page: LetterPage, reading: Reading) -> str:
    """Return where the picture that was read is to be had; "" where no picture was read."""
    if reading.outcome in ("text_layer", "unread"):
        return ""
    return reverse("letter_page_prepared", args=[page.letter.public_id, page.order])
