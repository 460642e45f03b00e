"""Picture files in the form a PDF can embed: the file's own compressed bytes where PDF knows the compression.

JPEG, PNG (not interlaced, no transparency) and one-strip Group 4 TIFF go in as they are; other bilevel pictures
become Group 4, everything else JPEG (the original file is kept elsewhere; this is for the searchable copy). No picture
takes more bytes than it did where it came from: what a JPEG cannot do in so few, JPEG 2000 does, in more time.
"""

import io
import struct
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from ocr.pages.pictures import check_size, opened, plain_picture, stated_dpi
from ocr.pages.source import POINTS_PER_INCH, Pixels
from ocr.values import Limits

EXIF_ORIENTATION = 274
COMPRESSION, PHOTOMETRIC, FILL_ORDER, STRIP_OFFSETS, STRIP_BYTES = 259, 262, 266, 273, 279
GROUP_4 = 4
JPEG_QUALITY, SMALLER_JPEG_QUALITY = 90, 75
FAR_TOO_LARGE = 2.0  # a JPEG of twice the bytes allowed: flat colors, which are better kept without loss
GRAY_ENUMERATED, RGB_ENUMERATED = 17, 16  # color spaces of JPEG 2000 that are device colors of PDF/A
EIGHT_BITS = 7  # as JPEG 2000 writes it
CELL_PX = 8
PAPER = 128  # lighter than this is white, where a page has black and white only
MEAN_GRAYS, MOST_GRAYS = 1.0, 32.0  # how far a page in black and white may be from the page in grays
PNG_COLORS = {0: ("/DeviceGray", 1), 2: ("/DeviceRGB", 3), 3: ("/Indexed", 1)}

PNG_PALETTE = 3

Parameters = dict[str, int | bool]


@dataclass(frozen=True)
class Embeddable:
    """A compressed picture with what a PDF must say about it; size in points, EXIF orientation 1..8."""

    data: bytes
    filter: str
    width_px: int
    height_px: int
    color: str
    bits: int
    width_points: float
    height_points: float
    orientation: int = 1
    palette: bytes = b""
    parameters: Parameters = field(default_factory=dict)


def embeddable(path: Path, *, number: int, limits: Limits) -> Embeddable:
    """Page `number` (from 1) of a picture file. Raises FileRefused."""
    with opened(path) as image:
        if number > 1:
            image.seek(number - 1)
        check_size(image, limits=limits)
        room = path.stat().st_size // getattr(image, "n_frames", 1)
        if image.format in ("JPEG", "MPO") and image.mode in ("L", "RGB"):
            return _described(image, path.read_bytes(), "/DCTDecode")
        if image.format == "PNG":
            return _from_png(image, path.read_bytes()) or _encoded(image, room)
        if _is_one_strip_group_4(image):
            return _from_group_4(image, path)
        return _encoded(image, room)


def from_pixels(pixels: Pixels, dpi: float, *, room: int | None = None) -> Embeddable:
    """Pixels of a page that could not be copied, in black and white or in grays where that shows the same.

    In no more than `room` bytes, if that can be.
    """
    pixels = _plain_grays(pixels)
    image = Image.fromarray(pixels)
    if pixels.ndim == 2 and _is_black_and_white(pixels):
        image = image.point(lambda level: 255 * (level >= PAPER), "1")
    encoded = _encoded(image, room)
    points = POINTS_PER_INCH / dpi
    return replace(encoded, width_points=image.width * points, height_points=image.height * points)


def _plain_grays(pixels: Pixels) -> Pixels:
    """One channel where all three say the same."""
    if pixels.ndim == 2 or np.any(pixels[..., 0] != pixels[..., 1]) or np.any(pixels[..., 0] != pixels[..., 2]):
        return pixels
    return np.ascontiguousarray(pixels[..., 0])


