"""Damage as scanners, copiers, phones and years do it. Pages are RGB float32 arrays, 0..255; each effect is seeded."""

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.float32]
Rng = np.random.Generator


def cloud(rng: Rng, shape: tuple[int, int], grain_px: int) -> Picture:
    """A smooth random field in 0..1."""
    height, width = shape
    coarse = rng.random((max(2, height // grain_px), max(2, width // grain_px))).astype(np.float32)
    return np.clip(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC), 0, 1).astype(np.float32)


def scanner(
    page: Picture, rng: Rng, *, blur_px: float = 0.7, noise: float = 3.0, tone: Picture | None = None
) -> Picture:
    """A flatbed's response: soft edges, gray blacks, paper that is not quite white, sensor noise."""
    paper = np.array([244, 242, 236], np.float32) if tone is None else tone
    soft = cv2.GaussianBlur(page, (0, 0), blur_px) / 255
    seen = 30 + soft * (paper - 30)
    return np.clip(seen + rng.normal(0, noise, (*page.shape[:2], 1)), 0, 255).astype(np.float32)


def skewed(page: Picture, degrees: float, *, background: float = 235) -> Picture:
    """Turn the page a little, as it lay on the glass."""
    height, width = page.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    fill = (background, background, background)
    return cv2.warpAffine(page, turn, (width, height), flags=cv2.INTER_LINEAR, borderValue=fill).astype(np.float32)


def uneven_light(page: Picture, rng: Rng, *, darkest: float, gutter: bool = False) -> Picture:
    """Light that falls off to one side; with `gutter`, the shadow of a bound edge on the left."""
    height, width = page.shape[:2]
    across = np.linspace(0, 1, width, dtype=np.float32)[None, :]
    light = darkest + (1 - darkest) * (0.75 * across + 0.25 * cloud(rng, (height, width), 500))
    if gutter:
        light = light * (1 - 0.55 * np.exp(-across / 0.035))
    return (page * light[..., None]).astype(np.float32)


def faded(page: Picture, rng: Rng, *, ink_level: float, paper_level: float = 236) -> Picture:
    """Toner that ran out: strokes become gray and patchy."""
    height, width = page.shape[:2]
    soft = cv2.GaussianBlur(page, (0, 0), 0.8) / 255
    patchy = ink_level + 26 * (cloud(rng, (height, width), 420) - 0.5) + 16 * (cloud(rng, (height, width), 10) - 0.5)
    ink = patchy[..., None]
    return np.clip(ink + soft * (paper_level - ink) + rng.normal(0, 3.5, (height, width, 1)), 0, 255).astype(np.float32)


def yellowed(page: Picture, rng: Rng) -> Picture:
    """Old carbon-copy paper: brown edges, foxing, ink gone gray-blue."""
    height, width = page.shape[:2]
    paper = np.array([214, 196, 150], np.float32) * (0.9 + 0.1 * cloud(rng, (height, width), 400))[..., None]
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    edge = np.minimum(np.minimum(rows, height - rows), np.minimum(columns, width - columns))
    paper *= (1 - 0.28 * np.exp(-edge / (height / 28)))[..., None]
    for _ in range(36):
        spot = (int(rng.integers(width)), int(rng.integers(height)))
        cv2.circle(paper, spot, int(rng.integers(2, 9)), (176.0, 140.0, 92.0), -1, cv2.LINE_AA)
    paper = cv2.GaussianBlur(paper, (0, 0), 2)
    soft = cv2.GaussianBlur(page, (0, 0), 0.9) / 255
    ink = np.array([46, 50, 62], np.float32) + 38 * cloud(rng, (height, width), 12)[..., None]
    return np.clip(ink + soft * (paper - ink) + rng.normal(0, 3, (height, width, 1)), 0, 255).astype(np.float32)


def photocopied(page: Picture, rng: Rng, *, threshold: float = 150, specks: float = 0.0012) -> Picture:
    """A copy of a copy: two tones, rough edges, specks and a dark border on one side."""
    height, width = page.shape[:2]
    gray = cv2.GaussianBlur(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY), (0, 0), 1.2)
    rough = gray + 46 * (cloud(rng, (height, width), 3) - 0.5) + 30 * (cloud(rng, (height, width), 260) - 0.5)
    copy = np.where(rough < threshold, 0, 255).astype(np.float32)
    dust = cv2.resize(rng.random((height // 2, width // 2)), (width, height), interpolation=cv2.INTER_NEAREST)
    copy[dust < specks] = 0
    copy[dust > 1 - specks] = 255
    copy[:, : round(width * 0.012)] = 0
    return cv2.cvtColor(copy, cv2.COLOR_GRAY2RGB).astype(np.float32)


def stained(page: Picture, rng: Rng, *, center: tuple[float, float], radius: float) -> Picture:
    """The ring of a coffee cup; center and radius as fractions of the page's width and height."""
    height, width = page.shape[:2]
    mask = np.zeros((height, width), np.float32)
    spot, reach = (round(center[0] * width), round(center[1] * height)), round(radius * width)
    cv2.circle(mask, spot, reach, 0.22, -1, cv2.LINE_AA)
    cv2.circle(mask, spot, reach, 0.8, max(3, reach // 14), cv2.LINE_AA)
    mask = cv2.GaussianBlur(mask, (0, 0), 4) * (0.5 + 0.6 * cloud(rng, (height, width), 60))
    return (page * (1 - mask[..., None] * np.array([0.28, 0.42, 0.58], np.float32))).astype(np.float32)


def punched(page: Picture, *, spacing: float = 0.27) -> Picture:
    """Two filing holes at the left edge, black on the scan."""
    height, width = page.shape[:2]
    for side in (-0.5, 0.5):
        spot = (round(width * 0.04), round(height * (0.5 + side * spacing)))
        cv2.circle(page, spot, round(width * 0.0135), (38.0, 36.0, 36.0), -1, cv2.LINE_AA)
    return page


def folded(page: Picture, rng: Rng) -> Picture:
    """Two horizontal folds, as a letter in an envelope has them."""
    height, width = page.shape[:2]
    rows = np.arange(height, dtype=np.float32)[:, None]
    for share in (1 / 3, 2 / 3):
        line = height * share + 3 * (cloud(rng, (1, width), 300)[0] - 0.5)
        page = (
            page
            * (1 - 0.16 * np.exp(-(((rows - line) / 2.4) ** 2)) - 0.05 * np.exp(-((rows - line - 9) ** 2) / 200))[
                ..., None
            ]
        )
    return page.astype(np.float32)


def bled_through(page: Picture, back: Picture, *, strength: float) -> Picture:
    """The reverse side shines through thin paper."""
    ghost = cv2.GaussianBlur(cv2.flip(back, 1), (0, 0), 2.4)
    return np.clip(page - (255 - ghost) * strength, 0, 255).astype(np.float32)


def photographed(page: Picture, rng: Rng) -> Picture:
    """A phone's picture of the sheet on a desk: perspective, one-sided warm light, a soft shadow."""
    height, width = page.shape[:2]
    lit = page * np.array([1.0, 0.965, 0.9], np.float32) * 0.97
    lit = uneven_light(lit.astype(np.float32), rng, darkest=0.62)
    tall, wide = round(height * 1.1), round(width * 1.12)
    desk = np.array([112, 82, 58], np.float32) * (0.85 + 0.3 * cloud(rng, (tall, wide), 110))[..., None]
    left, top = (wide - width) / 2, (tall - height) / 2
    shift = rng.uniform(0.008, 0.04, (4, 2)) * [width, height]
    inward = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]])
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float64)
    target = corners + [left, top] + shift * inward
    view = cv2.getPerspectiveTransform(corners.astype(np.float32), target.astype(np.float32))
    seen = cv2.warpPerspective(lit, view, (wide, tall), flags=cv2.INTER_LINEAR)
    sheet = cv2.warpPerspective(np.ones((height, width), np.float32), view, (wide, tall))[..., None]
    photo = skewed((seen * sheet + desk * (1 - sheet)).astype(np.float32), rng.uniform(1.0, 2.2), background=80)
    photo = cv2.GaussianBlur(photo, (0, 0), 0.9).astype(np.float32)
    return np.clip(photo + rng.normal(0, 4, photo.shape), 0, 255).astype(np.float32)
