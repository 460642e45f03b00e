"""Picture files (JPEG, PNG, WebP, HEIC, multi-page TIFF) and picture streams through Pillow, and WebP out."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from PIL import Image, ImageFile, ImageOps

from ocr.pages import heif
from ocr.pages.source import Pixels, SourcePage, plausible_dpi, work_scale
from ocr.values import FileRefused, Limits, Note

FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", heif.FORMAT, "MPO")
BYTES_PER_PIXEL = 4  # Pillow keeps color in 4 bytes
JPEG_REDUCTIONS = (8, 4, 2)  # what the JPEG decoder can shrink by while it decodes
STRIP_OFFSETS = 273  # TIFF tag

Image.MAX_IMAGE_PIXELS = None  # our own limits are checked first


@contextmanager
def opened(source: Path | io.BytesIO) -> Iterator[Image.Image]:
    """An opened picture. Everything Pillow can throw at broken bytes becomes FileRefused."""
    heif.register()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(source, formats=FORMATS) as image:
                yield image
    except FileRefused:
        raise
    except MemoryError as error:
        raise FileRefused("page_too_large") from error
    except Exception as error:  # Pillow's readers raise whatever broken bytes lead to
        raise FileRefused("damaged", reason=type(error).__name__) from error


def inspect_picture(path: Path, *, limits: Limits) -> tuple[int, tuple[Note, ...]]:
    """Number of pages, and whether the picture is cut off. Raises FileRefused."""
    with opened(path) as image:
        pages = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
        if pages > limits.pages:
            raise FileRefused("too_many_pages", pages=pages, limit=limits.pages)
        check_size(image, limits=limits)
        _shrink_while_decoding(image, 1 / JPEG_REDUCTIONS[0])
        return pages, _load(image)


def load_picture(path: Path, *, number: int, limits: Limits) -> SourcePage:
    """Page `number` (from 1), upright by its EXIF orientation, no finer than reading needs."""
    with opened(path) as image:
        if number > 1:
            image.seek(number - 1)
        check_size(image, limits=limits)
        return take_pixels(image, stated_dpi(image))


def load_stream(data: bytes, *, dpi: float, limits: Limits) -> SourcePage:
    """A JPEG stream out of a PDF; its resolution is the page's."""
    with opened(io.BytesIO(data)) as image:
        check_size(image, limits=limits)
        return take_pixels(image, dpi)


def take_pixels(image: Image.Image, dpi: float) -> SourcePage:
    """Decode `image` (of `dpi`) into gray or RGB pixels no finer than reading needs."""
    full_width = image.width
    _shrink_while_decoding(image, work_scale(image.width, image.height, dpi))
    notes = _load(image)
    dpi *= image.width / full_width
    scale = work_scale(image.width, image.height, dpi)
    plain = plain_picture(_shrunk(image, scale))
    return SourcePage(np.asarray(_upright(plain)), dpi * scale, notes)


def _upright(plain: Image.Image) -> Image.Image:
    """Turned as its EXIF data say, without a copy where there is nothing to turn."""
    ImageOps.exif_transpose(plain, in_place=True)
    return plain


def check_size(image: Image.Image, *, limits: Limits) -> None:
    """Refuse by the numbers in the header, before a pixel is decoded. HEIC is decoded whole before it is copied."""
    pixels = image.width * image.height
    copies = 2 if image.format == heif.FORMAT or _is_one_strip(image) else 1
    allowed = min(limits.page_pixels, limits.memory_bytes // (BYTES_PER_PIXEL * copies))
    if pixels > allowed:
        raise FileRefused("page_too_large", pixels=pixels, limit=allowed)


def _is_one_strip(image: Image.Image) -> bool:
    """A TIFF in one strip is decoded whole before it is copied: it stands in memory twice."""
    tags = getattr(image, "tag_v2", None)
    return tags is not None and len(tags.get(STRIP_OFFSETS, ())) == 1


def stated_dpi(image: Image.Image) -> float:
    """The resolution the file states, where that is plausible."""
    try:
        stated = float(image.info["dpi"][0])
    except (KeyError, TypeError, ValueError, ZeroDivisionError, IndexError):
        stated = 0.0
    return plausible_dpi(stated, max(image.size))


def _shrink_while_decoding(image: Image.Image, scale: float) -> None:
    wanted = [reduction for reduction in JPEG_REDUCTIONS if scale * reduction <= 1]
    if wanted and hasattr(image, "draft"):
        image.draft(None, (image.width // wanted[0], image.height // wanted[0]))


def _load(image: Image.Image) -> tuple[Note, ...]:
    """Decode; of a cut-off picture decode what is there."""
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


def _shrunk(image: Image.Image, scale: float) -> Image.Image:
    if scale >= 1:
        return image
    if image.mode in ("1", "P", "PA"):
        image = image.convert("L" if image.mode == "1" else "RGBA")
    size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    return image.resize(size, Image.Resampling.BOX, reducing_gap=1.0)


def plain_picture(image: Image.Image) -> Image.Image:
    """Gray or RGB, on white paper, with the orientation tag kept."""
    if image.mode in ("L", "RGB"):
        return image
    if image.mode.startswith(("I", "F")):
        return _from_deep(image)
    if "A" in image.getbands() or "transparency" in image.info:
        return _on_paper(image)
    return image.convert("L" if image.mode == "1" else "RGB")


def _on_paper(image: Image.Image) -> Image.Image:
    seen = image.convert("RGBA")
    paper = Image.new("RGB", seen.size, "white")
    paper.paste(seen, mask=seen.getchannel("A"))
    return paper


def _from_deep(image: Image.Image) -> Image.Image:
    """16 or 32 bits or floats per pixel, stretched to 8."""
    deep = np.nan_to_num(np.asarray(image, dtype=np.float32))
    low, high = float(deep.min()), float(deep.max())
    return Image.fromarray(((deep - low) * (255 / max(high - low, 1e-6))).astype(np.uint8))


def encode_webp(pixels: Pixels, *, quality: int) -> bytes:
    """WebP with the fastest method: a fifth of the time of the best one, a tenth larger."""
    target = io.BytesIO()
    Image.fromarray(pixels).save(target, "WEBP", quality=quality, method=0)
    return target.getvalue()
