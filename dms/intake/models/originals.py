"""Bytes, their pages, and the readings of the pages. Originals never change; all else can be made again."""

from typing import ClassVar

from django.db import models
from django.utils import timezone


class Original(models.Model):
    """Bytes as received, stored once under their SHA-256."""

    sha256 = models.CharField(max_length=64, unique=True)
    size_bytes = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=60)
    page_count = models.PositiveIntegerField()
    is_encrypted = models.BooleanField(default=False)
    is_signed = models.BooleanField(default=False)
    notes = models.JSONField(default=list)
    stored_at = models.DateTimeField(default=timezone.now)
    checked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.sha256


class SourcePage(models.Model):
    """One page of an original; `number` counts from 1. The size is that of the stored, upright page image.

    `overrule` is what a person decided about its preparation, for the letter `overruled_for` (a public id, pushed down
    by the letters); every later reading keeps to it. `reread_fault` says why the last reading asked for was in vain.
    """

    original = models.ForeignKey(Original, models.PROTECT, related_name="pages")
    number = models.PositiveIntegerField()
    width_px = models.PositiveIntegerField(default=0)
    height_px = models.PositiveIntegerField(default=0)
    dpi = models.FloatField(default=0)
    turned_degrees = models.PositiveSmallIntegerField(default=0)
    overrule = models.JSONField(default=dict)
    overruled_for = models.CharField(max_length=20, blank=True)
    reread_fault = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering: ClassVar = ["original", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["original", "number"], name="one_page_a_number")]

    def __str__(self) -> str:
        return f"{self.original} p. {self.number}"


class Reading(models.Model):
    """What one run of the reader saw on a page: all words as one compressed value. Earlier readings are kept.

    `measured` holds what was measured of the page, `notes` what was done because of it, `overrule` what a person had
    decided, `regions` what is not lines of print: [{"kind", "box": {x0, y0, x1, y1}, "text", "confidence"}].
    """

    page = models.ForeignKey(SourcePage, models.PROTECT, related_name="readings")
    is_current = models.BooleanField(default=True)
    engine = models.CharField(max_length=30)
    engine_version = models.CharField(max_length=40)
    model = models.CharField(max_length=40)
    pipeline_version = models.CharField(max_length=20)
    outcome = models.CharField(max_length=12)
    notes = models.JSONField(default=list)
    words = models.BinaryField()
    word_count = models.PositiveIntegerField()
    confidence = models.FloatField(null=True)
    skew_degrees = models.FloatField(default=0)
    regions = models.JSONField(default=list)
    measured = models.JSONField(default=dict)
    overrule = models.JSONField(default=dict)
    is_doubtful = models.BooleanField(default=False, help_text="Somebody should look at the page.")
    seconds = models.FloatField()
    read_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["page"], condition=models.Q(is_current=True), name="one_current_reading_a_page"
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["page"],
                condition=models.Q(is_current=True, is_doubtful=True),
                name="readings_to_be_looked_at",
            )
        ]

    def __str__(self) -> str:
        return f"{self.page}: {self.outcome}, {self.word_count} words"
