"""The pictures people see: the page about as wide as A4 at 200 dots per inch, and a thumbnail."""

from ocr.pages.pictures import encode_webp
from ocr.pages.source import Pixels
from ocr.prepare.shrinking import shrunk_to
from ocr.values import PageImages

SHORT_SIDE_PX = 1654
LONG_SIDE_PX = 4000
THUMBNAIL_WIDTH_PX = 240
THUMBNAIL_HEIGHT_PX = 480
PAGE_QUALITY = 65
THUMBNAIL_QUALITY = 60


def shown_size(pixels: Pixels) -> tuple[int, int]:
    """Width and height in pixels of the stored page image; never larger than the source."""
    height, width = pixels.shape[:2]
    scale = min(1.0, SHORT_SIDE_PX / min(width, height), LONG_SIDE_PX / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def page_images(pixels: Pixels) -> PageImages:
    """Both pictures of an upright page."""
    shown = shrunk_to(pixels, shown_size(pixels))
    height, width = shown.shape[:2]
    scale = min(1.0, THUMBNAIL_WIDTH_PX / width, THUMBNAIL_HEIGHT_PX / height)
    small = shrunk_to(shown, (max(1, round(width * scale)), max(1, round(height * scale))))
    return PageImages(encode_webp(shown, quality=PAGE_QUALITY), encode_webp(small, quality=THUMBNAIL_QUALITY))
