"""Pages that stand for one question each: is it blank, is the text too faint to see, is there a secret stamp."""

from collections.abc import Callable

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from bench.letterpress import ink
from bench.letterpress.wear import cloud
from bench.synthetic.damage import photocopy
from bench.synthetic.optics import (
    Printed,
    Rng,
    Scan,
    Tones,
    flatbed,
    ghost,
    grain,
    in_color,
    light,
    old_paper,
    resized,
    rings,
    scan,
    soft,
    tilted,
    tinted,
)
from bench.synthetic.sheet import DPI, FACES, FONT_FOLDER, px

Blank = Callable[[Printed, Rng], Scan]

FAINTEST, FAINT = 16.0, 34.0  # tones between ink and paper
SECRET_WORDS = ("RAHASIA", "SANGAT RAHASIA")
SECRET_INKS = ((196, 34, 44), (214, 62, 70), (172, 28, 52), (104, 58, 156), (86, 48, 128))
STRAIGHT_SHARE = 0.35


def blank(page: Printed, rng: Rng, index: int) -> Scan:
    """A sheet on which nothing stands; INDEX runs through the sorts."""
    nothing = Printed(np.full_like(page.front, 255), page.back)
    return BLANKS[index % len(BLANKS)](nothing, rng)


def _white(page: Printed, rng: Rng) -> Scan:
    return scan(flatbed(rng, page.front), quality=92)


def _yellow(page: Printed, rng: Rng) -> Scan:
    return scan(grain(rng, old_paper(rng, page.front.shape[:2]), 4))


def _bled(page: Printed, rng: Rng) -> Scan:
    through = ghost(rng, page.back, page.front.shape[:2]) * np.float32(rng.uniform(0.12, 0.36))
    return scan(flatbed(rng, page.front) * (1 - through))


def _dusty(page: Printed, rng: Rng) -> Scan:
    return photocopy(page, rng, rng.uniform(0, 1))


def _stained(page: Printed, rng: Rng) -> Scan:
    return scan(tinted(in_color(flatbed(rng, page.front)), rings(rng, page.front.shape[:2], 4), (0.35, 0.5, 0.65)))


def _folded(page: Printed, rng: Rng) -> Scan:
    """Folded twice; each part reflects the light in its own way."""
    tones, shape = flatbed(rng, page.front), page.front.shape[:2]
    rows = np.arange(shape[0], dtype=np.float32)[:, None]
    for share in (0.33, 0.67):
        line = shape[0] * (share + rng.uniform(-0.02, 0.02)) + 4 * cloud(rng, (1, shape[1]), 300)
        tones = tones * (1 - 0.22 * np.exp(-(((rows - line) / 3) ** 2)) - 0.1 * np.exp(-np.abs(rows - line) / 160))
    return scan(tones * light(rng, shape, rng.uniform(0.5, 0.8)))


BLANKS: tuple[Blank, ...] = (_white, _yellow, _bled, _dusty, _stained, _folded)


def faint(page: Printed, rng: Rng, severity: float) -> Scan:
    """Text so pale that it is overlooked at a glance, and yet can be read."""
    contrast = np.float32(FAINT + (FAINTEST - FAINT) * severity)
    cover = (255 - soft(page.front, 0.8)) / np.float32(255)
    paper = rng.uniform(228, 248)
    return scan(grain(rng, np.float32(paper) - contrast * cover, 2.2), quality=92)


def secret(page: Printed, rng: Rng, index: int) -> tuple[Scan, str]:
    """A letter with one secret stamp over its text; return its words too. Every third says SANGAT RAHASIA."""
    words = SECRET_WORDS[index % 3 == 2]
    tones = in_color(flatbed(rng, page.front))
    layer = _secret_layer(words, rng)
    color = SECRET_INKS[int(rng.integers(len(SECRET_INKS)))]
    tones = ink.lay(tones, layer, _place(rng, tones, layer), color)
    tones = grain(rng, tilted(soft(tones, 0.6), rng.uniform(-1, 1)), 2)
    return _delivered(tones, index), words


def _secret_layer(words: str, rng: Rng) -> Tones:
    """The ink of a secret stamp, 0..1: straight as if printed, or by hand at any angle, dry in places."""
    face = ImageFont.truetype(
        str(FONT_FOLDER / FACES[str(rng.choice(["sans", "serif", "wide sans"]))][1]), px(rng.uniform(18, 38))
    )
    left, top, right, bottom = face.getbbox(words)
    pad, weight = px(rng.uniform(5, 9)), px(rng.uniform(1.4, 3))
    image = Image.new("L", (round(right - left + 2 * pad), round(bottom - top + 2 * pad)))
    draw = ImageDraw.Draw(image)
    draw.text((pad - left, pad - top), words, fill=255, font=face)
    if rng.random() < 0.65:
        draw.rectangle((1, 1, image.width - 2, image.height - 2), outline=255, width=weight)
    straight = rng.random() < STRAIGHT_SHARE
    angle = 0.0 if straight else float(rng.uniform(-50, 50))
    turned = image.rotate(angle, resample=Image.Resampling.BICUBIC, expand=True)
    layer = np.asarray(turned).astype(np.float32) / np.float32(255)
    return layer * np.float32(0.9) if straight else ink.uneven(layer, rng, strength=rng.uniform(0.6, 1.0))


def _place(rng: Rng, tones: Tones, layer: Tones) -> tuple[int, int]:
    """Anywhere on the sheet, whole."""
    height, width = tones.shape[:2]
    tall, wide = layer.shape[0] / 2 + 30, layer.shape[1] / 2 + 30
    return round(rng.uniform(wide, max(wide, width - wide))), round(rng.uniform(tall, max(tall, height - tall)))


def _delivered(tones: Tones, index: int) -> Scan:
    """At the resolutions offices scan with."""
    dpi = (300, 200, 150)[index % 3]
    return scan(resized(tones, dpi / DPI), dpi=dpi, quality=80)