def _is_black_and_white(grays: Pixels) -> bool:
    """Whether, seen from where cells of 8 x 8 pixels are dots, the page is the same without its grays."""
    height, width = (side // CELL_PX * CELL_PX for side in grays.shape)
    if not height or not width:
        return False
    inked = (grays[:height, :width] >= PAPER) * np.int16(255)
    off = (inked - grays[:height, :width]).reshape(height // CELL_PX, CELL_PX, width // CELL_PX, CELL_PX)
    cells = np.abs(off.mean(axis=(1, 3)))
    return float(cells.mean()) < MEAN_GRAYS and float(cells.max()) < MOST_GRAYS


def _described(image: Image.Image, data: bytes, how: str, bits: int = 8, **parameters: int | bool) -> Embeddable:
    points = POINTS_PER_INCH / stated_dpi(image)
    return Embeddable(
        data=data,
        filter=how,
        width_px=image.width,
        height_px=image.height,
        color="/DeviceRGB" if image.mode == "RGB" else "/DeviceGray",
        bits=bits,
        width_points=image.width * points,
        height_points=image.height * points,
        orientation=int(image.getexif().get(EXIF_ORIENTATION, 1)),
        parameters=parameters,
    )


def _encoded(image: Image.Image, room: int | None) -> Embeddable:
    if image.mode == "1":
        return _encoded_group_4(image)
    picture = plain_picture(image)
    picture.info["dpi"] = image.info.get("dpi", (0, 0))
    data = _stored(picture, "JPEG", quality=JPEG_QUALITY)
    if room is None or len(data) <= room:
        return _described(picture, data, "/DCTDecode")
    if len(data) > FAR_TOO_LARGE * room:
        flat = _encoded_png(image if image.mode == "P" and "transparency" not in image.info else picture)
        if flat is not None and len(flat.data) <= room:
            return flat
    return _encoded_in(picture, room)


def _encoded_in(picture: Image.Image, room: int) -> Embeddable:
    """In about `room` bytes, as well as can be."""
    data = _stored(picture, "JPEG", quality=SMALLER_JPEG_QUALITY, progressive=True)
    if len(data) <= room:
        return _described(picture, data, "/DCTDecode")
    ratio = picture.width * picture.height * len(picture.getbands()) / max(room, 1)
    try:
        packed = _stored(picture, "JPEG2000", irreversible=True, quality_mode="rates", quality_layers=[ratio])
    except (OSError, MemoryError):  # OpenJPEG refuses some ratios, and needs twelve bytes a pixel
        return _described(picture, data, "/DCTDecode")
    return _described(picture, packed, "/JPXDecode")


def _stored(picture: Image.Image, kind: str, **options: Any) -> bytes:
    target = io.BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()


def is_plain_jpeg_2000(data: bytes) -> bool:
    """Whether a JPEG 2000 file is as PDF/A wants it, by its header: gray or sRGB, 8 bits, one statement of that."""
    head = data[: data.find(b"jp2c")]
    size, color = head.find(b"ihdr") + 4, head.find(b"colr") + 4
    if head.count(b"colr") != 1 or head.count(b"ihdr") != 1 or len(head) < max(size + 11, color + 7):
        return False
    channels, bits = int.from_bytes(head[size + 8 : size + 10]), head[size + 10]
    method, space = head[color], int.from_bytes(head[color + 3 : color + 7])
    return (method, bits) == (1, EIGHT_BITS) and (space, channels) in ((GRAY_ENUMERATED, 1), (RGB_ENUMERATED, 3))


def _encoded_png(picture: Image.Image) -> Embeddable | None:
    return _from_png(picture, _stored(picture, "PNG"))


def _encoded_group_4(image: Image.Image) -> Embeddable:
    target = io.BytesIO()
    image.save(target, "TIFF", compression="group4", tiffinfo={FILL_ORDER: 1, 278: image.height})
    with Image.open(target) as again:
        strip = _strip(again, target.getvalue())
        return _group_4(image, strip, again.tag_v2[PHOTOMETRIC])  # type: ignore[attr-defined]


def _is_one_strip_group_4(image: Image.Image) -> bool:
    tags = getattr(image, "tag_v2", {})
    wanted = {COMPRESSION: GROUP_4, FILL_ORDER: 1}
    one_strip = len(tags.get(STRIP_OFFSETS, ())) == 1
    return image.mode == "1" and one_strip and all(tags.get(tag, 1) == value for tag, value in wanted.items())


def _from_group_4(image: Image.Image, path: Path) -> Embeddable:
    return _group_4(image, _strip(image, path.read_bytes()), image.tag_v2[PHOTOMETRIC])  # type: ignore[attr-defined]


def _strip(image: Image.Image, data: bytes) -> bytes:
    tags = image.tag_v2  # type: ignore[attr-defined]
    start, length = tags[STRIP_OFFSETS][0], tags[STRIP_BYTES][0]
    return data[start : start + length]


def _group_4(image: Image.Image, strip: bytes, photometric: int) -> Embeddable:
    sizes = {"K": -1, "Columns": image.width, "Rows": image.height}
    return _described(image, strip, "/CCITTFaxDecode", 1, **sizes, BlackIs1=photometric == 1)


def _from_png(image: Image.Image, data: bytes) -> Embeddable | None:
    """The picture data of a PNG is what PDF calls Flate with PNG predictors."""
    chunks = _png_chunks(data)
    bits, color, interlaced = chunks["IHDR"][8], chunks["IHDR"][9], chunks["IHDR"][12]
    if color not in PNG_COLORS or interlaced or "tRNS" in chunks or "IEND" not in chunks:
        return None
    if color == PNG_PALETTE and (not chunks.get("PLTE") or len(chunks["PLTE"]) % 3):
        return None
    space, channels = PNG_COLORS[color]
    parameters = {"Predictor": 15, "Colors": channels, "BitsPerComponent": bits, "Columns": image.width}
    described = _described(image, chunks["IDAT"], "/FlateDecode", bits, **parameters)
    return Embeddable(**{**vars(described), "color": space, "palette": chunks["PLTE"] if color == PNG_PALETTE else b""})


def _png_chunks(data: bytes) -> dict[str, bytes]:
    """Chunks by name, those of the same name joined."""
    chunks: dict[str, bytes] = {}
    position = 8
    while position + 8 <= len(data):
        length, name = struct.unpack(">I4s", data[position : position + 8])
        body = data[position + 8 : position + 8 + length]
        chunks[name.decode("latin-1")] = chunks.get(name.decode("latin-1"), b"") + body
        position += length + 12
    return chunks
