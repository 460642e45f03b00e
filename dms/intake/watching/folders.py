"""Watched folders as rows: who may see and change them, where they may lie, how they stand."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from dms.audit import services as audit
from dms.intake.models import Batch, FileStage, ItemState, WatchedFolder
from dms.people.actor import Actor
from dms.people.models import Office, Role
from dms.people.policy import Access

KEEPERS = (Role.REGISTRAR, Role.SYSADMIN)
"""Who sets up folders: it is part of the office's machinery, and opens no letter."""


class StaleError(Exception):
    """Somebody else saved the folder meanwhile."""


@dataclass(frozen=True)
class Standing:
    """How a folder stands: files moved aside so far, those of them refused, and those that lie there."""

    moved: int
    refused: int
    waiting: int


def office_kept(access: Access) -> Office | None:
    """Return the office whose folders somebody sets up, None when he sets up none."""
    offices = dict.fromkeys(position.unit.office for position in access.positions)
    return next((office for office in offices if access.has_in(office, *KEEPERS)), None)


def folders_of(office: Office) -> QuerySet[WatchedFolder]:
    """Return the folders of OFFICE."""
    return WatchedFolder.objects.filter(unit__office=office).select_related("unit__office", "person", "position")


def standing(folder: WatchedFolder) -> Standing:
    """Count the files of FOLDER."""
    counts = folder.files.aggregate(
        moved=Count("pk", filter=Q(stage__in=[FileStage.MOVED, FileStage.DONE])),
        refused=Count("pk", filter=Q(item__state=ItemState.REFUSED)),
    )
    return Standing(counts["moved"], counts["refused"], folder.waiting)


def latest_batch(folder: WatchedFolder) -> Batch | None:
    """Return the batch that FOLDER filled last."""
    return folder.batches.order_by("-received_at", "-pk").first()


def may_see_names(access: Access, person_id: int | None, folder: WatchedFolder) -> bool:
    """Tell whether somebody may see the names of files in FOLDER: who may see the receipts made of it."""
    return folder.person_id == person_id or folder.position in access.positions


def roots_for(office: Office) -> list[Path]:
    """Return the folders below which those of OFFICE may lie: each office its own where there are several."""
    roots: list[Path] = settings.WATCH_ROOTS
    return [root / office.key for root in roots] if Office.objects.exclude(pk=office.pk).exists() else roots


def is_allowed(path: Path, office: Office) -> bool:
    """Tell whether PATH, links followed, lies below one of the roots of OFFICE."""
    resolved = path.resolve()
    return any(resolved != root and resolved.is_relative_to(root) for root in roots_for(office))


def overlaps(path: Path, folder: WatchedFolder) -> bool:
    """Tell whether a folder other than FOLDER is PATH, or one lies in the other: a file would have two masters."""
    resolved = path.resolve()
    others = [Path(other) for other in WatchedFolder.objects.exclude(pk=folder.pk).values_list("path", flat=True)]
    return any(resolved.is_relative_to(other) or other.is_relative_to(resolved) for other in others)


def save(actor: Actor, folder: WatchedFolder, *, version: int) -> None:
    """Save what somebody changed about FOLDER since VERSION (0: a new one). Raises StaleError."""
    with transaction.atomic():
        if folder.pk is not None:
            standing = WatchedFolder.objects.select_for_update().get(pk=folder.pk)
            if standing.version != version:
                raise StaleError
        folder.version, folder.next_look_at = version + 1, timezone.now()
        folder.save(update_fields=EDITED if folder.pk else None)
        audit.record(
            actor,
            "watched_folder_saved",
            "watched_folder",
            folder.public_id,
            unit=folder.unit.public_id,
            position=folder.position.public_id,
            enabled=folder.is_enabled,
        )


EDITED = [
    "unit",
    "name",
    "path",
    "person",
    "position",
    "direction",
    "device",
    "box",
    "batch_name",
    "is_enabled",
    "version",
    "next_look_at",
]
"""What a person sets; not what looks write down meanwhile."""
