"""Taking one whole file: bytes stored, line, job and record in one transaction; then the file is moved aside."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from dms.audit import services as audit
from dms.intake import services, storage
from dms.intake.models import Batch, BatchItem, FileStage, FolderFile, ItemState, WatchedFolder
from dms.intake.models.batches import ENDS
from dms.intake.walking import printable, raw
from dms.intake.watching import moving, scanning
from dms.jobs.claims import Claim, LostLeaseError
from dms.people.actor import Actor

VIA = "watched"
DATE_MARK = "{tanggal}"


class SourceFaultError(Exception):
    """The file itself could not be read (`unreadable`), or it changed while it was read (`changed`)."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code} {detail}".strip())
        self.code, self.detail = code, detail


@dataclass
class Untouched:
    """Reads a file through; its end is only given out when the file is still the one that was looked at."""

    file: BinaryIO
    path: Path
    facts: moving.Facts

    def read(self, size: int = -1) -> bytes:
        """Return the next SIZE bytes. Raises SourceFaultError."""
        try:
            chunk = self.file.read(size)
        except OSError as error:
            raise SourceFaultError("unreadable", error.strerror or "") from error
        read_bytes, is_at_end = self.file.tell(), not chunk
        if read_bytes > self.facts[0] or (is_at_end and moving.facts_of(self.path) != self.facts):
            raise SourceFaultError("changed")
        return chunk


@contextmanager
def opened(row: FolderFile, path: Path) -> Iterator[Untouched]:
    """Yield the file of ROW, to be read to its end. Raises SourceFaultError."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError as error:
        raise SourceFaultError("unreadable", error.strerror or "") from error
    with open(descriptor, "rb") as file:  # noqa: PTH123 - an open descriptor
        yield Untouched(file, path, facts_of(row))


def facts_of(row: FolderFile) -> moving.Facts:
    """Return size and time of the file as it was seen."""
    return row.size_bytes, row.mtime_ns


def relative_of(row: FolderFile) -> str:
    """Return the path of ROW in its folder, odd bytes as surrogates."""
    return os.fsdecode(bytes(row.raw_path))


def take(claim: Claim, row: FolderFile) -> None:
    """Take the file of ROW and move it aside. Raises SourceFaultError; OSError when the store takes no more."""
    path = Path(row.folder.path) / relative_of(row)
    with opened(row, path) as source:
        stored = storage.keep(cast(BinaryIO, source))
    with transaction.atomic():
        if not claim.held().select_for_update().exists():
            raise LostLeaseError(str(claim))
        locked = FolderFile.objects.select_for_update().get(pk=row.pk)
        if locked.stage == FileStage.SEEN:
            locked.item = write_line(row, stored)
            locked.stage, locked.fault, locked.fault_detail = FileStage.TAKEN, "", ""
            locked.save(update_fields=["item", "stage", "fault", "fault_detail"])
    row.refresh_from_db()
    move_aside(row)


def write_line(row: FolderFile, stored: storage.Stored) -> BatchItem:
    """Write the line of the file in today's batch of its folder, with its journal row and job."""
    relative = relative_of(row)
    given = services.GivenFile(
        name=printable(Path(relative).name),
        path=printable(relative),
        key=f"folder-file-{row.pk}",
        content=cast(BinaryIO, None),  # stored already
        direction=row.folder.direction,
        raw_path=raw(relative),
    )
    return services.write_line(on_behalf_of(row.folder), batch_of_day(row.folder), given, stored)


def on_behalf_of(folder: WatchedFolder) -> Actor:
    """Return the machine, acting for the post that answers for FOLDER."""
    return Actor(None, None, folder.position)


def batch_of_day(folder: WatchedFolder) -> Batch:
    """Return today's batch of FOLDER as it is set up now; the first file of a day opens it."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    set_up: dict[str, Any] = {
        "unit": folder.unit,
        "given_by": folder.person,
        "given_by_position": folder.position,
        "device": folder.device,
        "box": folder.box,
        "watched_folder": folder,
    }
    today = Batch.objects.filter(received_at__gte=midnight, **set_up).order_by("pk").last()
    if today is not None:
        return today
    unit = set_up.pop("unit")
    return services.open_batch(on_behalf_of(folder), unit, name_of_day(folder), via=VIA, **set_up)


def name_of_day(folder: WatchedFolder) -> str:
    """Return what today's batch is called."""
    named = folder.batch_name or folder.name
    pattern = named if DATE_MARK in named else f"{named} {DATE_MARK}"
    return pattern.replace(DATE_MARK, date_format(timezone.localtime(), "j F Y"))


def move_aside(row: FolderFile) -> None:
    """Move the file of a taken ROW to those that are done; what cannot be moved stays noted and is tried again."""
    if carry(row, relative_of(row), scanning.DONE):
        row.stage = FileStage.MOVED
        row.save(update_fields=["stage"])


def carry(row: FolderFile, lies_at: str, top: str) -> bool:
    """Move the file of ROW from where it LIES_AT to the folder TOP; True when it is there.

    The name is chosen and noted first, so that a move that was cut short goes on to the same place.
    """
    root = Path(row.folder.path)
    try:
        target = reserved_place(row, root, top)
        moving.move(root / lies_at, root / target, facts_of(row))
    except moving.ReplacedError:
        end_replaced(row)
        return False
    except OSError as error:
        row.reserved = None if isinstance(error, FileExistsError) else row.reserved
        note(row, "cannot_move", error.strerror or "")
        return False
    row.moved_to, row.reserved, row.fault, row.fault_detail = os.fsencode(target), None, "", ""
    row.save(update_fields=["moved_to", "reserved", "fault", "fault_detail"])
    return True


def reserved_place(row: FolderFile, root: Path, top: str) -> Path:
    """Return where the file of ROW goes below TOP, the same at every try."""
    if row.reserved is None:
        row.reserved = os.fsencode(moving.free_name(root, place_for(row, top)))
        row.save(update_fields=["reserved"])
    return Path(os.fsdecode(bytes(row.reserved)))


def place_for(row: FolderFile, top: str) -> Path:
    """Return where the file of ROW is to go below TOP: under the day it was taken, in the subfolder it lay in."""
    assert row.item is not None  # noqa: S101 - a taken file has its line
    day = timezone.localtime(row.item.given_at).date().isoformat()
    return Path(top, day, relative_of(row))


def end_replaced(row: FolderFile) -> None:
    """Close a ROW whose file is not where it lay: its bytes are kept, and another file in its place is a new one."""
    row.stage, row.fault, row.reserved = FileStage.DONE, "replaced", None
    row.save(update_fields=["stage", "fault", "reserved"])
    audit.record(on_behalf_of(row.folder), "folder_file_replaced", "item", row.item.public_id if row.item else "")


def note(row: FolderFile, fault: str, detail: str) -> None:
    """Note what is in the way of ROW; it is tried again at each look."""
    row.fault, row.fault_detail = fault, detail[:300]
    row.save(update_fields=["fault", "fault_detail", "reserved"])


def settle(folder: WatchedFolder) -> None:
    """Close the rows of moved files whose lines have ended; the refused are moved on to a folder of their own."""
    moved = folder.files.filter(stage=FileStage.MOVED)
    for row in moved.filter(item__state=ItemState.REFUSED).select_related("folder__position", "item"):
        if carry(row, os.fsdecode(bytes(row.moved_to or b"")), scanning.REFUSED):
            row.stage = FileStage.DONE
            row.save(update_fields=["stage"])
    moved.filter(item__state__in=[state for state in ENDS if state != ItemState.REFUSED]).update(stage=FileStage.DONE)
