"""Who holds a letter to verify it, and what was verified, by whom, how long it took, and what stood there before."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from dms.archive.models import CodeChoice
from dms.letters.models import Letter
from dms.people.models import Person, Position


class Lease(models.Model):
    """A letter on somebody's screen: nobody else is given it before `until`."""

    letter = models.OneToOneField(Letter, models.CASCADE, related_name="lease")
    person = models.ForeignKey(Person, models.CASCADE, related_name="leases")
    taken_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.letter}: {self.person}"


class Verification(models.Model):
    """One letter verified once. `before` names the FieldValue that counted before (or null) by field, to be undone."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="verifications")
    person = models.ForeignKey(Person, models.PROTECT, related_name="verifications")
    position = models.ForeignKey(Position, models.PROTECT, null=True, blank=True, related_name="+")
    taken_at = models.DateTimeField()
    verified_at = models.DateTimeField(default=timezone.now)
    changed = models.PositiveSmallIntegerField(help_text="How many fields were not as the reader had proposed.")
    before = models.JSONField(default=dict)
    code_before = models.ForeignKey(CodeChoice, models.PROTECT, null=True, blank=True, related_name="+")
    code_given = models.ForeignKey(CodeChoice, models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "-verified_at"])]

    def __str__(self) -> str:
        return f"{self.letter}: {self.person}"
