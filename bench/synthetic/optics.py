"""What paper, light and machines do to a print, as steps that damages are made of. Tones are 0 (black) to 255."""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from bench.letterpress.wear import cloud

Tones = NDArray[np.float32]  # gray (height, width) or RGB (height, width, 3)
Pixels = NDArray[np.uint8]
Rng = np.random.Generator


@dataclass(frozen=True)
class Printed:
    """A sheet as it was printed, the sheet behind it, and where it is signed (in points)."""

    front: Pixels
    back: Pixels
    signatures: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True)
class Scan:
    """What reaches the office: the picture, its resolution and how it is saved."""

    pixels: Pixels
    dpi: int = 300
    suffix: str = ".jpg"
    quality: int = 85


def scan(tones: Tones, *, dpi: int = 300, suffix: str = ".jpg", quality: int = 85) -> Scan:
    """Tones to a picture in whole steps."""
    return Scan(np.clip(tones, 0, 255).astype(np.uint8), dpi, suffix, quality)


def between(rng: Rng, mild: float, severe: float, severity: float) -> float:
    """A strength between mild and severe by SEVERITY (0..1), a little by lot."""
    return mild + (severe - mild) * min(1.0, max(0.0, severity + rng.uniform(-0.06, 0.06)))


def grain(rng: Rng, tones: Tones, sigma: float) -> Tones:
    """Add a sensor's noise, the same in all colors."""
    noise = rng.standard_normal(tones.shape[:2], dtype=np.float32)
    return tones + sigma * (noise if tones.ndim == 2 else noise[..., None])


def resized(picture: Any, scale: float) -> Tones:
    """A picture in another size, each point the mean of what it covers."""
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.float32)


def enlarged(picture: Tones, shape: tuple[int, int]) -> Tones:
    """A soft field drawn small, in the page's size."""
    return np.asarray(cv2.resize(picture, (shape[1], shape[0]), interpolation=cv2.INTER_LINEAR), np.float32)


def soft(tones: Tones | Pixels, radius_px: float) -> Tones:
    """Blur."""
    return cv2.GaussianBlur(tones, (0, 0), radius_px).astype(np.float32)


def flatbed(rng: Rng, print_: Pixels | Tones, *, paper: float = 243, black: float = 32) -> Tones:
    """A good scanner: edges a little soft, paper not quite white, ink not quite black."""
    seen = soft(np.asarray(print_, np.float32), 0.65) / np.float32(255)
    return grain(rng, black + seen * np.float32(paper - black), 2.8)


def tilted(tones: Tones, degrees: float, *, ground: float = 240) -> Tones:
    """Turn counterclockwise on a ground of one tone."""
    height, width = tones.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    seen = cv2.warpAffine(tones, turn, (width, height), flags=cv2.INTER_LINEAR, borderValue=(ground,) * 3)
    return np.asarray(seen, np.float32)


def light(rng: Rng, shape: tuple[int, int], darkest: float) -> Tones:
    """Light that falls off towards one side, as a factor up to 1."""
    height, width = shape
    angle = rng.uniform(0, 2 * np.pi)
    across = np.cos(angle) * np.linspace(-0.5, 0.5, width, dtype=np.float32)[None, :]
    down = np.sin(angle) * np.linspace(-0.5, 0.5, height, dtype=np.float32)[:, None]
    field = across + down
    field = (field - field.min()) / max(1e-6, float(np.ptp(field)))
    return np.asarray(darkest + (1 - darkest) * (0.8 * field + 0.2 * cloud(rng, shape, 600)), np.float32)


