"""Many pages read again in the background: asked for at once, judged page by page against what counted before.

Nobody decided anything about these pages, so a reading that says less than the one before does not count; what a
person asked for at one page (dms/letters/rereading.py) always does. Reports: dms/letters/reread_report.py.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

import ocr
from dms.audit import services as audit
from dms.intake import services as intake
from dms.intake.models import Batch, Reading, SourcePage
from dms.jobs import services as jobs
from dms.letters.models import Letter, LetterPage, RereadOutcome, RereadPage, RereadRun, RereadScope
from dms.letters.rereading import BACKGROUND_PRIORITY, current_reading, letters_with
from dms.people.actor import Actor
from dms.people.models import Office

ASKED_AT_ONCE = 200  # pages a transaction
LEAST_KEPT = 0.97
LEAST_BETTER = 1.02


@dataclass(frozen=True)
class Verdict:
    """How a new reading compares to the one that counted."""

    before: Reading
    worth_before: float
    worth_after: float
    is_the_same: bool

    @property
    def outcome(self) -> RereadOutcome:
        """Return what became of the page."""
        if self.worth_after < LEAST_KEPT * self.worth_before:
            return RereadOutcome.WORSE
        is_better = self.worth_after > LEAST_BETTER * self.worth_before
        return RereadOutcome.BETTER if is_better else RereadOutcome.SAME


def ask_all(actor: Actor, pages: QuerySet[LetterPage], scope: RereadScope, scope_id: str = "") -> RereadRun:
    """Have PAGES read again after all other work, save those that are locked or wait already.

    Asked for again after it was cut off half-way, the same run goes on.
    """
    run = begun(actor, scope, scope_id)
    while ask_some(run, pages):
        pass
    with transaction.atomic():
        total = run.pages.count()
        if RereadRun.objects.filter(pk=run.pk, pages_total=None).update(pages_total=total):
            audit.record(actor, "reread_run_asked", "reread_run", run.public_id, scope=scope.value, pages=total)
        settle_runs([run.pk])
    run.refresh_from_db()
    return run


def pages_of_batch(batch: Batch, office: Office) -> QuerySet[LetterPage]:
    """Return the pages of the letters of OFFICE that came with BATCH."""
    came = Letter.objects.filter(sources__item__batch=batch)
    return LetterPage.objects.filter(letter__in=came, letter__unit__office=office)


def begun(actor: Actor, scope: RereadScope, scope_id: str) -> RereadRun:
    """Return a run of the actor's office: the one that was cut off while it was asked for, else a new one."""
    if actor.position is None:
        raise ValueError("only somebody in a post has pages read again")
    what = {"office": actor.position.unit.office, "scope": scope, "scope_id": scope_id}
    cut_off = RereadRun.objects.filter(**what, pages_total=None).first()
    return cut_off or RereadRun.objects.create(**what, asked_by=actor.person, asked_by_position=actor.position)


def ask_some(run: RereadRun, pages: QuerySet[LetterPage]) -> int:
    """Ask for the next of PAGES; return how many there were."""
    with transaction.atomic():
        asked = list(unasked(run, pages)[:ASKED_AT_ONCE])
        current = Reading.objects.filter(page__in=[page.source_page_id for page in asked], is_current=True)
        before = {reading.page_id: reading for reading in current}
        rows = [
            RereadPage(run=run, letter=page.letter, source_page=page.source_page, before=before[page.source_page_id])
            for page in asked
        ]
        RereadPage.objects.bulk_create(rows, ignore_conflicts=True)
        for source in dict.fromkeys(page.source_page for page in asked):
            jobs.enqueue("reread", intake.page_subject(source), group=run.public_id, priority=BACKGROUND_PRIORITY)
    return len(asked)


def unasked(run: RereadRun, pages: QuerySet[LetterPage]) -> QuerySet[LetterPage]:
    """Return those of PAGES that RUN is still to ask for, letter by letter; pages never read have a job already."""
    same = RereadPage.objects.filter(letter=OuterRef("letter"), source_page=OuterRef("source_page"))
    asked = same.filter(Q(run=run) | Q(outcome=RereadOutcome.WAITING))
    read = Reading.objects.filter(page=OuterRef("source_page"), is_current=True)
    standing = pages.filter(letter__merged_into=None, letter__withdrawn_at=None, locked_reading=None)
    left = standing.filter(~Exists(asked), Exists(read)).order_by("letter", "order")
    return left.select_related("letter", "source_page__original")


def waiting_rows(page: SourcePage) -> list[RereadPage]:
    """Return the rows of all runs that wait for PAGE."""
    return list(RereadPage.objects.filter(source_page=page, outcome=RereadOutcome.WAITING).select_related("run"))


def is_wish(page: SourcePage, waiting: Sequence[RereadPage]) -> bool:
    """Tell whether a person asked for this reading of PAGE: no run did, or its overrule has not been followed yet."""
    current = current_reading(page)
    is_followed = current is not None and current.overrule == page.overrule
    return not waiting or not (is_followed or page.reread_fault)


def judged(page: SourcePage, reading: ocr.PageReading) -> Verdict | None:
    """Compare READING to the one of PAGE that counts; None when there is none."""
    current = current_reading(page)
    if current is None:
        return None
    before = ocr.worth_of(ocr.unpack_words(bytes(current.words)))
    return Verdict(current, before, ocr.worth_of(reading.words), intake.is_the_same(reading, current))


def settle(rows: Sequence[RereadPage], verdict: Verdict | None, after: Reading) -> None:
    """Say on ROWS what became of their page: AFTER was read."""
    if verdict is not None:
        said = {"worth_before": verdict.worth_before, "worth_after": verdict.worth_after, "before": verdict.before}
        end_rows(rows, outcome=verdict.outcome, after=after, **said)


def settle_failed(rows: Sequence[RereadPage], fault: str) -> None:
    """Say on ROWS that their page could not be read again."""
    end_rows(rows, outcome=RereadOutcome.FAILED, fault=fault)


def end_rows(rows: Sequence[RereadPage], **changes: object) -> None:
    """End ROWS with CHANGES, and the runs that waited for nothing else."""
    RereadPage.objects.filter(pk__in=[row.pk for row in rows], outcome=RereadOutcome.WAITING).update(**changes)
    settle_runs({row.run_id for row in rows})


def settle_runs(run_ids: Collection[int]) -> None:
    """End those runs that are wholly asked for and have no page waiting."""
    asked = RereadRun.objects.filter(pk__in=run_ids, settled_at=None).exclude(pages_total=None)
    for run in asked.select_for_update().order_by("pk"):
        if not run.pages.filter(outcome=RereadOutcome.WAITING).exists():
            RereadRun.objects.filter(pk=run.pk).update(settled_at=timezone.now())


def letters_to_follow(page: SourcePage, rows: Sequence[RereadPage]) -> QuerySet[Letter]:
    """Return the letters with PAGE of which all pages in the runs of ROWS are read, and at least one says otherwise."""
    pages = RereadPage.objects.filter(run__in={row.run_id for row in rows})
    changed = pages.filter(after__is_current=True).exclude(after=F("before"))
    waiting = pages.filter(outcome=RereadOutcome.WAITING)
    ready = letters_with(page).filter(has_any(changed))
    return ready.exclude(has_any(waiting))


def has_any(rows: QuerySet[RereadPage]) -> Exists:
    """Return the condition that a letter has a page among ROWS, whichever letter it was asked for in."""
    mine = LetterPage.objects.filter(letter=OuterRef("pk"), source_page__in=rows.values("source_page"))
    return Exists(mine)
