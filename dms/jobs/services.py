"""Asking for work and claiming it. One design for both modes: the table is the truth, a message only wakes."""

import logging
from datetime import timedelta

from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from dms.jobs import owners
from dms.jobs.claims import UNTRIED, Claim
from dms.jobs.models import Job, JobState
from dms.jobs.registry import KINDS, SCHEDULES

log = logging.getLogger(__name__)

LEASE_MARGIN_SECONDS = 30
WAKE_SECONDS = 2.0


def enqueue(kind: str, subject: str, *, group: str = "", priority: int = 0) -> None:
    """Ask for one job of KIND for SUBJECT, in the caller's transaction. Asking twice gives one job.

    Lower PRIORITY goes first; asked twice, a job has the lower of both. A job that is running when it is asked for
    again runs once more.
    """
    with transaction.atomic():
        # The row stays locked until the caller commits: nobody claims or ends the job before what it is about is seen.
        job, made = Job.objects.select_for_update().get_or_create(
            kind=kind, subject=subject, defaults={"group": group, "priority": priority}
        )
        if not made and priority < job.priority:
            Job.objects.filter(pk=job.pk).update(priority=priority)
        if not made and job.state == JobState.RUNNING:
            Job.objects.filter(pk=job.pk).update(again=True)
        elif not made and job.state == JobState.FAILED:
            Job.objects.filter(pk=job.pk).update(state=JobState.QUEUED, **UNTRIED)
        wake_on_commit()


def wake_on_commit() -> None:
    """Wake the Celery workers once when the transaction commits, however many jobs it asks for."""
    if settings.BROKER_URL and all(entry[1] is not wake for entry in connection.run_on_commit):
        transaction.on_commit(wake)


def wake() -> None:
    """Tell the Celery workers that something is due. A lost message costs two seconds: their clock asks again."""
    from kombu.exceptions import OperationalError

    from dms.jobs.tasks import run_due

    try:
        run_due.apply_async(retry=False)
    except OperationalError:
        log.warning("the broker does not answer; the workers' clock will find the work")


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
    return claim_of(job)


def claim_of(job: Job) -> Claim:
    """Return a claimed row as its claim."""
    return Claim(
        job_id=job.pk,
        kind=job.kind,
        subject=job.subject,
        group=job.group,
        attempt=job.attempt,
        faults=job.faults,
        last_fault=job.last_fault,
        losses=job.losses,
        spent_seconds=job.spent_seconds,
    )


def due(kinds: tuple[str, ...]) -> QuerySet[Job]:
    """Return the queued jobs of KINDS whose time has come, first one first."""
    return Job.objects.filter(state=JobState.QUEUED, not_before__lte=timezone.now(), kind__in=kinds).order_by(
        "priority", "id"
    )


def ask_scheduled() -> None:
    """Ask for the jobs whose time has come. Many workers may do so at once; a database that is busy is asked later."""
    for ask_due in SCHEDULES:
        try:
            ask_due()
        except OperationalError:
            log.warning("a schedule could not be asked", exc_info=True)


def release_dead() -> int:
    """Put back what dead processes of this machine held, and what was held beyond its lease; return how many."""
    running = Job.objects.filter(state=JobState.RUNNING)
    dead = [owner for owner in running.values_list("owner", flat=True).distinct() if owners.is_gone(owner)]
    freed = running.filter(Q(owner__in=dead) | Q(lease_until__lt=timezone.now()))
    return freed.update(state=JobState.QUEUED, owner="", lease_until=None, losses=F("losses") + 1)


def is_idle(*, group: str | None = None) -> bool:
    """Tell whether nothing (of GROUP) is queued or running."""
    open_jobs = Job.objects.exclude(state=JobState.FAILED)
    return not (open_jobs if group is None else open_jobs.filter(group=group)).exists()
