"""The journal: append-only rows of who did what to which object, and who looked.

Triggers forbid UPDATE and DELETE in both databases. The one exception is sealing: a later sealer fills
`previous_hash` and `row_hash` of a row that has none, once.
"""

from typing import ClassVar

from django.db import models


class Event(models.Model):
    """One row of the journal. `facts` is canonical JSON of ids, codes and hashes; never subject or text."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    person_id = models.CharField(max_length=11, blank=True)
    position_id = models.CharField(max_length=11, blank=True)
    on_behalf_of_id = models.CharField(max_length=11, blank=True)
    verb = models.CharField(max_length=40)
    object_kind = models.CharField(max_length=20)
    object_id = models.CharField(max_length=64)
    facts = models.TextField(default="{}")
    previous_hash = models.CharField(max_length=64, blank=True)
    row_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["object_kind", "object_id"]),
            models.Index(fields=["person_id", "at"]),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.verb} {self.object_kind} {self.object_id}"
