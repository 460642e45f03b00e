"""Fixity: whether every original is still there, byte for byte, and whether something lies among them that is none."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from dms.audit import services as audit
from dms.intake import storage
from dms.intake.models import BatchItem, Original
from dms.people.actor import MACHINE

MISSING, CHANGED, UNREADABLE, UNEXPECTED = "missing", "changed", "unreadable", "unexpected"


@dataclass(frozen=True)
class Checked:
    """One original after its check; `fault` is "" when it is sound."""

    name: str
    fault: str


def promised() -> Iterator[str]:
    """Return the hash of all bytes ever taken in, refused files included: each stands on a receipt."""
    hashes = BatchItem.objects.order_by("sha256").values_list("sha256", flat=True).distinct()
    return hashes.iterator(chunk_size=2_000)


def verify() -> Iterator[Checked]:
    """Hash every original again, note when it was found sound, and journal every fault; then what is unexpected."""
    known = set()
    for sha256 in promised():
        known.add(sha256)
        fault = fault_of(sha256)
        if fault:
            audit.record(MACHINE, "fixity_fault", "original", sha256, fault=fault)
        else:
            Original.objects.filter(sha256=sha256).update(checked_at=timezone.now())
        yield Checked(sha256, fault)
    for path in unexpected(known):
        audit.record(MACHINE, "fixity_fault", "original", path.name[:64], fault=UNEXPECTED)
        yield Checked(str(path.relative_to(settings.DATA)), UNEXPECTED)


def fault_of(sha256: str) -> str:
    """Return what is wrong with the original of this hash, "" when its bytes are as received."""
    try:
        return "" if storage.sha256_of(storage.original_path(sha256)) == sha256 else CHANGED
    except FileNotFoundError:
        return MISSING
    except OSError:
        return UNREADABLE


def unexpected(known: set[str]) -> Iterator[Path]:
    """Return files among the originals that no receipt names. Bytes may come a moment before their line is written."""
    folder = Path(settings.DATA) / "originals"
    strangers = [path for path in sorted(folder.rglob("*")) if not path.is_dir() and path.name not in known]
    arrived = set(
        BatchItem.objects.filter(sha256__in=[path.name for path in strangers]).values_list("sha256", flat=True)
    )
    return (path for path in strangers if path.name not in arrived)
