"""What a file is, by its first bytes; the name says nothing."""

from pathlib import Path

from ocr.pages import heif
from ocr.pages.foreign import content_of
from ocr.values import FileRefused, Limits

PDF = "application/pdf"
JPEG = "image/jpeg"
PNG = "image/png"
TIFF = "image/tiff"
WEBP = "image/webp"
HEIC = "image/heic"

HEAD_BYTES = 1024  # readers accept a PDF header anywhere in the first kilobyte
TIFF_MARKS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")  # classic and BigTIFF, both byte orders


def media_type(path: Path, *, limits: Limits) -> str:
    """The media type of an allowed file. Raises FileRefused (empty, too_large, unreadable, unsupported_type).

    The last says what the file is instead, as far as that can be told.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except OSError as error:
        raise FileRefused("unreadable", reason=error.strerror or "") from error
    if size == 0:
        raise FileRefused("empty")
    if size > limits.file_bytes:
        raise FileRefused("too_large", bytes=size, limit=limits.file_bytes)
    found = _by_magic(head)
    if found is None:
        raise FileRefused("unsupported_type", bytes=size, content=content_of(path))
    return found


def _by_magic(head: bytes) -> str | None:
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith(TIFF_MARKS):
        return TIFF
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return WEBP
    if heif.is_heic(head):
        return HEIC
    return PDF if b"%PDF-" in head else None
