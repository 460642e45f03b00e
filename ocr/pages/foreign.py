"""What a file is that cannot be read, by its bytes: so that the refusal can say what to do with it."""

from codecs import getincrementaldecoder
from pathlib import Path

LOOK_BYTES = 1 << 16
ZIP = b"PK\x03\x04"
FIRST_BYTES: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"),
    (b"{\\rtf", "rtf"),
    (b"Rar!\x1a", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"GIF8", "picture"),
)
INSIDE_ZIP: tuple[tuple[bytes, str], ...] = (
    (b"word/document", "word"),
    (b"xl/workbook", "excel"),
    (b"ppt/presentation", "powerpoint"),
    (b"application/vnd.oasis.opendocument", "opendocument"),
)
"""Names of files inside; they stand uncompressed before each file and once more at the end of the archive."""
_utf8_decoder = getincrementaldecoder("utf-8")
HEIF_BRANDS = (b"heic", b"heix", b"heif", b"mif1", b"msf1", b"avif")


def content_of(path: Path) -> str:
    """A code for what the file is: word, excel, zip, picture, text, …; "" when it cannot be told."""
    with path.open("rb") as file:
        head = file.read(LOOK_BYTES)
        file.seek(max(0, path.stat().st_size - LOOK_BYTES))
        tail = file.read(LOOK_BYTES)
    if head.startswith(ZIP):
        return next((code for mark, code in INSIDE_ZIP if mark in head or mark in tail), "zip")
    if _is_picture(head):
        return "picture"
    named = next((code for mark, code in FIRST_BYTES if head.startswith(mark)), "")
    return named or _text_kind(head)


def _is_picture(head: bytes) -> bool:
    """Whether a photo of a telephone (HEIC) or a Windows bitmap begins so."""
    return (head[4:8] == b"ftyp" and head[8:12] in HEIF_BRANDS) or (head[:2] == b"BM" and head[6:10] == bytes(4))


def _text_kind(head: bytes) -> str:
    """What plain text begins so; "" when it is none."""
    try:
        text = _utf8_decoder().decode(head)  # the last sign may be cut in half
    except UnicodeDecodeError:
        return ""
    if not text or any(ord(sign) < 32 and sign not in "\t\n\r\f" for sign in text):
        return ""
    return "web" if text.lstrip("\ufeff \t\r\n").lower().startswith(("<!doctype html", "<html")) else "text"
