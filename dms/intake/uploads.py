"""Files that come in pieces: what has arrived is kept, and sending goes on where it ended, after a break of days too.

Pieces lie as `incoming/<batch>-<key>.part`; `./telusur doctor --clean` removes those nobody went on with for a day.
"""

import fcntl
import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from django.conf import settings

from dms.intake import services
from dms.intake.models import Batch, BatchItem
from dms.people.actor import Actor

CHUNK_BYTES = 1 << 20
MOST_PATH = 4_000


class WrongOffsetError(Exception):
    """The piece does not begin where the last one ended; `offset` is where that is."""

    def __init__(self, offset: int) -> None:
        super().__init__(str(offset))
        self.offset = offset


class Readable(Protocol):
    """What a piece is read from."""

    def read(self, size: int, /) -> bytes:
        """Return the next SIZE bytes."""


@dataclass(frozen=True)
class Announced:
    """A file as the browser knows it. `turn` tells two of one path, size and time that were chosen together."""

    path: str
    size_bytes: int
    modified: int
    turn: int = 0

    @property
    def key(self) -> str:
        """Return what the file is found again by when the same folder is chosen once more."""
        facts = json.dumps([self.path, self.size_bytes, self.modified, self.turn])
        return hashlib.sha256(facts.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def shown_path(self) -> str:
        """Return the path as a database takes it."""
        clean = self.path.replace("\0", "")[:MOST_PATH]
        return clean.encode("utf-8", "replace").decode()


def announced(row: object) -> Announced:
    """Return what a browser says about a file. Raises ValueError when it is not that."""
    if not isinstance(row, dict):
        raise ValueError(row)
    path, numbers = row.get("path"), [row.get(name) for name in ("size", "modified", "turn")]
    if not isinstance(path, str) or not path or not all(type(number) is int and number >= 0 for number in numbers):
        raise ValueError(row)
    return Announced(path, *[int(str(number)) for number in numbers])


def standing(batch: Batch, files: Iterable[Announced]) -> list[dict[str, str | int | None]]:
    """Return of each of FILES its line in BATCH, or how many of its bytes have arrived."""
    asked = list(files)
    lines = dict(batch.items.filter(client_key__in=[one.key for one in asked]).values_list("client_key", "public_id"))
    return [{"item": lines.get(one.key), "offset": arrived(batch, one)} for one in asked]


def part_path(batch: Batch, file: Announced) -> Path:
    """Return where the pieces of FILE lie."""
    return Path(settings.DATA) / "incoming" / f"{batch.public_id}-{file.key}.part"


def arrived(batch: Batch, file: Announced) -> int:
    """Return how many bytes of FILE lie here already."""
    try:
        return part_path(batch, file).stat().st_size
    except FileNotFoundError:
        return 0


def add_piece(actor: Actor, batch: Batch, file: Announced, offset: int, piece: Readable) -> BatchItem | int:
    """Add a PIECE that begins at OFFSET; return the file's line once it is whole, else how much has arrived.

    Raises WrongOffsetError, and OSError when the disk is full or the sender is cut off; what arrived is kept.
    """
    given = batch.items.filter(client_key=file.key).first()
    if given is not None:
        return given
    with held(part_path(batch, file)) as part:
        size = part.seek(0, 2)
        if size != offset or offset > file.size_bytes:
            raise WrongOffsetError(size)
        while size < file.size_bytes and (chunk := piece.read(min(CHUNK_BYTES, file.size_bytes - size))):
            size += part.write(chunk)
        part.flush()
        return finish(actor, batch, file, part) if size == file.size_bytes else size


@contextmanager
def held(path: Path) -> Iterator[BinaryIO]:
    """Yield the file at PATH, to be read and written by nobody else meanwhile."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as part:
        fcntl.flock(part, fcntl.LOCK_EX)
        yield part


def finish(actor: Actor, batch: Batch, file: Announced, part: BinaryIO) -> BatchItem:
    """Give the whole file; its pieces are no longer needed once its line stands."""
    part.seek(0)
    name = file.shown_path.rpartition("/")[2].strip() or file.shown_path
    item = services.give(actor, batch, services.GivenFile(name, file.shown_path, file.key, part))
    part_path(batch, file).unlink(missing_ok=True)
    return item
