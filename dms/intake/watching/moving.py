"""Moving a taken file aside within its folder: never over another file, and found again after a crash."""

import contextlib
import os
from pathlib import Path

MOST_TRIES = 10_000


class ReplacedError(Exception):
    """Another file lies at the path by now; the one that was taken is no longer there."""


Facts = tuple[int, int]
"""Size and time of change: what tells the file that was taken from one that came in its place."""


def facts_of(path: Path) -> Facts | None:
    """Return size and time of the file at PATH, None when there is none."""
    try:
        status = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return status.st_size, status.st_mtime_ns


def free_name(root: Path, wanted: Path) -> Path:
    """Return a path like WANTED below ROOT that nobody uses. Raises FileExistsError when there is none to be found."""
    for number in range(1, MOST_TRIES):
        name = wanted if number == 1 else numbered(wanted, number)
        if facts_of(root / name) is None:
            return name
    raise FileExistsError(17, "", str(wanted))


def numbered(target: Path, number: int) -> Path:
    """Return TARGET with a number before its ending, the name shortened where a disk would not take it."""
    ending = f" ({number}){target.suffix[:20]}"
    stem = os.fsencode(target.stem)[: 255 - len(os.fsencode(ending))]
    return target.with_name(os.fsdecode(stem) + ending)


def move(source: Path, target: Path, taken: Facts) -> None:
    """Move SOURCE to TARGET, a free name noted before. Raises ReplacedError when it is not what was TAKEN, and OSError.

    Done twice it does no harm: where TARGET is the file already, nothing is left to do.
    """
    if facts_of(target) == taken:
        return
    if facts_of(source) != taken:
        release(target)
        raise ReplacedError(str(source))
    hold(target)
    source.rename(target)
    if facts_of(target) != taken:  # another file came between the look and the move: it is not taken yet
        put_back(target, source)
        raise ReplacedError(str(source))
    for folder in {source.parent, target.parent}:
        flush(folder)


def hold(target: Path) -> None:
    """Hold the name TARGET by an empty file of ours. Raises FileExistsError when a file with content has it.

    An empty file that is renamed over is the one way to move without overwriting that shares (SMB) know too.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o640))
    except FileExistsError:
        if not is_empty(target):  # an empty one is ours, of a try that was cut short
            raise


def is_empty(path: Path) -> bool:
    """Tell whether a file without content lies at PATH."""
    facts = facts_of(path)
    return facts is not None and facts[0] == 0 and path.is_file() and not path.is_symlink()


def release(held: Path) -> None:
    """Leave no empty file of ours behind."""
    if is_empty(held):
        held.unlink(missing_ok=True)


def put_back(target: Path, source: Path) -> None:
    """Move a file that was moved too early to where it lay, or beside it when that name is used again."""
    name = source.parent / free_name(source.parent, Path(source.name))
    hold(name)
    target.rename(name)


def flush(folder: Path) -> None:
    """Push the folder's names through to the disk, where that can be done."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
