"""Batches and their lines: every file given ends as filed, duplicate or refused; until then it waits."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dms.people.models import Person, Position, Unit
from dms.people.public_ids import PublicIdField


class Batch(models.Model):
    """Files given together, with what the digitisation papers need: who, when, by what, from which box."""

    public_id = PublicIdField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="batches")
    name = models.CharField(max_length=200)
    given_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="batches")
    given_by_position = models.ForeignKey(Position, models.PROTECT, null=True, related_name="batches")
    received_at = models.DateTimeField(default=timezone.now)
    received_via = models.CharField(max_length=30, default="browser")
    device = models.CharField(max_length=100, blank=True)
    box = models.CharField(max_length=100, blank=True)
    watched_folder = models.ForeignKey(
        "intake.WatchedFolder", models.PROTECT, null=True, blank=True, related_name="batches"
    )

    def __str__(self) -> str:
        return self.name


class ItemState(models.TextChoices):
    """Where one given file stands; the last four are ends."""

    RECEIVED = "received", _("Diterima")
    READING = "reading", _("Sedang dibaca")
    ASSEMBLING = "assembling", _("Sedang disusun")
    WAITING = "waiting", _("Menunggu")
    FILED = "filed", _("Tercatat")
    UNPACKED = "unpacked", _("Dibongkar")
    DUPLICATE = "duplicate", _("Duplikat")
    REFUSED = "refused", _("Ditolak")


ENDS = (ItemState.FILED, ItemState.UNPACKED, ItemState.DUPLICATE, ItemState.REFUSED)
WORKING = (ItemState.RECEIVED, ItemState.READING, ItemState.ASSEMBLING)


class BatchItem(models.Model):
    """One line of the receipt: one file as it was given.

    `client_key` makes giving idempotent: a retry of the same upload finds the same line.
    `reason` is a machine code with `reason_params`; `notes` lists what was only partly read.
    `share_with` names who besides the unit is to see the letter that comes of it.
    `raw_path` are the bytes of a path that is no UTF-8; `inside` is the ZIP that the file was taken out of.
    `filed_as` is pushed down by the letters: [{"letter": public id, "first": 1, "last": 3}].
    """

    public_id = PublicIdField()
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="items")
    line = models.PositiveIntegerField()
    client_key = models.CharField(max_length=80)
    name = models.CharField(max_length=255)
    path = models.TextField(blank=True)
    raw_path = models.BinaryField(null=True)
    inside = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="contents")
    size_bytes = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    state = models.CharField(max_length=12, choices=ItemState.choices, default=ItemState.RECEIVED)
    reason = models.CharField(max_length=40, blank=True)
    reason_params = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    duplicate_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="duplicates")
    original = models.ForeignKey("intake.Original", models.PROTECT, null=True, blank=True, related_name="items")
    opened = models.BooleanField(default=False, help_text="The password of this encrypted file was given.")
    join_key = models.CharField(max_length=40, blank=True, help_text="Files with the same key are one letter.")
    direction = models.CharField(max_length=10, blank=True)
    share_with = models.JSONField(default=dict, help_text='{"content": [tokens], "metadata": [tokens]}')
    filed_as = models.JSONField(default=list)
    given_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["line"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "client_key"], name="one_line_a_given_file"),
            models.UniqueConstraint(fields=["batch", "line"], name="one_file_a_line"),
        ]
        indexes: ClassVar = [models.Index(fields=["batch", "state"])]

    def __str__(self) -> str:
        return f"{self.line}. {self.name}"
