"""The contents of PDF streams with a bound: a stream may unpack to a thousand times its stored size."""

import zlib

import pikepdf

CONTENT_BYTES = 3_000_000  # a page description that shows one picture and a page of words is far shorter


def unpacked_bytes(stream: pikepdf.Stream, *, at_most: int) -> int | None:
    """Size of the unpacked stream; None when it is larger than `at_most` or packed in another way than Flate."""
    names = filters(stream)
    raw = stream.read_raw_bytes()
    if not names:
        return len(raw) if len(raw) <= at_most else None
    if names != ["/FlateDecode"]:
        return None
    size = len(zlib.decompressobj().decompress(raw, at_most + 1))
    return size if size <= at_most else None


def filters(stream: pikepdf.Stream) -> list[str]:
    """Names of the stream's filters, outermost first."""
    stated = stream.get("/Filter")
    if stated is None:
        return []
    return [str(name) for name in stated.as_list()] if isinstance(stated, pikepdf.Array) else [str(stated)]


def instructions(page: pikepdf.Page) -> list[tuple[str, list[pikepdf.Object]]] | None:
    """The page's description as operators with operands; None when it is too long to be that of a scan."""
    contents = page.obj.get("/Contents")
    parts = contents.as_list() if isinstance(contents, pikepdf.Array) else [contents]
    streams = [part for part in parts if isinstance(part, pikepdf.Stream)]
    if any(unpacked_bytes(stream, at_most=CONTENT_BYTES) is None for stream in streams):
        return None
    return [(str(one.operator), list(one.operands)) for one in pikepdf.parse_content_stream(page)]
