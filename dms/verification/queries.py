"""Reading what waits to be verified: in which order, how much is left, at what pace a person goes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Literal

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from dms.intake.models import Batch
from dms.letters import queries as letters
from dms.letters.models import Letter
from dms.people.models import Person
from dms.people.policy import Access
from dms.verification.models import Verification

Order = Literal["worst", "given"]
COUNTED = 10_000
PACE_OVER = 20  # letters
LONGEST_PAUSE = timedelta(minutes=10)


def waiting(access: Access, batch: Batch | None = None) -> QuerySet[Letter]:
    """Return the letters that ACCESS may read and nobody has verified."""
    found = letters.letters_for(access, "content").filter(verified_at=None)
    return found.filter(sources__item__batch=batch) if batch else found


def candidates(
    access: Access, person: Person, *, batch: Batch | None, order: Order, without: Collection[str] = ()
) -> QuerySet[Letter]:
    """Return what PERSON is to be given next: what others hold and what was passed over WITHOUT."""
    free = Q(lease=None) | Q(lease__person=person) | Q(lease__until__lt=timezone.now())
    found = waiting(access, batch).filter(free).exclude(public_id__in=without)
    if order == "worst":
        return found.order_by("-doubt", "pk")
    if batch is None:
        return found.order_by("received_at", "pk")
    first_page = Min("pages__source_page__number")
    return found.annotate(first_page=first_page).order_by("sources__item__line", "first_page", "pk")


@dataclass(frozen=True)
class Progress:
    """How far the work is: letters waiting (COUNTED at most), those done today, and how long one takes."""

    waiting: int
    done_today: int
    seconds_a_letter: int | None

    @property
    def minutes_left(self) -> int | None:
        """Return how long the rest will take at this pace."""
        return None if self.seconds_a_letter is None else round(self.waiting * self.seconds_a_letter / 60)


def progress(access: Access, person: Person, batch: Batch | None = None) -> Progress:
    """Return how far PERSON is with what waits (of BATCH)."""
    mine = Verification.objects.filter(person=person, undone_at=None)
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return Progress(
        waiting=waiting(access, batch).order_by()[:COUNTED].count(),
        done_today=mine.filter(verified_at__gte=today).count(),
        seconds_a_letter=pace(list(mine.order_by("-pk").values_list("taken_at", "verified_at")[:PACE_OVER])),
    )


def pace(times: list[tuple[datetime, datetime]]) -> int | None:
    """Return the middle number of seconds that a letter took; pauses are no work."""
    took = [done - taken for taken, done in times]
    worked = [one.total_seconds() for one in took if one < LONGEST_PAUSE]
    return round(median(worked)) if worked else None


def batches_waiting(access: Access) -> list[tuple[Batch, int]]:
    """Return the batches with letters to be verified, the newest first, and how many each has."""
    rows = waiting(access).order_by().values_list("sources__item__batch").annotate(count=Count("pk", distinct=True))
    counts = {pk: count for pk, count in rows if pk is not None}
    found = Batch.objects.filter(pk__in=sorted(counts, reverse=True)[:50]).order_by("-received_at", "-pk")
    return [(batch, counts[batch.pk]) for batch in found]
