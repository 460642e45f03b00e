"""Picture files (JPEG, PNG, WebP, multi-page TIFF) through Pillow, and WebP out. The only user of Pillow for files."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from PIL import Image, ImageFile, ImageOps

from ocr.pages.source import WORK_DPI, Pixels, SourcePage, work_scale
from ocr.values import FileRefused, Limits, Note

FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "MPO")
BYTES_PER_PIXEL = 8  # Pillow keeps color in 4 bytes; a one-strip TIFF stands in memory twice
A4_LONG_INCHES = 11.69
PLAUSIBLE_DPI = (70.0, 1300.0)

Image.MAX_IMAGE_PIXELS = None  # our own limits are checked first


@contextmanager
def opened(source: Path | io.BytesIO) -> Iterator[Image.Image]:
    """An opened picture. Everything Pillow can throw at a broken file becomes FileRefused("damaged")."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(source, formats=FORMATS) as image:
                yield image
    except FileRefused:
        raise
    except MemoryError as error:
        raise FileRefused("page_too_large") from error
    except Exception as error:  # noqa: BLE001 - Pillow's readers raise whatever the broken bytes lead to
        raise FileRefused("damaged", reason=type(error).__name__) from error


def inspect_picture(path: Path, *, limits: Limits) -> tuple[int, tuple[Note, ...]]:
    """Number of pages, and whether the picture is cut off. Raises FileRefused."""
    with opened(path) as image:
        pages = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
        if pages > limits.pages:
            raise FileRefused("too_many_pages", pages=pages, limit=limits.pages)
        check_size(image, limits=limits)
        image.draft("L", (image.width // 8, image.height // 8))
        return pages, _load(image)


def load_picture(path: Path | io.BytesIO, *, number: int, limits: Limits) -> SourcePage:
    """Page `number` (from 1), upright by its EXIF orientation, no finer than reading needs."""
    with opened(path) as image:
        if number > 1:
            image.seek(number - 1)
        check_size(image, limits=limits)
        dpi = stated_dpi(image) or WORK_DPI
        full_width = image.width
        scale = work_scale(image.width, image.height, dpi)
        image.draft(None, (round(image.width * scale), round(image.height * scale)))
        notes = _load(image)
        dpi *= image.width / full_width
        scale = work_scale(image.width, image.height, dpi)
        return SourcePage(_pixels(image, scale), dpi * scale, notes)


def check_size(image: Image.Image, *, limits: Limits) -> None:
    """Refuse by the numbers in the header, before a pixel is decoded."""
    pixels = image.width * image.height
    allowed = min(limits.page_pixels, limits.memory_bytes // BYTES_PER_PIXEL)
    if pixels > allowed:
        raise FileRefused("page_too_large", pixels=pixels, limit=allowed)


def stated_dpi(image: Image.Image) -> float | None:
    """The resolution the file states, when it makes a sheet of plausible size; else one from an A4 sheet's length."""
    try:
        stated = float(image.info.get("dpi", (0, 0))[0])
    except (TypeError, ValueError, ZeroDivisionError, IndexError):
        stated = 0.0
    from_sheet = max(image.size) / A4_LONG_INCHES
    low, high = PLAUSIBLE_DPI
    if low < stated < high and 0.5 < stated / from_sheet < 3:
        return stated
    return min(high, max(low, from_sheet))


def _load(image: Image.Image) -> tuple[Note, ...]:
    try:
        image.load()
    except OSError as error:
        if "truncated" not in str(error):
            raise
    else:
        return ()
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        image.load()
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False
    return (Note("truncated"),)


def _pixels(image: Image.Image, scale: float) -> Pixels:
    plain = _plain(image)
    if scale < 1:
        plain = plain.resize((max(1, round(plain.width * scale)), max(1, round(plain.height * scale))), Image.Resampling.BOX)
    return np.asarray(ImageOps.exif_transpose(plain))


def _plain(image: Image.Image) -> Image.Image:
    """Gray or RGB on white paper."""
    if image.mode in ("L", "RGB"):
        return image
    if image.mode.startswith(("I", "F")):
        return _from_deep(image)
    if "A" in image.getbands() or "transparency" in image.info:
        seen = image.convert("RGBA")
        paper = Image.new("RGB", seen.size, "white")
        paper.paste(seen, mask=seen.getchannel("A"))
        return paper
    return image.convert("L" if image.mode in ("1", "LA") else "RGB")


def _from_deep(image: Image.Image) -> Image.Image:
    """16 or 32 bits or floats per pixel, stretched to 8."""
    deep = np.asarray(image, dtype=np.float32)
    low, high = float(deep.min()), float(deep.max())
    return Image.fromarray(((deep - low) * (255 / max(high - low, 1e-6))).astype(np.uint8))


def encode_webp(pixels: Pixels, *, quality: int) -> bytes:
    """WebP with the fastest method: a fifth of the time of the best one, a tenth larger."""
    target = io.BytesIO()
    Image.fromarray(pixels).save(target, "WEBP", quality=quality, method=0)
    return target.getvalue()
