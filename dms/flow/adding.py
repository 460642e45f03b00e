"""Giving files and folders from the command line: one batch, found again by its name: nothing is given twice."""

import hashlib
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dms.intake import services as intake
from dms.intake import storage
from dms.intake.models import Batch, BatchItem
from dms.intake.walking import FoundFile, LeftOut, printable, raw, unreadable, walk
from dms.people.actor import Actor
from dms.people.models import Unit

VIA = "folder"


@dataclass
class Adding:
    """One run of `add` and what became of each path; `given` counts new lines, `known` those of an earlier run."""

    actor: Actor
    batch: Batch
    given: int = 0
    known: int = 0
    left_out: list[LeftOut] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)
    lines: dict[str, list[BatchItem]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Return how many paths were looked at; given + known + left out."""
        return self.given + self.known + len(self.left_out)

    def give(self, paths: list[Path]) -> Iterator[FoundFile | LeftOut]:
        """Give everything under PATHS, returning each as it is done. Raises OSError when the disk is full."""
        for found in walk(paths):
            settled = self.give_one(found) if isinstance(found, FoundFile) else found
            if isinstance(settled, LeftOut):
                self.left_out.append(settled)
            yield settled

    def give_one(self, found: FoundFile) -> FoundFile | LeftOut:
        """Give one file, unless it has a line already. What cannot be read is left out; a full disk ends the run."""
        try:
            key = self.key_of(found)
        except OSError as error:
            return unreadable(found.path, error)
        with found.path.open("rb") as content:
            named = printable(found.path.name), printable(found.relative)
            given = intake.GivenFile(*named, key, content, raw_path=raw(found.relative))
            known = self.batch.items.filter(client_key=key).exists()
            item = intake.give(self.actor, self.batch, given)
        self.given, self.known = self.given + (not known), self.known + known
        self.lines.setdefault(found.folder, []).append(item)
        return found

    def key_of(self, found: FoundFile) -> str:
        """Return what a second run knows the file by: its path in the folder and its bytes.

        The same name and bytes twice in one run (two folders of one name) are two files: the second says so.
        """
        named = os.fsencode(found.relative) + b"\0" + storage.sha256_of(found.path).encode()
        self.seen[key := hashlib.sha256(named).hexdigest()] += 1
        return key if self.seen[key] == 1 else f"{key}-{self.seen[key]}"

    def join(self, *, per_folder: bool) -> int:
        """Say that all files (of each folder) are one letter; return how many letters of several files that makes."""
        groups = self.lines if per_folder else {"": [item for items in self.lines.values() for item in items]}
        several = [items for items in groups.values() if len(items) > 1]
        for items in several:
            if any(not item.join_key for item in items):
                intake.ask_to_join(self.actor, items)
        return len(several)


def batch_for(actor: Actor, unit: Unit, name: str) -> tuple[Batch, bool]:
    """Return the batch of this giver, unit and name, and whether it was there before."""
    earlier = Batch.objects.filter(given_by=actor.person, unit=unit, name=name[:200], received_via=VIA)
    batch = earlier.order_by("-pk").first()
    return (batch, True) if batch else (intake.open_batch(actor, unit, name, via=VIA), False)
