"""The job table: the one truth about work that is still to be done. A row goes when its work is done."""

from typing import ClassVar

from django.db import models
from django.utils import timezone


class JobState(models.TextChoices):
    """Waiting for a worker, in one's hands, or given up."""

    QUEUED = "queued"
    RUNNING = "running"
    FAILED = "failed"


class Job(models.Model):
    """One step to do for one subject.

    `attempt` grows with each claim and is never set back: it is the fence. `faults` counts what the job did to its
    worker, `losses` how often the worker was taken from it; `spent_seconds` is what its failed attempts took.
    """

    kind = models.CharField(max_length=30)
    subject = models.CharField(max_length=80)
    group = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    priority = models.IntegerField(default=0)
    not_before = models.DateTimeField(default=timezone.now)
    attempt = models.PositiveIntegerField(default=0)
    again = models.BooleanField(default=False, help_text="Asked for once more while it was running.")
    faults = models.PositiveIntegerField(default=0)
    last_fault = models.CharField(max_length=40, blank=True)
    losses = models.PositiveIntegerField(default=0)
    spent_seconds = models.FloatField(default=0)
    owner = models.CharField(max_length=120, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "subject"], name="one_job_a_kind_and_subject")]
        indexes: ClassVar = [
            models.Index(fields=["state", "priority", "id"]),
            models.Index(fields=["group", "kind"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} ({self.state})"
