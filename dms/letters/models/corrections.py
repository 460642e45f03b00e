"""What people put right on a page: decisions on top of the reading, which survive every later one."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from dms.intake.models import SourcePage
from dms.letters.models.letters import Letter
from dms.people.models import Person, Position
from dms.people.public_ids import PublicIdField


class Correction(models.Model):
    """What stands at one place of a page, as a person read it; an empty `text` says that nothing is printed there.

    It belongs to a letter, not to the bytes: another letter made of the same bytes learns nothing of it. `box` refers
    to the page image as it stood upright by `turned_degrees` when it was corrected. `before` is what the reader had
    read. Taken back, it stays in the history.
    """

    public_id = PublicIdField()
    letter = models.ForeignKey(Letter, models.PROTECT, related_name="corrections")
    source_page = models.ForeignKey(SourcePage, models.PROTECT, related_name="corrections")
    box = models.JSONField()
    turned_degrees = models.PositiveSmallIntegerField(default=0)
    before = models.TextField(blank=True)
    text = models.TextField(blank=True)
    corrected_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    corrected_by_position = models.ForeignKey(Position, models.PROTECT, null=True, blank=True, related_name="+")
    corrected_at = models.DateTimeField(default=timezone.now)
    taken_back_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [
            models.Index(
                fields=["letter", "source_page"], condition=models.Q(taken_back_at=None), name="corrections_in_force"
            )
        ]

    def __str__(self) -> str:
        return f"{self.letter} {self.source_page}"
