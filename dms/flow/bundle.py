"""The backup file: a plain tar that any program opens, with a manifest of every member's SHA-256 at its end.

database.sqlite3.gz | database.dump     the snapshot (SQLite, or PostgreSQL's custom format)
secret.key                              signs the sessions
originals/ab/<sha256>  opened/…  pages/…  as in the data folder; compressed by nature, so not once more
manifest.json  manifest.sha256          last: without them the file is not whole
"""

import contextlib
import hashlib
import io
import json
import os
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

CHUNK_BYTES = 1 << 20
MANIFEST, SEAL = "manifest.json", "manifest.sha256"
FORMAT = 1
NAMES = re.compile(
    r"database\.(sqlite3\.gz|dump)|secret\.key|manifest\.(json|sha256)|originals/[0-9a-f]{2}/[0-9a-f]{64}"
    r"|opened/[0-9a-f]{2}/[0-9a-f]{64}\.pdf|pages/[0-9a-f]{2}/[0-9a-f]{64}/[0-9]+(\.thumb)?\.webp"
)

Manifest = dict[str, Any]


class BundleError(Exception):
    """The file is no whole, unaltered backup; `code` says how: no_backup, cut_off, altered, strange_member."""

    def __init__(self, code: str, member: str = "") -> None:
        super().__init__(f"{code} {member}".strip())
        self.code, self.member = code, member


class Hashing:
    """Reads through to a file and hashes what passes."""

    def __init__(self, source: BinaryIO) -> None:
        self.source, self.digest = source, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """Return the next SIZE bytes."""
        chunk = self.source.read(size)
        self.digest.update(chunk)
        return chunk


class BundleWriter:
    """Writes a backup beside its final name; only a finished one gets that name."""

    def __init__(self, target: Path) -> None:
        self.target, self.part = target, target.with_name(f"{target.name}.part")
        self.members: dict[str, str] = {}
        self.size_bytes = 0
        self.file = os.fdopen(os.open(self.part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
        self.tar = tarfile.open(fileobj=self.file, mode="w", format=tarfile.GNU_FORMAT)  # noqa: SIM115

    def add(self, name: str, path: Path) -> str:
        """Add the file at PATH under NAME; return its SHA-256."""
        with path.open("rb") as source:
            status = os.fstat(source.fileno())
            return self.write(name, source, status.st_size, int(status.st_mtime))

    def write(self, name: str, source: BinaryIO, size_bytes: int, modified: int = 0) -> str:
        """Add SIZE_BYTES of SOURCE under NAME; return their SHA-256."""
        info = tarfile.TarInfo(name)
        info.size, info.mtime, info.mode = size_bytes, modified, 0o600
        hashing = Hashing(source)
        self.tar.addfile(info, hashing)
        self.size_bytes += size_bytes
        self.members[name] = hashing.digest.hexdigest()
        return self.members[name]

    def finish(self, facts: Manifest) -> None:
        """Write the manifest with FACTS, push all to the disk, and give the file its name."""
        text = json.dumps({"format": FORMAT, **facts, "members": self.members}, indent=0, sort_keys=True).encode()
        seal = hashlib.sha256(text).hexdigest().encode()
        self.write(MANIFEST, io.BytesIO(text), len(text))
        self.write(SEAL, io.BytesIO(seal), len(seal))
        self.tar.close()
        self.file.flush()
        os.fsync(self.file.fileno())
        self.file.close()
        os.link(self.part, self.target)  # unlike a rename, never over a file that came meanwhile
        self.part.unlink()

    def abandon(self) -> None:
        """Leave nothing behind of an unfinished backup."""
        with contextlib.suppress(OSError):
            self.file.close()
        self.part.unlink(missing_ok=True)


@contextlib.contextmanager
def writing(target: Path) -> Iterator[BundleWriter]:
    """Yield a writer; whatever ends the block before `finish` leaves no file. Raises FileExistsError."""
    if target.exists():
        raise FileExistsError(17, "", str(target))
    target.with_name(f"{target.name}.part").unlink(missing_ok=True)
    writer = BundleWriter(target)
    try:
        yield writer
    finally:
        writer.abandon()


def unpack(file: Path, folder: Path) -> Manifest:
    """Unpack a backup into the empty FOLDER, every byte checked; return its manifest. Raises BundleError, OSError."""
    found: dict[str, str] = {}
    try:
        with tarfile.open(file, "r:") as tar:
            for info in tar:
                found[info.name] = unpack_member(tar, info, folder)
    except tarfile.ReadError as error:
        raise BundleError("cut_off" if tarfile.is_tarfile(file) else "no_backup") from error
    manifest = sealed_manifest(folder, found)
    compare(found, manifest["members"])
    return manifest


def unpack_member(tar: tarfile.TarFile, info: tarfile.TarInfo, folder: Path) -> str:
    """Write one member into FOLDER; return its SHA-256. Only plain files with the names of a backup are taken."""
    if not info.isreg() or not NAMES.fullmatch(info.name):
        raise BundleError("strange_member", info.name[:100])
    source = tar.extractfile(info)
    assert source is not None  # noqa: S101 - a regular member has content
    target = folder / info.name
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with target.open("xb") as out:
        while chunk := source.read(CHUNK_BYTES):
            digest.update(chunk)
            out.write(chunk)
    if target.stat().st_size != info.size:
        raise BundleError("cut_off", info.name)
    return digest.hexdigest()


def sealed_manifest(folder: Path, found: dict[str, str]) -> Manifest:
    """Return the manifest after checking its own seal."""
    if MANIFEST not in found or SEAL not in found:
        raise BundleError("cut_off")
    if (folder / SEAL).read_text(errors="replace") != found[MANIFEST]:
        raise BundleError("altered", MANIFEST)
    manifest: Manifest = json.loads((folder / MANIFEST).read_text())
    for name in (MANIFEST, SEAL):
        (folder / name).unlink()
        del found[name]
    return manifest


def compare(found: dict[str, str], promised: dict[str, str]) -> None:
    """Raise BundleError unless the members found are those promised, byte for byte."""
    for name, sha256 in promised.items():
        if found.get(name) != sha256:
            raise BundleError("altered" if name in found else "cut_off", name)
    if strangers := found.keys() - promised.keys():
        raise BundleError("strange_member", min(strangers))
