"""Fields with their history: what stood there, where on the page, how sure, and who or what said so."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from dms.letters.models.letters import Letter
from dms.people.models import Office, Person, Position


class FieldSource(models.TextChoices):
    """Who or what gave a value."""

    OCR = "ocr"
    RULE = "rule"
    MODEL = "model"
    PERSON = "person"
    IMPORT = "import"


class FieldValue(models.Model):
    """One value of one field. The current one is a copy of what the letter's column holds."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="field_values")
    name = models.CharField(max_length=30)
    value = models.TextField(null=True, blank=True)
    raw = models.TextField(null=True, blank=True)
    page = models.PositiveIntegerField(null=True, blank=True)
    box = models.JSONField(null=True, blank=True)
    confidence = models.FloatField(default=0)
    source = models.CharField(max_length=10, choices=FieldSource.choices)
    is_current = models.BooleanField(default=True)
    set_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    set_by_position = models.ForeignKey(Position, models.PROTECT, null=True, blank=True, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["letter", "name"], condition=models.Q(is_current=True), name="one_current_value_a_field"
            )
        ]

    def __str__(self) -> str:
        return f"{self.letter} {self.name}"


class SenderAlias(models.Model):
    """A sender as the reader gives it, and whom people said it is: learned from each sender that is set or confirmed.

    `read_as` holds letters and digits alone, in small letters, so that the same reading is met again.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="sender_aliases")
    read_as = models.CharField(max_length=300)
    sender = models.CharField(max_length=300)
    times = models.PositiveIntegerField(default=1)
    last_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["office", "read_as", "sender"], name="one_alias_a_sender_and_reading")
        ]

    def __str__(self) -> str:
        return f"{self.read_as} = {self.sender}"