def shade(rng: Rng, shape: tuple[int, int], strength: float) -> Tones:
    """The shadow of a hand or a lamp's arm: a broad soft band over the sheet, as a factor."""
    height, width = shape
    small = np.zeros((height // 8, width // 8), np.float32)
    ends = rng.uniform(0, 1, 4) * [width, height, width, height] / 8
    corners = (round(ends[0]), 0), (round(ends[2]), height // 8)
    cv2.line(small, *corners, 1.0, round(width / 8 * rng.uniform(0.15, 0.4)))
    return (1 - strength * enlarged(soft(small, 9), shape)).astype(np.float32)


def gutter(shape: tuple[int, int], depth: float, *, at_right: bool) -> Tones:
    """The dark inner edge of a bound volume, as a factor by column."""
    across = np.linspace(0, 1, shape[1], dtype=np.float32)
    return np.asarray(1 - depth * np.exp(-(across[::-1] if at_right else across) / 0.045), np.float32)[None, :]


def in_color(gray: Tones) -> Tones:
    """Gray to RGB."""
    return cv2.cvtColor(gray.astype(np.float32), cv2.COLOR_GRAY2RGB).astype(np.float32)


def tinted(tones: Tones, mask: Tones, taken: tuple[float, float, float]) -> Tones:
    """Let a liquid take away red, green and blue where MASK (0..1) says."""
    return (tones * (1 - mask[..., None] * np.array(taken, np.float32))).astype(np.float32)


def rings(rng: Rng, shape: tuple[int, int], count: int) -> Tones:
    """Where cups stood and drops fell, 0..1."""
    height, width = shape
    small = np.zeros((height // 4, width // 4), np.float32)
    for _ in range(count):
        spot = (int(rng.uniform(0.1, 0.9) * width / 4), int(rng.uniform(0.1, 0.9) * height / 4))
        radius = int(rng.uniform(35, 105))
        cv2.circle(small, spot, radius, rng.uniform(0.15, 0.4), -1, cv2.LINE_AA)
        cv2.circle(small, spot, radius, rng.uniform(0.6, 1.0), int(rng.integers(3, 9)), cv2.LINE_AA)
    wide = enlarged(soft(small, 1.6), shape)
    return (wide * (0.5 + 0.6 * cloud(rng, shape, 45))).astype(np.float32)


def specks(rng: Rng, copy: Pixels, share: float) -> Pixels:
    """Dust of a copier's glass: black and white grains of one and two pixels."""
    height, width = copy.shape
    fine = rng.random((height, width), dtype=np.float32)
    coarse = rng.random((height // 2, width // 2), dtype=np.float32)
    coarse = np.asarray(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_NEAREST), np.float32)
    copy = np.where((fine < share * 0.6) | (coarse < share * 0.4), 0, copy)
    return np.where(fine > 1 - share * 0.5, 255, copy).astype(np.uint8)


def ghost(rng: Rng, back: Pixels, shape: tuple[int, int]) -> Tones:
    """The reverse of the sheet as it shines through, 0 (none) to 1: mirrored, shifted, soft, uneven."""
    height, width = shape
    other = cv2.flip(back, 1)
    shift = np.array([[1, 0, rng.uniform(-50, 50)], [0, 1, rng.uniform(-70, 70)]], np.float32)
    other = cv2.warpAffine(other, shift, (width, height), borderValue=255)
    return (
        (255 - soft(np.asarray(other, np.float32), 2.0)) / np.float32(255) * (0.6 + 0.7 * cloud(rng, shape, 550))
    ).astype(np.float32)


def old_paper(rng: Rng, shape: tuple[int, int]) -> Tones:
    """Yellow paper, brown towards its edges, foxed; RGB."""
    height, width = shape
    base = 0.84 + 0.16 * cloud(rng, shape, 480)
    foxing = np.zeros((height // 4, width // 4), np.float32)
    for x, y, radius, strength in rng.uniform([0, 0, 1, 0.1], [width / 4, height / 4, 9, 0.5], (50, 4)):
        cv2.circle(foxing, (int(x), int(y)), int(radius), float(strength), -1, cv2.LINE_AA)
    spots = enlarged(soft(foxing, 1.5), shape)
    rows = np.minimum(np.arange(height), np.arange(height)[::-1]).astype(np.float32)[:, None]
    columns = np.minimum(np.arange(width), np.arange(width)[::-1]).astype(np.float32)[None, :]
    browned = base * (1 - 0.3 * np.exp(-np.minimum(rows, columns) / (width / 22)))
    tone = rng.uniform(0, 1)
    color = np.array([206 + 18 * tone, 186 + 20 * tone, 138 + 24 * tone], np.float32)
    return tinted((browned[..., None] * color).astype(np.float32), spots, (0.25, 0.45, 0.6))


def turned_by_quarters(picture: Scan, quarters: int) -> Scan:
    """The same scan fed in sideways or upside down."""
    return Scan(np.ascontiguousarray(np.rot90(picture.pixels, quarters)), picture.dpi, picture.suffix, picture.quality)
