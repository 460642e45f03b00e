"""Asking for work and claiming it. One design for both modes: the table is the truth, a message only wakes."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from dms.jobs import owners
from dms.jobs.claims import Claim
from dms.jobs.models import Job, JobState
from dms.jobs.registry import KINDS

LEASE_MARGIN_SECONDS = 30


def enqueue(kind: str, subject: str, *, group: str = "", priority: int = 0) -> None:
    """Ask for one job of KIND for SUBJECT, in the caller's transaction. Asking twice gives one job.

    Lower PRIORITY goes first. A job that is running when it is asked for again runs once more.
    """
    _, made = Job.objects.get_or_create(kind=kind, subject=subject, defaults={"group": group, "priority": priority})
    if not made:
        Job.objects.filter(kind=kind, subject=subject, state=JobState.RUNNING).update(again=True)
        Job.objects.filter(kind=kind, subject=subject, state=JobState.FAILED).update(state=JobState.QUEUED, faults=0)
    if settings.BROKER_URL:
        transaction.on_commit(wake)


def wake() -> None:
    """Tell the Celery workers that something is due. A lost message costs two seconds: beat asks again."""
    from dms.jobs.tasks import run_due

    run_due.delay()


def claim(*, kinds: tuple[str, ...] | None = None) -> Claim | None:
    """Take the next due job, or None. Two processes never take the same one."""
    names = kinds or tuple(KINDS)
    if not due(names).exists():  # no write lock is taken while there is nothing to do
        return None
    with transaction.atomic():
        job = due(names).select_for_update(skip_locked=True).first()
        if job is None:
            return None
        job.state, job.owner = JobState.RUNNING, owners.this_process()
        job.attempt += 1
        job.lease_until = timezone.now() + timedelta(seconds=KINDS[job.kind].limit_seconds + LEASE_MARGIN_SECONDS)
        job.save(update_fields=["state", "owner", "attempt", "lease_until"])
    return Claim(job.pk, job.kind, job.subject, job.group, job.attempt, job.faults, job.last_fault)


def due(kinds: tuple[str, ...]) -> QuerySet[Job]:
    """Return the queued jobs of KINDS whose time has come, first one first."""
    return Job.objects.filter(state=JobState.QUEUED, not_before__lte=timezone.now(), kind__in=kinds).order_by(
        "priority", "id"
    )


def release_dead() -> int:
    """Put back what dead processes of this machine held, and what was held beyond its lease; return how many."""
    running = Job.objects.filter(state=JobState.RUNNING)
    dead = [owner for owner in running.values_list("owner", flat=True).distinct() if owners.is_gone(owner)]
    freed = running.filter(Q(owner__in=dead) | Q(lease_until__lt=timezone.now()))
    return freed.update(state=JobState.QUEUED, owner="", lease_until=None)


def is_idle(*, group: str | None = None) -> bool:
    """Tell whether nothing (of GROUP) is queued or running."""
    open_jobs = Job.objects.exclude(state=JobState.FAILED)
    return not (open_jobs if group is None else open_jobs.filter(group=group)).exists()
