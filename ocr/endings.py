"""Whether a file has its end, as far as that is cheap to tell: a file that is still being written mostly has none."""

import struct
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

HEAD_BYTES, TAIL_BYTES = 1024, 2048
LATE_BYTES = 32  # some writers pad a picture
ZIP_TAIL_BYTES = 22 + 0xFFFF  # the end record and the longest comment
JPEG_END, PNG_END, PDF_END, ZIP_END = b"\xff\xd9", b"IEND\xaeB`\x82", b"%%EOF", b"PK\x05\x06"
PLACES = {273: 279, 324: 325}
"""TIFF tags: where strips and tiles begin, and the tag that says how many bytes each has."""
VALUE_BYTES = {3: 2, 4: 4, 16: 8}
MOST_DIRECTORIES, MOST_VALUES = 10_000, 1_000_000
MOST_BYTES = 1 << 40

Values = dict[int, tuple[int, ...]]


def has_end(file: BinaryIO) -> bool | None:
    """Tell whether FILE is there to its end; None when its kind is not known here."""
    head = file.read(HEAD_BYTES)
    size = file.seek(0, 2)
    check = _check_for(head)
    return None if check is None else check(file, size)


def _check_for(head: bytes) -> Callable[[BinaryIO, int], bool] | None:
    starts: tuple[tuple[bytes, Callable[[BinaryIO, int], bool]], ...] = (
        (b"\xff\xd8\xff", lambda file, size: JPEG_END in _tail(file, size, LATE_BYTES)),
        (b"\x89PNG\r\n\x1a\n", lambda file, size: PNG_END in _tail(file, size, LATE_BYTES)),
        (b"PK\x03\x04", _is_whole_zip),
        (b"II*\0", _is_whole_tiff),
        (b"MM\0*", _is_whole_tiff),
        (b"II+\0", _is_whole_tiff),
        (b"MM\0+", _is_whole_tiff),
        (b"RIFF", _is_whole_riff),
    )
    found = next((check for start, check in starts if head.startswith(start)), None)
    if found is None and head[4:8] == b"ftyp":
        return _is_whole_heif
    if found is None and b"%PDF-" in head:
        return lambda file, size: PDF_END in _tail(file, size, TAIL_BYTES)
    return found


def _tail(file: BinaryIO, size: int, count: int) -> bytes:
    file.seek(max(0, size - count))
    return file.read(count)


def _is_whole_zip(file: BinaryIO, size: int) -> bool:
    tail = _tail(file, size, ZIP_TAIL_BYTES)
    place = tail.rfind(ZIP_END)
    return place >= 0 and len(tail) >= place + 22 + int.from_bytes(tail[place + 20 : place + 22], "little")


def _is_whole_riff(file: BinaryIO, size: int) -> bool:
    file.seek(4)
    return int.from_bytes(file.read(4), "little") + 8 <= size


def _is_whole_heif(file: BinaryIO, size: int) -> bool:
    """Whether the boxes that a HEIC file is made of fill it."""
    place = 0
    while place + 8 <= size:
        file.seek(place)
        length, name = struct.unpack(">I4s", file.read(8))
        if length == 0:  # to the end of the file
            return bool(name == b"mdat")
        place += int.from_bytes(file.read(8), "big") if length == 1 else max(length, 8)
    return place == size


def _is_whole_tiff(file: BinaryIO, size: int) -> bool:
    """Whether all directories and the strips or tiles they name lie in the file."""
    try:
        return all(_lie_within(values, size) for values in _tiff_directories(file))
    except (EOFError, struct.error):
        return False


def _lie_within(values: Values, size: int) -> bool:
    return all(
        begin + count <= size
        for begins, counts in PLACES.items()
        for begin, count in zip(values.get(begins, ()), values.get(counts, ()), strict=False)
    )


def _tiff_directories(file: BinaryIO) -> Iterator[Values]:
    """Yield of each directory where its strips lie. Raises EOFError when a directory is not there."""
    file.seek(0)
    head = file.read(16)
    order = "<" if head.startswith(b"II") else ">"
    is_big = head[2:4] in (b"+\0", b"\0+")
    where = struct.unpack_from(order + ("Q" if is_big else "I"), head, 8 if is_big else 4)[0]
    for _ in range(MOST_DIRECTORIES):
        if where == 0:
            break
        values, where = _directory(file, where, order, is_big)
        yield values
    else:
        raise EOFError
    if head[4:8] == bytes(4) and not is_big:  # the header is written again when all else stands
        raise EOFError


def _directory(file: BinaryIO, where: int, order: str, is_big: bool) -> tuple[Values, int]:
    count_form, entry_form, next_form = ("Q", "HHQ8s", "Q") if is_big else ("H", "HHI4s", "I")
    _go_to(file, where)
    (count,) = _unpacked(file, order + count_form)
    entries = [_unpacked(file, order + entry_form) for _ in range(min(count, 0xFFFF))]
    (following,) = _unpacked(file, order + next_form)
    wanted = {*PLACES, *PLACES.values()}
    return {
        tag: _values(file, order, form, (count, raw)) for tag, form, count, raw in entries if tag in wanted
    }, following


def _values(file: BinaryIO, order: str, form: int, held: tuple[int, bytes]) -> tuple[int, ...]:
    """The numbers of one entry: in the entry itself where they fit, else where it points to."""
    count, raw = held
    if count > MOST_VALUES:
        raise EOFError
    each = VALUE_BYTES.get(form, 4)
    letter = {2: "H", 4: "I", 8: "Q"}[each]
    if each * count > len(raw):
        _go_to(file, int.from_bytes(raw, "little" if order == "<" else "big"))
        return _unpacked(file, f"{order}{count}{letter}")
    return struct.unpack_from(f"{order}{count}{letter}", raw)


def _go_to(file: BinaryIO, where: int) -> None:
    if where > MOST_BYTES:
        raise EOFError
    file.seek(where)


def _unpacked(file: BinaryIO, form: str) -> tuple[Any, ...]:
    length = struct.calcsize(form)
    data = file.read(length)
    if len(data) < length:
        raise EOFError
    return struct.unpack(form, data)
