"""Streams in pieces, so that memory stays flat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Lists of `size` items (the last may be shorter); reads no further ahead than one list."""
    stream = iter(items)
    while batch := list(islice(stream, size)):
        yield batch
