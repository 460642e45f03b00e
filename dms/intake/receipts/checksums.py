"""The receipt as a list that `sha256sum -c` checks, run where the files lie as they were given."""

import os
from collections.abc import Iterable, Iterator

from dms.intake.models import BatchItem

ESCAPES = ((b"\\", b"\\\\"), (b"\n", b"\\n"), (b"\r", b"\\r"))
"""What coreutils writes in a name that would break its line; such a line begins with a backslash."""
STANDARD_INPUT = b"-"


def listing(items: Iterable[BatchItem]) -> Iterator[bytes]:
    """Yield the lines of the list, each file once.

    A comment holds what `sha256sum` could not find: a file out of a ZIP, and an earlier file of the same path.
    """
    given = list(items)
    latest = {path_of(item): item for item in given if item.inside_id is None}
    for item in given:
        path = path_of(item)
        current = latest.get(path) if item.inside_id is None else None
        if current is item:
            yield line(item.sha256, path)
        elif current is None or current.sha256 != item.sha256:
            yield b"# " + line(item.sha256, path)


def path_of(item: BatchItem) -> bytes:
    """Return the path of ITEM as its folder knows it, byte for byte."""
    if item.raw_path is not None:
        return bytes(item.raw_path)
    return os.fsencode(item.path or item.name)


def line(sha256: str, path: bytes) -> bytes:
    """Return one line as `sha256sum` writes it."""
    name = b"./-" if path == STANDARD_INPUT else path
    escaped = name
    for sign, written in ESCAPES:
        escaped = escaped.replace(sign, written)
    mark = b"\\" if escaped != name else b""
    return mark + sha256.encode() + b"  " + escaped + b"\n"
