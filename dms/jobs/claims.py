"""A claim: one job in the hands of one process, fenced so that its effects land once or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from dms.jobs.models import Job, JobState

UNTRIED: dict[str, Any] = {"faults": 0, "last_fault": "", "losses": 0, "spent_seconds": 0.0}


class LostLeaseError(Exception):
    """Somebody else holds the job now; whatever was about to be written is rolled back."""


class Later(Exception):  # noqa: N818 - a request, not an error
    """Raised by a job that cannot be done yet: try again after `seconds`. Counts as no fault."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"try again in {seconds} s")
        self.seconds = seconds


@dataclass(frozen=True)
class Claim:
    """The job as claimed: its row's key, what it is about and which attempt this is."""

    job_id: int
    kind: str
    subject: str
    group: str
    attempt: int
    faults: int = 0
    last_fault: str = ""
    losses: int = 0
    spent_seconds: float = 0.0

    def held(self) -> QuerySet[Job]:
        """Return the row while it is still this claim's."""
        return Job.objects.filter(pk=self.job_id, state=JobState.RUNNING, attempt=self.attempt)

    @contextmanager
    def finishing(self) -> Iterator[None]:
        """Commit the effects written inside together with the end of the job, or neither.

        Raises LostLeaseError when the claim was taken away meanwhile.
        """
        with transaction.atomic():
            if not self.held().select_for_update().exists():
                raise LostLeaseError(str(self))
            yield
            self.held().filter(again=False).delete()
            self.held().update(state=JobState.QUEUED, again=False, owner="", **UNTRIED)

    def put_back(self, *, seconds: float = 0) -> None:
        """Give the job back to the queue, to be tried again after SECONDS."""
        self.requeue(seconds)

    def put_back_faulty(self, fault: str, *, seconds: float = 0, spent_seconds: float = 0) -> None:
        """Give the job back after FAULT, something it did wrong that took SPENT_SECONDS."""
        self.requeue(
            seconds, faults=F("faults") + 1, last_fault=fault, spent_seconds=F("spent_seconds") + spent_seconds
        )

    def put_back_lost(self) -> None:
        """Give the job back: its process was killed from outside, which is held against nobody."""
        self.requeue(0, losses=F("losses") + 1)

    def requeue(self, seconds: float, **changes: Any) -> None:
        """Put the row back into the queue with CHANGES, unless it is somebody else's by now."""
        not_before = timezone.now() + timedelta(seconds=seconds)
        self.held().update(state=JobState.QUEUED, owner="", lease_until=None, not_before=not_before, **changes)

    def fail(self, reason: str) -> None:
        """Keep the job as failed, for a person to look at (`./telusur doctor` names it)."""
        self.held().update(state=JobState.FAILED, owner="", lease_until=None, last_fault=reason)
