"""What lies in a watched folder, and which names are left alone."""

import fnmatch
import hashlib
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

DONE, REFUSED = "selesai", "ditolak"
"""Where files go once they are taken; nothing in there is looked at."""
UNFINISHED = ("*.part", "*.tmp", "*.temp", "*.filepart", "*.partial", "*.crdownload", "*.download", "*.!*", "*.lock")
NOT_MEANT = (".*", "~$*", "~*.tmp", "thumbs.db", "desktop.ini", "@eadir", "$recycle.bin", "system volume information")
LEFT_ALONE = (*UNFINISHED, *NOT_MEANT)
"""Programs that copy and write use such names until a file is whole; systems keep their own notes under the others."""


@dataclass(frozen=True)
class Lying:
    """A file as it lies there; `relative` is its path in the folder, odd bytes as surrogates."""

    relative: str
    size_bytes: int
    mtime_ns: int

    @property
    def raw_path(self) -> bytes:
        """Return the path's own bytes."""
        return os.fsencode(self.relative)

    @property
    def key(self) -> str:
        """Return what stands for the path in the database."""
        return hashlib.sha256(self.raw_path).hexdigest()


@dataclass
class Scan:
    """One look over a folder: its files, how many names were left alone, and subfolders that could not be read."""

    files: list[Lying] = field(default_factory=list)
    left_alone: int = 0
    unreadable: list[str] = field(default_factory=list)


def scan(root: Path) -> Scan:
    """Look over ROOT and its subfolders. Raises OSError when ROOT itself cannot be read."""
    found = Scan()
    walk(root, "", found)
    found.files.sort(key=lambda lying: (lying.mtime_ns, lying.relative))
    return found


def walk(root: Path, inside: str, found: Scan) -> None:
    """Add what lies in the subfolder INSIDE of ROOT to FOUND."""
    try:
        entries = sorted(os.scandir(root / inside), key=lambda entry: entry.name)
    except OSError:
        if not inside:
            raise
        found.unreadable.append(inside)
        return
    for entry in entries:
        if not inside and entry.name in (DONE, REFUSED):
            continue
        if is_left_alone(entry.name):
            found.left_alone += 1
        else:
            look_at(root, f"{inside}{entry.name}", entry, found)


def look_at(root: Path, relative: str, entry: "os.DirEntry[str]", found: Scan) -> None:
    """Add one entry; links are not followed, and what is neither file nor folder is left alone."""
    try:
        status = entry.stat(follow_symlinks=False)
    except FileNotFoundError:  # renamed or taken away this very moment
        return
    except OSError:
        found.unreadable.append(relative)
        return
    if stat.S_ISDIR(status.st_mode):
        walk(root, f"{relative}/", found)
    elif stat.S_ISREG(status.st_mode):
        found.files.append(Lying(relative, status.st_size, status.st_mtime_ns))
    else:
        found.left_alone += 1


def is_left_alone(name: str, patterns: tuple[str, ...] = LEFT_ALONE) -> bool:
    """Tell whether NAME is one that programs use for unfinished files or for themselves."""
    return any(fnmatch.fnmatchcase(name.casefold(), pattern) for pattern in patterns)
