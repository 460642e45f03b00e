"""Folders that scanners write to, and each file that was seen in one."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dms.people.models import Person, Position, Unit
from dms.people.public_ids import PublicIdField


class Direction(models.TextChoices):
    """Which way the letters of a folder go; unknown stays unknown."""

    UNKNOWN = "", _("Belum ditentukan")
    INCOMING = "incoming", _("Surat masuk")
    OUTGOING = "outgoing", _("Surat keluar")
    INTERNAL = "internal", _("Surat intern")


class WatchedFolder(models.Model):
    """A folder that the worker looks at by itself; what lies in it is given in the name of PERSON in POSITION.

    `next_look_at` is the schedule; `waiting`, `left_alone` and `fault` say how the last look ended.
    """

    public_id = PublicIdField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="watched_folders")
    name = models.CharField(max_length=120)
    path = models.CharField(max_length=1000, unique=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="watched_folders")
    position = models.ForeignKey(Position, models.PROTECT, related_name="watched_folders")
    direction = models.CharField(max_length=10, choices=Direction.choices, blank=True)
    device = models.CharField(max_length=100, blank=True)
    box = models.CharField(max_length=100, blank=True)
    batch_name = models.CharField(max_length=150, blank=True)
    is_enabled = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)
    next_look_at = models.DateTimeField(default=timezone.now)
    looked_at = models.DateTimeField(null=True, blank=True)
    waiting = models.PositiveIntegerField(default=0)
    left_alone = models.PositiveIntegerField(default=0)
    fault = models.CharField(max_length=30, blank=True)
    fault_detail = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class FileStage(models.TextChoices):
    """How far a file of a watched folder is: it lies there, has its line, was moved, and its line has ended."""

    SEEN = "seen"
    TAKEN = "taken"
    MOVED = "moved"
    DONE = "done"


LYING = (FileStage.SEEN, FileStage.TAKEN)


class FolderFile(models.Model):
    """One file as it lay in a watched folder: where, how big, how old, since when unchanged, and its line.

    `key` is the hash of `raw_path`, the path's own bytes. `reserved` is where it goes next, `moved_to` where it lies.
    """

    folder = models.ForeignKey(WatchedFolder, models.PROTECT, related_name="files")
    key = models.CharField(max_length=64)
    raw_path = models.BinaryField()
    size_bytes = models.PositiveBigIntegerField()
    mtime_ns = models.BigIntegerField()
    quiet_since = models.DateTimeField(default=timezone.now)
    stage = models.CharField(max_length=5, choices=FileStage.choices, default=FileStage.SEEN)
    item = models.OneToOneField("intake.BatchItem", models.PROTECT, null=True, blank=True, related_name="folder_file")
    reserved = models.BinaryField(null=True)
    moved_to = models.BinaryField(null=True)
    fault = models.CharField(max_length=30, blank=True)
    fault_detail = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["folder", "key"], condition=models.Q(stage__in=LYING), name="one_row_a_lying_file"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["folder", "stage"])]

    def __str__(self) -> str:
        return f"{self.folder}: {bytes(self.raw_path).decode(errors='replace')}"
