"""Compares what was dropped into a watched folder with what the office holds: all of it, whole, once, and moved.

    TELUSUR_DATA=… python -m bench.watching_check FOLDER EXPECTED.json        ({path: SHA-256 of the whole file})

Reads files and database rows only; knows nothing of how folders are watched, and changes nothing.
"""

import json
import os
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bench.fault_check import sha256_of

ROOT = Path(__file__).resolve().parent.parent
MOVED_TO = ("selesai", "ditolak")


@dataclass
class Findings:
    """What is not as it must be, and how many are accounted for."""

    lost: list[str] = field(default_factory=list)
    half: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    accounted: int = 0

    def numbers(self) -> dict[str, int]:
        """Return how many of each."""
        kinds = {name: len(values) for name, values in vars(self).items() if isinstance(values, list)}
        return {"accounted": self.accounted, **kinds}


def check(folder: Path, expected: Mapping[str, str]) -> Findings:
    """Compare EXPECTED with the receipt lines, the stored bytes and the folder."""
    from dms.audit.models import Event
    from dms.intake import storage
    from dms.intake.models import BatchItem

    findings = Findings()
    lines = list(BatchItem.objects.values_list("path", "sha256", "public_id"))
    counted = Counter(path for path, _, _ in lines)
    findings.lost += [f"no line: {path}" for path in expected if not counted[path]]
    findings.twice += [f"{count} lines: {path}" for path, count in counted.items() if count > 1]
    findings.half += [f"not the whole file: {path}" for path, sha256, _ in lines if expected.get(path) != sha256]
    findings.wrong += [
        f"bytes of {path}" for path, sha256, _ in lines if sha256_of(storage.original_path(sha256)) != sha256
    ]
    journaled = Counter(Event.objects.filter(verb="file_given").values_list("object_id", flat=True))
    findings.wrong += [f"journal: {public_id}" for _, _, public_id in lines if journaled[public_id] != 1]
    findings.accounted = sum(1 for path, sha256, _ in lines if expected.get(path) == sha256)
    check_moved(findings, folder, expected)
    check_originals(findings, expected)
    return findings


def check_moved(findings: Findings, folder: Path, expected: Mapping[str, str]) -> None:
    """Nothing lies in the folder any more; all of it was moved, whole, once, and nothing else was made."""
    moved: Counter[str] = Counter()
    for path in (path for path in folder.rglob("*") if path.is_file()):
        relative = path.relative_to(folder)
        if relative.parts[0] not in MOVED_TO:
            findings.wrong.append(f"still lies there: {relative}")
            continue
        name = str(Path(*relative.parts[2:]))
        moved[name] += 1
        if expected.get(name) != sha256_of(path):
            findings.wrong.append(f"moved otherwise: {relative}")
    findings.lost += [f"not moved: {name}" for name in expected if not moved[name]]
    findings.twice += [f"moved twice: {name}" for name, count in moved.items() if count > 1]


def check_originals(findings: Findings, expected: Mapping[str, str]) -> None:
    """The store holds the bytes of whole files only."""
    from django.conf import settings

    stored = {path.name for path in (Path(settings.DATA) / "originals").rglob("*") if path.is_file()}
    findings.half += [f"stored, but no whole file: {name}" for name in stored - set(expected.values())]
    findings.lost += [f"not stored: {name}" for name in set(expected.values()) - stored]


def main(folder: str, listing: str) -> int:
    """Print each finding and, as the last line, their counts."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    findings = check(Path(folder), json.loads(Path(listing).read_text()))
    for kind in (findings.lost, findings.half, findings.twice, findings.wrong):
        print(*kind, sep="\n", end="\n" if kind else "")
    print(json.dumps(findings.numbers()))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
