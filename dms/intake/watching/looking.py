"""One look at a watched folder: what lies there is noted, what is whole is taken, and how it went stands on its row."""

import errno
import os
import time
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from dms.intake.models import FileStage, FolderFile, WatchedFolder
from dms.intake.models.folders import LYING
from dms.intake.watching import folders, scanning, taking, wholeness
from dms.jobs import services as jobs
from dms.jobs.claims import Claim

JOB = "watch_folder"
PRIORITY = -2
"""A look is short and goes before everything else: a scanner's folder is emptied while pages are being read."""
LOOK_SECONDS = 20.0
"""So long files are taken; then others have their turn, and the rest follows at once."""
FULL = (errno.ENOSPC, errno.EDQUOT)


class FolderFaultError(Exception):
    """The folder as a whole cannot be looked at; `code` is put into words by `wording`."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code} {detail}".strip())
        self.code, self.detail = code, detail


def ask_due() -> None:
    """Ask for a look at every folder whose time has come; two that ask at once ask for one look."""
    now = timezone.now()
    due = WatchedFolder.objects.filter(is_enabled=True, next_look_at__lte=now)
    for folder in due:
        with transaction.atomic():
            again_at = now + timedelta(seconds=settings.WATCH_SECONDS)
            if due.filter(pk=folder.pk).update(next_look_at=again_at):
                jobs.enqueue(JOB, folder.public_id, group=folder.public_id, priority=PRIORITY)


def look(claim: Claim) -> None:
    """Look at the folder of CLAIM once."""
    folder = WatchedFolder.objects.select_related("unit__office", "person", "position").get(public_id=claim.subject)
    if not folder.is_enabled:
        return
    try:
        root = checked_root(folder)
        scan = scanning.scan(root)
        note_seen(folder, scan)
        is_done = take_whole(claim, folder)
        taking.settle(folder)
    except FolderFaultError as fault:
        note_look(folder, fault=(fault.code, fault.detail))
    except OSError as error:
        note_look(folder, fault=fault_of(error))
    else:
        note_look(folder, scan=scan, is_done=is_done, fault=fault_inside(folder, scan))


def checked_root(folder: WatchedFolder) -> Path:
    """Return the folder's path if it is there and still below a root that the settings allow."""
    path = Path(folder.path)
    if not folders.is_allowed(path, folder.unit.office):
        raise FolderFaultError("not_allowed")
    if not path.exists():
        raise FolderFaultError("gone")
    if not path.is_dir():
        raise FolderFaultError("no_folder")
    return path


def fault_of(error: OSError) -> tuple[str, str]:
    """Return what ended a look; a full disk is told from a folder that cannot be read."""
    if error.errno in FULL:
        return "disk_full", ""
    return ("forbidden" if error.errno in (errno.EACCES, errno.EPERM) else "unreadable"), error.strerror or ""


def fault_inside(folder: WatchedFolder, scan: scanning.Scan) -> tuple[str, str]:
    """Return what is in the way of single files or subfolders, the first one with its name."""
    if scan.unreadable:
        return "unreadable_inside", printable_name(scan.unreadable[0])
    stuck = folder.files.filter(stage__in=[*LYING, FileStage.MOVED]).exclude(fault="").order_by("pk").first()
    if stuck is None:
        return "", ""
    code = "unreadable_inside" if stuck.fault == "unreadable" else stuck.fault
    return code, printable_name(taking.relative_of(stuck))


def printable_name(relative: str) -> str:
    """Return a path as text for people."""
    return os.fsencode(relative).decode("utf-8", "replace")[:300]


@transaction.atomic
def note_seen(folder: WatchedFolder, scan: scanning.Scan) -> None:
    """Bring the rows of FOLDER in line with what lies there; one that changed is to be quiet anew."""
    now, new = timezone.now(), []
    known = {row.key: row for row in lying(folder)}
    for seen in scan.files:
        row = known.pop(seen.key, None)
        facts = {"size_bytes": seen.size_bytes, "mtime_ns": seen.mtime_ns, "quiet_since": now}
        if row is None:
            new.append(FolderFile(folder=folder, key=seen.key, raw_path=seen.raw_path, **facts))
        elif row.stage == FileStage.SEEN and (seen.size_bytes, seen.mtime_ns) != taking.facts_of(row):
            FolderFile.objects.filter(pk=row.pk).update(**facts, fault="", fault_detail="")
    FolderFile.objects.bulk_create(new, batch_size=500)
    gone = [row.pk for row in known.values() if row.stage == FileStage.SEEN]
    folder.files.filter(pk__in=gone).delete()  # renamed or taken away before it was taken: never promised


def lying(folder: WatchedFolder) -> QuerySet[FolderFile]:
    """Return the rows of files that lie in FOLDER, or lay there when it was last looked at."""
    return folder.files.filter(stage__in=LYING).select_related("folder__position", "folder__person", "item")


def take_whole(claim: Claim, folder: WatchedFolder) -> bool:
    """Finish moves that were cut short, then take what is whole; False when time ran out before the end.

    Raises OSError when the store takes no more: nothing is taken then, and nothing is lost.
    """
    begun = time.monotonic()
    for row in lying(folder).order_by("stage", "quiet_since", "pk"):
        if time.monotonic() - begun > LOOK_SECONDS:
            return False
        if row.stage == FileStage.TAKEN:
            taking.move_aside(row)
        else:
            take_if_whole(claim, row)
    return True


def take_if_whole(claim: Claim, row: FolderFile) -> None:
    """Take the file of ROW when it is whole; what is in the way of this one holds up no other."""
    path = Path(row.folder.path) / taking.relative_of(row)
    try:
        is_whole = wholeness.is_whole(row, path, timezone.now())
    except FileNotFoundError:
        return
    except OSError as error:
        taking.note(row, "unreadable", error.strerror or "")
        return
    try:
        if is_whole:
            taking.take(claim, row)
    except taking.SourceFaultError as fault:
        if fault.code != "changed":  # that one is seen to have changed at the next look
            taking.note(row, fault.code, fault.detail)


def note_look(
    folder: WatchedFolder, *, fault: tuple[str, str], scan: scanning.Scan | None = None, is_done: bool = True
) -> None:
    """Write down how the look ended; what could not be looked at keeps its counts."""
    changes: dict[str, object] = {"looked_at": timezone.now(), "fault": fault[0], "fault_detail": fault[1][:300]}
    if scan is not None:
        changes |= {"waiting": lying(folder).count(), "left_alone": scan.left_alone}
    if not is_done:
        changes["next_look_at"] = timezone.now()
    WatchedFolder.objects.filter(pk=folder.pk).update(**changes)


def give_up(claim: Claim, reason: str) -> None:
    """Note on the folder that looks at it break or take too long; the next one is tried at its time."""
    folder = WatchedFolder.objects.get(public_id=claim.subject)
    with claim.finishing():
        note_look(folder, fault=("look_failed", reason))
