"""Signatures, stamps and handwriting, laid as ink over a rendered page (RGB float32 array, 0..255)."""

from dataclasses import dataclass
from math import cos, pi, sin

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from bench.letterpress.typeset import FONT_FOLDER

Picture = NDArray[np.float32]
Color = tuple[int, int, int]

VIOLET: Color = (92, 58, 150)
BLUE: Color = (30, 52, 140)
RED: Color = (196, 30, 38)
BLACK: Color = (35, 35, 42)

_SANS_BOLD = FONT_FOLDER / "liberation/LiberationSans-Bold.ttf"
_HAND = FONT_FOLDER / "liberation/LiberationSerif-Italic.ttf"


@dataclass(frozen=True)
class Place:
    """A point on the page in points from the upper left corner, and the page's resolution."""

    x: float
    y: float
    dpi: int

    def px(self, points: float) -> float:
        """Points to pixels."""
        return points * self.dpi / 72

    @property
    def pixel(self) -> tuple[int, int]:
        """The point in pixels."""
        return round(self.px(self.x)), round(self.px(self.y))


def lay(page: Picture, layer: Picture, center: tuple[int, int], color: Color) -> Picture:
    """Multiply ink (layer 0..1) onto the page, centered at a pixel; what hangs over the edge is cut off."""
    height, width = layer.shape
    x, y = center[0] - width // 2, center[1] - height // 2
    x0, y0, x1, y1 = max(0, x), max(0, y), min(page.shape[1], x + width), min(page.shape[0], y + height)
    if x0 >= x1 or y0 >= y1:
        return page
    part = layer[y0 - y : y1 - y, x0 - x : x1 - x, None]
    page[y0:y1, x0:x1] *= 1 - part * (1 - np.array(color, np.float32) / 255)
    return page


def _layer(image: Image.Image) -> Picture:
    return np.asarray(image).astype(np.float32) / np.float32(255)


