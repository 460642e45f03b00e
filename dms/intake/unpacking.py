"""A ZIP that was given: each file in it gets a line of its own, with its path kept. Nothing is written by its name.

Either all files in it come in, or the ZIP is refused with a reason; its own bytes are kept in both cases.
"""

import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, cast

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q, Sum

from dms.intake import services, storage
from dms.intake.models import BatchItem
from dms.intake.watching.scanning import NOT_MEANT, is_left_alone
from dms.jobs.claims import Claim, Later, LostLeaseError
from dms.people.actor import Actor

ENCRYPTED, NAME_IS_UTF8 = 0x1, 0x800
LATER_SECONDS = 60.0
DEEPEST = 3
"""A ZIP in a ZIP in a ZIP is opened; one more is not."""
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
"""What `zipfile` raises on damaged files, strange methods of packing, and names that cannot be."""


class ArchiveRefusedError(Exception):
    """The ZIP is refused; `code` is put into words by `wording`."""

    def __init__(self, code: str, **params: int) -> None:
        super().__init__(code)
        self.code, self.params = code, params


@dataclass(frozen=True)
class Packed:
    """One file in a ZIP: which entry it is, and its path there, cleaned."""

    info: zipfile.ZipInfo
    number: int
    path: str


def unpack(claim: Claim, item: BatchItem) -> None:
    """Give every file in the ZIP of ITEM a line; done again after a crash, each has still one."""
    try:
        with opened(item) as archive:
            packed, left_out = contents(archive)
            check(item, packed)
            for each in packed:
                give(claim, item, archive, each)
    except ArchiveRefusedError as refused:
        with claim.finishing():
            services.refuse(item, refused.code, dict(refused.params))
        return
    except OSError as error:  # the store is full: what is in already stays, the rest follows
        raise Later(LATER_SECONDS) from error
    with claim.finishing():
        services.mark_unpacked(item, count=len(packed), left_out=left_out)


@contextmanager
def opened(item: BatchItem) -> Iterator[zipfile.ZipFile]:
    """Yield the ZIP. Whatever is wrong with it becomes ArchiveRefusedError."""
    try:
        archive = zipfile.ZipFile(storage.original_path(item.sha256))
    except BROKEN as error:
        raise ArchiveRefusedError("archive_damaged") from error
    with archive:
        yield archive


def contents(archive: zipfile.ZipFile) -> tuple[list[Packed], int]:
    """Return the files in ARCHIVE, and how many entries are none: links, and notes that systems leave behind."""
    files = [(number, info) for number, info in enumerate(archive.infolist()) if not info.is_dir()]
    packed = [Packed(info, number, clean(name_of(info))) for number, info in files if is_meant(info)]
    return packed, len(files) - len(packed)


def is_meant(info: zipfile.ZipInfo) -> bool:
    """Tell whether an entry is a file that somebody meant to give."""
    parts = clean(name_of(info)).split("/")
    return parts[0] != "__MACOSX" and not is_left_alone(parts[-1], NOT_MEANT) and not is_link(info)


def is_link(info: zipfile.ZipInfo) -> bool:
    """Tell whether an entry is a link; there is nothing in it but a name."""
    return stat.S_ISLNK(info.external_attr >> 16)


def name_of(info: zipfile.ZipInfo) -> str:
    """Return the name of an entry; many programs write UTF-8 without saying so, where cp437 is what is agreed."""
    if info.flag_bits & NAME_IS_UTF8:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def clean(name: str) -> str:
    """Return a path that leads nowhere but down: no drive, no root, no step up."""
    parts = name.replace("\\", "/").replace("\0", "").split("/")
    kept = [part for part in parts if part not in ("", ".", "..") and not (len(part) == 2 and part[1] == ":")]
    return "/".join(kept) or "tanpa-nama"


def check(item: BatchItem, packed: list[Packed]) -> None:
    """Refuse by the numbers at the ZIP's end, before anything is unpacked; those of the ZIPs around it count too."""
    if not packed:
        raise ArchiveRefusedError("archive_empty")
    if any(each.info.flag_bits & ENCRYPTED for each in packed):
        raise ArchiveRefusedError("archive_locked")
    above = list(ancestors(item))
    if len(above) >= DEEPEST:
        raise ArchiveRefusedError("archive_too_deep", limit=DEEPEST)
    count, size = came_out_of(item, above[-1] if above else item)
    if count + len(packed) > settings.ARCHIVE_FILES_LIMIT:
        raise ArchiveRefusedError("archive_too_many", limit=settings.ARCHIVE_FILES_LIMIT)
    sizes = [each.info.file_size for each in packed]
    if max(sizes) > settings.FILE_BYTES_LIMIT or size + sum(sizes) > settings.ARCHIVE_BYTES_LIMIT:
        raise ArchiveRefusedError("archive_too_large")


def ancestors(item: BatchItem) -> Iterator[BatchItem]:
    """Yield the ZIP that ITEM came out of, the one around that, and so on."""
    while item.inside is not None:
        item = item.inside
        yield item


def came_out_of(item: BatchItem, outermost: BatchItem) -> tuple[int, int]:
    """Return how many files and bytes came out of OUTERMOST so far, those of ITEM itself left out."""
    below = Q(inside=outermost) | Q(inside__inside=outermost) | Q(inside__inside__inside=outermost)
    sums = BatchItem.objects.filter(below).exclude(inside=item).aggregate(count=Count("pk"), size=Sum("size_bytes"))
    return sums["count"], sums["size"] or 0


def give(claim: Claim, item: BatchItem, archive: zipfile.ZipFile, packed: Packed) -> None:
    """Give one file of the ZIP its line, unless it has one."""
    key = f"zip-{item.pk}-{packed.number}"
    if item.batch.items.filter(client_key=key).exists():
        return
    stored = storage.keep(cast(BinaryIO, Entry(archive, packed.info)))
    given = services.GivenFile(
        name=packed.path.rpartition("/")[2],
        path=f"{item.path or item.name}/{packed.path}",
        key=key,
        content=cast(BinaryIO, None),  # stored already
        direction=item.direction,
        share_with=item.share_with,
        inside=item,
    )
    with transaction.atomic():
        if not claim.held().select_for_update().exists():
            raise LostLeaseError(str(claim))
        services.write_line(Actor(None, None, item.batch.given_by_position), item.batch, given, stored)


class Entry:
    """Reads one file of a ZIP. What is wrong with it is told from what is wrong with the disk it is stored on."""

    def __init__(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
        try:
            self.file = archive.open(info)
        except BROKEN as error:
            raise ArchiveRefusedError("archive_damaged") from error

    def read(self, size: int = -1) -> bytes:
        """Return the next SIZE bytes; at the end the checksum has been compared."""
        try:
            return self.file.read(size)
        except BROKEN as error:
            raise ArchiveRefusedError("archive_damaged") from error


def is_zip(reason: str, params: Mapping[str, object]) -> bool:
    """Tell whether a refusal of the reader is about a ZIP whose files can be taken out."""
    return reason == "unsupported_type" and params.get("content") == "zip"
