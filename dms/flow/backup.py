"""One file with everything, consistent while work goes on: first the database, then the bytes that it names.

Originals never change and never go, so whatever the snapshot names is still there when its turn comes.
"""

import shutil
import tempfile
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dms.audit import services as audit
from dms.flow import snapshots
from dms.flow.bundle import BundleWriter, writing
from dms.flow.snapshots import Snapshot
from dms.intake import storage
from dms.intake.models import Original
from dms.people.actor import MACHINE
from dms.people.verbs import RefusalError

Show = Callable[[int], None]


@dataclass
class Made:
    """What went into a backup, and which originals were missing or not as received."""

    letters: int
    originals: int
    size_bytes: int
    faults: dict[str, str] = field(default_factory=dict)


def product_version() -> str:
    """Return the version of this product."""
    described = tomllib.loads((settings.ROOT / "pyproject.toml").read_text())
    return str(described["project"]["version"])


def back_up(target: Path, *, show: Show) -> Made:
    """Write a backup to TARGET, which must not exist; SHOW is told the bytes done. Raises OSError, RefusalError."""
    require_room(target)
    with writing(target) as writer, tempfile.TemporaryDirectory(dir=target.parent, prefix=".telusur-") as scratch:
        snapshot = snapshots.take(Path(scratch))
        writer.add(snapshot.file.name, snapshot.file)
        snapshot.file.unlink()
        add_secret(writer)
        faults = add_originals(writer, snapshot, show)
        add_derived(writer, snapshot, show)
        writer.finish(facts(snapshot, faults))
        made = Made(snapshot.counts["letters"], len(snapshot.hashes), writer.size_bytes, faults)
    audit.record(MACHINE, "backup_made", "backup", target.name[:64], originals=made.originals, faults=len(faults))
    return made


def require_room(target: Path) -> None:
    """Refuse before the work when the disk can hardly take the originals and the database."""
    sizes = Original.objects.values_list("size_bytes", flat=True)
    needed = sum(sizes.iterator(chunk_size=2_000))
    name = connection.settings_dict["NAME"]
    needed += 2 * Path(name).stat().st_size if connection.vendor == "sqlite" else 0
    free = shutil.disk_usage(target.parent).free
    if free < needed:
        raise RefusalError(
            _("Cadangan memerlukan sedikitnya {needed} MB; di {folder} hanya ada {free} MB. Pilih tempat lain."),
            needed=needed // 1_000_000 + 1,
            folder=target.parent,
            free=free // 1_000_000,
        )


def facts(snapshot: Snapshot, faults: dict[str, str]) -> dict[str, object]:
    """Return what the manifest says besides the members."""
    return {
        "product": product_version(),
        "database": connection.vendor,
        "made_at": timezone.now().isoformat(),
        "migrations": snapshot.migrations,
        "counts": snapshot.counts,
        "faults": faults,
    }


def add_secret(writer: BundleWriter) -> None:
    """Add the key that signs sessions, where it lies in the data folder."""
    path = Path(settings.DATA) / "secret.key"
    if path.exists():
        writer.add(path.name, path)


def add_originals(writer: BundleWriter, snapshot: Snapshot, show: Show) -> dict[str, str]:
    """Add every original that the snapshot names; return those that are missing or changed, which must be known."""
    faults = {}
    for sha256 in snapshot.hashes:
        path = storage.original_path(sha256)
        if not path.exists():
            faults[sha256] = "missing"
        elif writer.add(member_name(path), path) != sha256:
            faults[sha256] = "changed"
        show(writer.size_bytes)
    return faults


def add_derived(writer: BundleWriter, snapshot: Snapshot, show: Show) -> None:
    """Add the opened forms of locked PDFs (their passwords are not known), and the page images (they cost time)."""
    paths = [storage.opened_path(sha256) for sha256 in snapshot.opened]
    for sha256, number in snapshot.pages:
        paths += [storage.page_path(sha256, number), storage.thumbnail_path(sha256, number)]
    for path in paths:
        if path.exists():
            writer.add(member_name(path), path)
            show(writer.size_bytes)


def member_name(path: Path) -> str:
    """Return the name of a stored file in the backup: its place in the data folder."""
    return path.relative_to(settings.DATA).as_posix()