def uneven(layer: Picture, rng: np.random.Generator, *, strength: float, grain_px: int = 14) -> Picture:
    """Ink as a pad gives it: darker here, missing there."""
    height, width = layer.shape
    coarse = rng.random((max(2, height // grain_px), max(2, width // grain_px))).astype(np.float32)
    field = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.clip(layer * (strength * (0.55 + 0.6 * field)), 0, 1).astype(np.float32)


def signature(page: Picture, place: Place, rng: np.random.Generator, *, color: Color = BLUE) -> Picture:
    """A scribble about 35 mm wide: a few loops and a closing stroke."""
    scale = place.px(1)
    width, height = round(120 * scale), round(62 * scale)
    layer = np.zeros((height, width), np.float32)
    step = np.linspace(0, 1, 420)
    loops = rng.uniform(4, 7)
    x = 12 + step * rng.uniform(66, 88) + 9 * np.sin(2 * pi * loops * step + rng.uniform(0, 6))
    y = 32 + (15 - 9 * step) * np.sin(2 * pi * loops * step * 1.12 + rng.uniform(0, 6)) - 8 * step
    _stroke(layer, x * scale, y * scale, weight=1.3 * scale)
    tail = np.linspace(0, 1, 60)
    _stroke(layer, (18 + 92 * tail) * scale, (46 - 6 * np.sin(pi * tail)) * scale, weight=1.1 * scale)
    return lay(page, uneven(layer, rng, strength=1.0, grain_px=40), place.pixel, color)


def _stroke(layer: Picture, x: NDArray[np.float64], y: NDArray[np.float64], *, weight: float) -> None:
    points = np.stack([x, y], axis=1).round().astype(np.int32)
    cv2.polylines(layer, [points], isClosed=False, color=1.0, thickness=max(2, round(weight)), lineType=cv2.LINE_AA)


def round_stamp(page: Picture, place: Place, rng: np.random.Generator, ring: str, center: str) -> Picture:
    """An office stamp of about 36 mm with text on the ring and a word in the middle, violet."""
    radius = place.px(48)
    side = round(radius * 2.2)
    image = Image.new("L", (side, side), 0)
    draw = ImageDraw.Draw(image)
    middle = side / 2
    for share, weight in ((1.0, 2.4), (0.93, 0.9), (0.62, 1.2)):
        box = [middle - radius * share, middle - radius * share, middle + radius * share, middle + radius * share]
        draw.ellipse(box, outline=255, width=max(1, round(place.px(weight))))
    _ring_text(image, ring, radius=radius * 0.775, size=place.px(9))
    font = ImageFont.truetype(str(_SANS_BOLD), round(place.px(9.5)))
    draw.multiline_text((middle, middle), center, fill=255, font=font, anchor="mm", align="center")
    turned = image.rotate(rng.uniform(-14, 14), resample=Image.Resampling.BICUBIC)
    layer = _layer(turned)
    return lay(page, uneven(layer, rng, strength=rng.uniform(0.72, 0.88)), place.pixel, VIOLET)


def _ring_text(image: Image.Image, text: str, *, radius: float, size: float) -> None:
    font = ImageFont.truetype(str(_SANS_BOLD), round(size))
    middle = image.width / 2
    for index, letter in enumerate(text):
        angle = 2 * pi * index / len(text) - pi / 2
        tile = Image.new("L", (round(size * 1.6),) * 2, 0)
        ImageDraw.Draw(tile).text((tile.width / 2, tile.height / 2), letter, fill=255, font=font, anchor="mm")
        tile = tile.rotate(-90 - angle * 180 / pi, resample=Image.Resampling.BICUBIC)
        corner = (middle + cos(angle) * radius - tile.width / 2, middle + sin(angle) * radius - tile.height / 2)
        image.paste(255, (round(corner[0]), round(corner[1])), tile)


@dataclass(frozen=True)
class Box:
    """A framed stamp of one or more lines; `size` in points, tilt in degrees."""

    text: str
    size: float
    color: Color
    tilt_degrees: float
    framed: bool = True


def box_stamp(page: Picture, place: Place, rng: np.random.Generator, box: Box) -> Picture:
    """Words in a frame, a little tilted."""
    font = ImageFont.truetype(str(_SANS_BOLD), round(place.px(box.size)))
    layer = _words(box.text, font, pad=place.px(8), frame=place.px(2.2) if box.framed else 0)
    turned = layer.rotate(box.tilt_degrees, resample=Image.Resampling.BICUBIC, expand=True)
    return lay(page, uneven(_layer(turned), rng, strength=0.92), place.pixel, box.color)


def handwriting(page: Picture, place: Place, rng: np.random.Generator, text: str) -> Picture:
    """A note by pen: slanted letters on a wavering line."""
    font = ImageFont.truetype(str(_HAND), round(place.px(17)))
    layer = _layer(_words(text, font, pad=place.px(12), frame=0))
    height, width = layer.shape
    columns, rows = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    wave = place.px(2.2) * np.sin(columns / place.px(31) + rng.uniform(0, 6)) + place.px(1.1) * np.sin(
        columns / place.px(9)
    )
    bent = cv2.remap(layer, columns + rows * 0.25, (rows + wave).astype(np.float32), cv2.INTER_LINEAR)
    turned = Image.fromarray((bent * 255).astype(np.uint8)).rotate(4, resample=Image.Resampling.BICUBIC, expand=True)
    return lay(page, _layer(turned), place.pixel, BLUE)


def _words(text: str, font: ImageFont.FreeTypeFont, *, pad: float, frame: float) -> Image.Image:
    box = ImageDraw.Draw(Image.new("L", (1, 1))).multiline_textbbox((0, 0), text, font=font, align="center")
    size = (round(box[2] - box[0] + 2 * pad), round(box[3] - box[1] + 2 * pad))
    image = Image.new("L", size, 0)
    draw = ImageDraw.Draw(image)
    draw.multiline_text((pad - box[0], pad - box[1]), text, fill=255, font=font, align="center")
    if frame:
        draw.rectangle([1, 1, size[0] - 2, size[1] - 2], outline=255, width=max(2, round(frame)))
    return image


def duty_stamp(page: Picture, place: Place, rng: np.random.Generator) -> Picture:
    """A paper label of stamp duty: a pale guilloche field round the words already printed there."""
    height, width = round(place.px(46)), round(place.px(112))
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    net = 0.5 + 0.5 * np.sin(columns / place.px(1.9) + 3 * np.sin(rows / place.px(4.5)))
    layer = (0.10 + 0.13 * net + 0.03 * rng.random((height, width))).astype(np.float32)
    edge = max(2, round(place.px(1)))
    layer[:edge] = layer[-edge:] = 0.5
    layer[:, :edge] = layer[:, -edge:] = 0.5
    return lay(page, layer, place.pixel, (170, 60, 90))
