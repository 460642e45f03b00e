"""Reading batches and their lines: who may see which, how far each is, and whether the receipt adds up."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

import ocr
from dms.intake.models import Batch, BatchItem, ItemState, Original, Reading, SourcePage
from dms.intake.models.batches import WORKING
from dms.people.policy import Access


def visible_batches(access: Access, person_id: int | None) -> QuerySet[Batch]:
    """Return the batches this person gave, and those given in a post he holds now (his predecessor's).

    Nobody else: a receipt names files, and a secret letter's file name tells already.
    """
    return Batch.objects.filter(
        Q(given_by_id=person_id, given_by__isnull=False) | Q(given_by_position__in=access.positions)
    ).order_by("-received_at", "-pk")


@dataclass(frozen=True)
class Tally:
    """How the lines of a batch stand; all but `given` add up to it."""

    given: int
    filed: int
    unpacked: int
    duplicate: int
    refused: int
    waiting: int
    working: int

    @property
    def settled(self) -> int:
        """Return how many lines need no more work by the machine."""
        return self.given - self.working

    @property
    def percent(self) -> int:
        """Return how far the batch is."""
        return 100 if not self.given else self.settled * 100 // self.given


def tally(batch: Batch) -> Tally:
    """Count the lines of BATCH by their state."""
    counts = dict(batch.items.order_by().values_list("state").annotate(count=Count("pk")))
    return Tally(
        given=sum(counts.values()),
        filed=counts.get(ItemState.FILED, 0),
        unpacked=counts.get(ItemState.UNPACKED, 0),
        duplicate=counts.get(ItemState.DUPLICATE, 0),
        refused=counts.get(ItemState.REFUSED, 0),
        waiting=counts.get(ItemState.WAITING, 0),
        working=sum(counts.get(state, 0) for state in WORKING),
    )


def other_lines(item: BatchItem) -> QuerySet[BatchItem]:
    """Return the other lines with the same bytes, first one first."""
    same = BatchItem.objects.filter(sha256=item.sha256).exclude(pk=item.pk)
    return same.order_by("pk").select_related("batch")


def earlier_lines(item: BatchItem) -> QuerySet[BatchItem]:
    """Return the earlier lines with the same bytes, first one first."""
    return other_lines(item).filter(pk__lt=item.pk)


def page_reading(page: SourcePage, reading: Reading) -> ocr.PageReading:
    """Return a stored reading as the reader's own value."""
    return ocr.PageReading(
        words=ocr.unpack_words(bytes(reading.words)),
        outcome=reading.outcome,  # type: ignore[arg-type]
        notes=tuple(note_value(row) for row in reading.notes),
        width_px=page.width_px,
        height_px=page.height_px,
        dpi=page.dpi,
        turned_degrees=page.turned_degrees,  # type: ignore[arg-type]
        skew_degrees=reading.skew_degrees,
        confidence=reading.confidence,
        engine=reading.engine,
        engine_version=reading.engine_version,
        model=reading.model,
        pipeline_version=reading.pipeline_version,
        seconds=reading.seconds,
        regions=tuple(region_value(row) for row in reading.regions),
        measured=dict(reading.measured),
    )


def note_value(row: dict[str, str | int | float]) -> ocr.Note:
    """Return a stored note as the reader's own value."""
    return ocr.Note(str(row["code"]), {name: value for name, value in row.items() if name != "code"})


def region_value(row: dict[str, Any]) -> ocr.Region:
    """Return a stored region as the reader's own value."""
    return ocr.Region(row["kind"], ocr.Box(**row["box"]), row["text"], row["confidence"])


def overrule_of(page: SourcePage) -> ocr.Overrule:
    """Return what a person decided about the preparation of PAGE."""
    return ocr.Overrule(**page.overrule)


def current_readings(original: Original) -> list[tuple[SourcePage, Reading]]:
    """Return the pages of ORIGINAL with their current readings, in order; pages not read yet are left out."""
    rows = Reading.objects.filter(page__original=original, is_current=True).select_related("page")
    return [(row.page, row) for row in rows.order_by("page__number")]


def waiting_items(batches: QuerySet[Batch]) -> QuerySet[BatchItem]:
    """Return the lines of BATCHES that wait for a person."""
    return BatchItem.objects.filter(batch__in=batches, state=ItemState.WAITING).select_related("batch").order_by("-pk")


def unfinished(batches: QuerySet[Batch]) -> QuerySet[Batch]:
    """Return those of BATCHES that the machine still works on."""
    return batches.filter(items__state__in=WORKING).distinct()


def batch_url(batch: Batch) -> str:
    """Return the address of a batch's page."""
    return reverse("batch", args=[batch.public_id])


def states_of(group: str) -> tuple[ItemState, ...]:
    """Return the states behind a count of the tally (`working` stands for three)."""
    return WORKING if group == "working" else (ItemState(group),) if group in ItemState.values else ()
