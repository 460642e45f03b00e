"""What became better when pages were read again; of letters that the person may read, and of no others."""

from dataclasses import dataclass

from django.db.models import Count, Exists, F, FloatField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Abs
from django.http import Http404
from django.urls import reverse

from dms.letters import queries
from dms.letters.models import Correction, LetterPage, RereadOutcome, RereadPage, RereadRun
from dms.people.actor import Actor
from dms.people.models import Office, Role
from dms.people.policy import Access
from dms.people.public_ids import is_public_id

MOST_CHANGED = 10
USED = (RereadOutcome.BETTER, RereadOutcome.SAME)


@dataclass(frozen=True)
class Counts:
    """How many pages came to which end."""

    better: int
    same: int
    worse: int
    failed: int
    waiting: int

    @property
    def total(self) -> int:
        """Return how many pages there are."""
        return self.settled + self.waiting

    @property
    def settled(self) -> int:
        """Return how many need no more work."""
        return self.better + self.same + self.worse + self.failed

    @property
    def percent(self) -> int:
        """Return how far the run is."""
        return 100 * self.settled // self.total if self.total else 100


@dataclass(frozen=True)
class Said:
    """How much the pages say that are done: words, and how sure the reader is of them on average (None: no words)."""

    words: int
    confidence: float | None

    @property
    def percent(self) -> int | None:
        """Return the confidence of 100."""
        return None if self.confidence is None else round(100 * self.confidence)


@dataclass(frozen=True)
class ChangedPage:
    """A page that says more or less than before; `change_percent` is None where nothing was read before."""

    letter_id: str
    number: int
    subject: str
    url: str
    outcome: str
    change_percent: int | None
    words_before: int
    words_after: int


@dataclass(frozen=True)
class Report:
    """A run as it is told; corrections are those in force on the pages read again."""

    run: RereadRun
    counts: Counts
    letters: int
    before: Said
    after: Said
    corrections: int
    changed: list[ChangedPage]


def keeps_books(access: Access, office: Office) -> bool:
    """Tell whether somebody may have the letters of OFFICE read again."""
    return access.has_in(office, Role.REGISTRAR, Role.ARCHIVIST)


def own_books(access: Access, actor: Actor) -> Office | None:
    """Return the office in whose post ACTOR acts, if he keeps its books."""
    office = actor.position.unit.office if actor.position else None
    return office if office is not None and keeps_books(access, office) else None


def visible_runs(access: Access) -> QuerySet[RereadRun]:
    """Return the runs of the offices whose books ACCESS keeps, the latest first."""
    offices = {post.unit.office for post in access.positions}
    kept = [office.pk for office in offices if keeps_books(access, office)]
    return RereadRun.objects.filter(office__in=kept).select_related("asked_by")


def run_or_404(access: Access, public_id: str) -> RereadRun:
    """Return a run; one that may not be seen answers like one that is not there."""
    run = visible_runs(access).filter(public_id=public_id).first() if is_public_id(public_id) else None
    if run is None:
        raise Http404
    return run


def rows_of(run: RereadRun, access: Access) -> QuerySet[RereadPage]:
    """Return the pages of RUN that ACCESS may read."""
    return run.pages.filter(letter__in=queries.letters_for(access, "content"))


def report(run: RereadRun, access: Access) -> Report:
    """Return RUN as ACCESS may know it."""
    rows = rows_of(run, access)
    done = rows.exclude(outcome=RereadOutcome.WAITING)
    in_force = Correction.objects.filter(taken_back_at=None)
    kept = in_force.filter(Exists(done.filter(letter=OuterRef("letter"), source_page=OuterRef("source_page"))))
    return Report(
        run=run,
        counts=counts(rows),
        letters=rows.values("letter").distinct().count(),
        before=said(done, ("before", Q())),
        after=said(done, ("after", Q(outcome__in=USED)), ("before", ~Q(outcome__in=USED))),
        corrections=kept.count(),
        changed=most_changed(done),
    )


def counts(rows: QuerySet[RereadPage]) -> Counts:
    """Count ROWS by what became of them."""
    found = dict(rows.order_by().values_list("outcome").annotate(count=Count("pk")))
    return Counts(**{outcome.value: found.get(outcome.value, 0) for outcome in RereadOutcome})


def said(rows: QuerySet[RereadPage], *parts: tuple[str, Q]) -> Said:
    """Sum up what ROWS say; of each of PARTS the reading by that name where the condition holds."""
    words, weighed = 0, 0.0
    for name, condition in parts:
        count, confidence = F(f"{name}__word_count"), F(f"{name}__confidence")
        sums = rows.filter(condition).aggregate(
            words=Sum(count, default=0), weighed=Sum(count * confidence, output_field=FloatField(), default=0.0)
        )
        words, weighed = words + sums["words"], weighed + sums["weighed"]
    return Said(words, weighed / words if words else None)


TOLD_FROM = 0.005
"""A page whose worth changed by less is not told: it would say +0 %."""


def most_changed(rows: QuerySet[RereadPage]) -> list[ChangedPage]:
    """Return the pages whose worth changed most, and where they stand in their letters today."""
    standing = LetterPage.objects.filter(letter=OuterRef("letter"), source_page=OuterRef("source_page"))
    read = rows.exclude(after=None).annotate(
        change=Abs(F("worth_after") - F("worth_before")), number=Subquery(standing.values("order")[:1])
    )
    changed = read.filter(change__gt=TOLD_FROM * F("worth_before"), number__isnull=False).order_by("-change", "pk")
    return [changed_page(row) for row in changed.select_related("letter", "before", "after")[:MOST_CHANGED]]


def changed_page(row: RereadPage) -> ChangedPage:
    """Return ROW, annotated by `most_changed`, as it is shown."""
    number = row.number  # type: ignore[attr-defined]
    change = round(100 * (row.worth_after / row.worth_before - 1)) if row.worth_before else None
    return ChangedPage(
        letter_id=row.letter.public_id,
        number=number,
        subject=row.letter.subject or "",
        url=f"{reverse('letter', args=[row.letter.public_id])}?hal={number}",
        outcome=row.outcome,
        change_percent=change,
        words_before=row.before.word_count,
        words_after=row.after.word_count if row.after else 0,
    )
