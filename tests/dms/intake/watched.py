"""A watched folder as tests use it: put a file there, let the worker look, see what came of it."""

from datetime import timedelta
from pathlib import Path

from django.db.models import F
from django.utils import timezone

from dms.intake.models import BatchItem, WatchedFolder
from dms.intake.watching import looking
from dms.jobs import running
from dms.jobs import services as jobs

PNG = b"\x89PNG\r\n\x1a\n" + bytes(30) + b"IEND\xaeB`\x82"
STILL = 10


def put(root: Path, name: str, content: bytes = PNG) -> Path:
    """Put a file into the folder as a scanner that is done with it."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def look(folder: WatchedFolder, *, later: float = STILL) -> WatchedFolder:
    """Let the worker look at FOLDER once, LATER seconds after the last time; return how it stands."""
    quiet = timedelta(seconds=later)
    folder.files.update(quiet_since=F("quiet_since") - quiet)
    WatchedFolder.objects.filter(pk=folder.pk).update(next_look_at=timezone.now())
    jobs.ask_scheduled()
    claim = jobs.claim(kinds=(looking.JOB,))
    assert claim is not None
    running.run(claim)
    folder.refresh_from_db()
    return folder


def items() -> list[str]:
    return sorted(BatchItem.objects.values_list("path", flat=True))


def lying(root: Path, top: str = "") -> list[str]:
    """Return the files below ROOT, without the day in their paths."""
    found = [path.relative_to(root / top) for path in (root / top).rglob("*") if path.is_file()]
    return sorted(str(Path(*path.parts[1:]) if top else path) for path in found)
