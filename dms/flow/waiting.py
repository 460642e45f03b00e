"""Waiting until the machine is done with something, and lending a hand where no worker runs."""

import time
from collections.abc import Callable

from django.db.models import Q, QuerySet

from dms.intake.models import Batch
from dms.jobs import presence, running, services
from dms.jobs.models import Job, JobState

POLL_SECONDS = 0.3
LOOK_SECONDS = 10.0


def open_jobs(batch: Batch) -> QuerySet[Job]:
    """Return the jobs that are still to be done for BATCH; those given up are none."""
    ids, joins = batch.items.values("public_id"), batch.items.exclude(join_key="").values("join_key")
    return Job.objects.exclude(state=JobState.FAILED).filter(Q(group__in=ids) | Q(group__in=joins))


def wait(batch: Batch, *, show: Callable[[], None]) -> None:
    """Return when nothing of BATCH is left to do."""
    wait_while(lambda: open_jobs(batch).exists(), show=show)


def wait_while(is_busy: Callable[[], bool], *, show: Callable[[], None]) -> None:
    """Return when IS_BUSY no more; SHOW is called now and then. Works itself while no worker runs."""
    next_look, alone = 0.0, False
    while is_busy():
        if time.monotonic() >= next_look:
            alone, next_look = not presence.is_working(), time.monotonic() + LOOK_SECONDS
        if not (alone and work_once()):
            time.sleep(POLL_SECONDS)
        show()


def work_once() -> bool:
    """Do one job that is due, whoever asked for it; False when there is none."""
    services.release_dead()
    claim = services.claim()
    if claim is not None:
        running.run(claim)
    return claim is not None
