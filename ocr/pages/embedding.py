"""Picture files in the form a PDF can embed: the file's own compressed bytes where PDF knows the compression.

JPEG, PNG (not interlaced, no transparency) and one-strip Group 4 TIFF go in as they are; other bilevel pictures
become Group 4, everything else JPEG (the original file is kept elsewhere; this is for the searchable copy).
"""

import io
import struct
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from ocr.pages.pictures import check_size, opened, plain_picture, plausible_dpi
from ocr.pages.source import POINTS_PER_INCH, Pixels
from ocr.values import Limits

EXIF_ORIENTATION = 274
COMPRESSION, PHOTOMETRIC, FILL_ORDER, STRIP_OFFSETS, STRIP_BYTES = 259, 262, 266, 273, 279
GROUP_4 = 4
JPEG_QUALITY = 90
PNG_COLORS = {0: ("/DeviceGray", 1), 2: ("/DeviceRGB", 3), 3: ("/Indexed", 1)}

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
        if image.format in ("JPEG", "MPO") and image.mode in ("L", "RGB"):
            return _described(image, path.read_bytes(), "/DCTDecode")
        if image.format == "PNG":
            return _from_png(image, path.read_bytes()) or _encoded(image)
        if _is_one_strip_group_4(image):
            return _from_group_4(image, path)
        return _encoded(image)


def from_pixels(pixels: Pixels, dpi: float) -> Embeddable:
    """Pixels that were drawn (a page that could not be copied), as JPEG."""
    image = Image.fromarray(pixels)
    image.info["dpi"] = (dpi, dpi)
    return _encoded(image)


def _described(image: Image.Image, data: bytes, how: str, bits: int = 8, **parameters: int | bool) -> Embeddable:
    points = POINTS_PER_INCH / plausible_dpi(image)
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


def _encoded(image: Image.Image) -> Embeddable:
    if image.mode == "1":
        return _encoded_group_4(image)
    picture = plain_picture(image)
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=JPEG_QUALITY)
    picture.info["dpi"] = image.info.get("dpi", (0, 0))
    return _described(picture, target.getvalue(), "/DCTDecode")


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
    space, channels = PNG_COLORS[color]
    parameters = {"Predictor": 15, "Colors": channels, "BitsPerComponent": bits, "Columns": image.width}
    described = _described(image, chunks["IDAT"], "/FlateDecode", bits, **parameters)
    return Embeddable(**{**vars(described), "color": space, "palette": chunks.get("PLTE", b"")})


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
