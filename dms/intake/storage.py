"""Where bytes lie: originals (write once, read only), and what is made from them.

originals/ab/<sha256>            as received, never changed
opened/ab/<sha256>.pdf           an encrypted PDF after its password was given
pages/ab/<sha256>/<n>.webp       page images and thumbnails (<n>.thumb.webp)
"""

import hashlib
import os
import secrets
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

CHUNK_BYTES = 1 << 20


@dataclass(frozen=True)
class Stored:
    """Bytes that lie safely on disk."""

    sha256: str
    size_bytes: int


def folder(name: str, sha256: str) -> Path:
    """Return the folder NAME/ab for the bytes with this hash."""
    return Path(settings.DATA) / name / sha256[:2]


def original_path(sha256: str) -> Path:
    """Return where the original with this hash lies."""
    return folder("originals", sha256) / sha256


def opened_path(sha256: str) -> Path:
    """Return where the opened form of an encrypted PDF lies."""
    return folder("opened", sha256) / f"{sha256}.pdf"


def page_path(sha256: str, number: int) -> Path:
    """Return where the image of page NUMBER lies."""
    return folder("pages", sha256) / sha256 / f"{number}.webp"


def thumbnail_path(sha256: str, number: int) -> Path:
    """Return where the thumbnail of page NUMBER lies."""
    return folder("pages", sha256) / sha256 / f"{number}.thumb.webp"


def readable_path(sha256: str) -> Path:
    """Return the file the reader is to open: the opened form where there is one, else the original."""
    opened = opened_path(sha256)
    return opened if opened.exists() else original_path(sha256)


def keep(source: BinaryIO) -> Stored:
    """Store the bytes of SOURCE once, flushed to disk before this returns. Raises OSError when the disk is full."""
    incoming = Path(settings.DATA) / "incoming"
    incoming.mkdir(parents=True, exist_ok=True)
    waiting = incoming / f"{secrets.token_hex(8)}.part"
    try:
        stored = copy_hashed(source, waiting)
        place(waiting, original_path(stored.sha256), mode=0o444)
    finally:
        waiting.unlink(missing_ok=True)
    return stored


def copy_hashed(source: BinaryIO, target: Path) -> Stored:
    """Copy SOURCE to TARGET and return its hash and size; the bytes are on disk when this returns."""
    digest, size = hashlib.sha256(), 0
    with target.open("wb") as out:
        while chunk := source.read(CHUNK_BYTES):
            digest.update(chunk)
            size += out.write(chunk)
        flush(out)
    return Stored(digest.hexdigest(), size)


def flush(file: BinaryIO) -> None:
    """Push what was written through to the disk."""
    file.flush()
    os.fsync(file.fileno())


def place(waiting: Path, target: Path, *, mode: int) -> None:
    """Move a complete file to its place in one step; a file that is there already stays as it is."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        return
    waiting.chmod(mode)
    waiting.rename(target)
    descriptor = os.open(target.parent, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)


def write_whole(target: Path, content: bytes) -> None:
    """Write a derived file so that nobody ever sees half of it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    waiting = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    waiting.write_bytes(content)
    waiting.replace(target)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of the file at PATH."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def free_bytes() -> int:
    """Return how much room the data folder's disk has."""
    return shutil.disk_usage(settings.DATA).free


def stray_parts() -> Iterable[Path]:
    """Return half-received files that a killed process left."""
    return (Path(settings.DATA) / "incoming").glob("*.part")
