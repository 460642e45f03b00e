"""Which files lie under the paths somebody names: sorted, recursive, nothing left out without a word."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

LINK = _("tautan, tidak diikuti")
NO_FILE = _("bukan fail biasa")
NOT_THERE = _("tidak ada")
UNREADABLE = _("tidak dapat dibaca ({error})")


@dataclass(frozen=True)
class FoundFile:
    """A file to be given; `relative` is its path from the folder that was named, that folder's name included."""

    path: Path
    relative: Path

    @property
    def folder(self) -> str:
        """Return the folder it lies in, as text that any database takes."""
        return printable(self.relative.parent)


@dataclass(frozen=True)
class LeftOut:
    """Something that cannot be given, and why."""

    path: Path
    reason: str | Promise


def printable(path: Path | str) -> str:
    """Return PATH as text; bytes that are no UTF-8 are replaced (such names exist on old disks)."""
    return os.fsencode(path).decode("utf-8", "replace")


def raw(path: Path | str) -> bytes | None:
    """Return the bytes of PATH where they are no UTF-8, so that the file is found again by them."""
    encoded = os.fsencode(path)
    return None if encoded == printable(path).encode() else encoded


def unreadable(path: Path, error: OSError) -> LeftOut:
    """Say that PATH could not be read, and how the system put it."""
    return LeftOut(path, format_lazy(UNREADABLE, error=error.strerror or str(error)))


def walk(paths: list[Path]) -> Iterator[FoundFile | LeftOut]:
    """Return what lies under PATHS, in order. A path that is named itself may be a link, one found below may not."""
    for path in paths:
        target = path.resolve()
        if not target.exists():
            yield LeftOut(path, NOT_THERE)
        else:
            yield from below(target, Path(path.name or target.name))


def below(path: Path, relative: Path) -> Iterator[FoundFile | LeftOut]:
    """Return PATH itself when it is a file, else what lies in it."""
    try:
        mode = path.lstat().st_mode
        inside = sorted(path.iterdir()) if stat.S_ISDIR(mode) else []
    except OSError as error:
        yield unreadable(path, error)
        return
    if stat.S_ISREG(mode):
        yield FoundFile(path, relative)
    elif stat.S_ISDIR(mode):
        for each in inside:
            yield from below(each, relative / each.name)
    else:
        yield LeftOut(path, LINK if stat.S_ISLNK(mode) else NO_FILE)
