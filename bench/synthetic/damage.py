"""Sixteen kinds of damage. Each takes a print and makes of it what reaches the office; severity runs from 0 to 1."""

from collections.abc import Callable

import cv2
import numpy as np

from bench.letterpress import ink
from bench.letterpress.wear import cloud
from bench.synthetic.optics import (
    Printed,
    Rng,
    Scan,
    Tones,
    between,
    flatbed,
    ghost,
    grain,
    gutter,
    in_color,
    light,
    old_paper,
    resized,
    rings,
    scan,
    shade,
    soft,
    specks,
    tilted,
    tinted,
    turned_by_quarters,
)
from bench.synthetic.sheet import DPI

Damage = Callable[[Printed, Rng, float], Scan]

PIN_PX = 4  # between the pins of a dot matrix printer at 300 dpi
STAMP_INKS = ((46, 70, 168), (188, 44, 58), (98, 56, 152))
RINGS = ("PEMERINTAH KABUPATEN * DINAS PERTANIAN * ", "KEMENTERIAN KEHUTANAN * REPUBLIK INDONESIA * ")


def clean(page: Printed, rng: Rng, severity: float) -> Scan:
    """A good scan."""
    return scan(flatbed(rng, page.front, paper=between(rng, 250, 236, severity)), quality=92)


def skew(page: Printed, rng: Rng, severity: float) -> Scan:
    """The sheet lay crooked."""
    degrees = between(rng, 0.7, 7.0, severity) * rng.choice([-1, 1])
    return scan(tilted(flatbed(rng, page.front), degrees))


def faded(page: Printed, rng: Rng, severity: float) -> Scan:
    """Toner or ribbon ran out."""
    return scan(_pale(page, rng, contrast=between(rng, 90, 34, severity)))


def _pale(page: Printed, rng: Rng, *, contrast: float, noise: float = 4.0) -> Tones:
    """Ink CONTRAST tones darker than the paper, a bit patchy."""
    shape = page.front.shape[:2]
    cover = (255 - soft(page.front, 0.9)) / np.float32(255)
    patchy = 0.8 + 0.25 * cloud(rng, shape, 450) + 0.2 * (cloud(rng, shape, 11) - 0.5)
    return grain(rng, np.float32(234) - contrast * cover * patchy, noise)


def bleed(page: Printed, rng: Rng, severity: float) -> Scan:
    """Thin paper: the reverse shines through."""
    front = flatbed(rng, page.front)
    through = ghost(rng, page.back, front.shape[:2]) * between(rng, 0.1, 0.36, severity)
    return scan(front * (1 - through))


def uneven(page: Printed, rng: Rng, severity: float) -> Scan:
    """Light from one side, a shadow, the inner edge of a bound volume."""
    front = flatbed(rng, page.front)
    shape, darkest = front.shape[:2], between(rng, 0.7, 0.32, severity)
    lit = front * light(rng, shape, darkest) * shade(rng, shape, between(rng, 0.1, 0.4, severity))
    return scan(grain(rng, lit * gutter(shape, between(rng, 0.3, 0.75, severity), at_right=bool(rng.integers(2))), 2))


def photo(page: Printed, rng: Rng, severity: float) -> Scan:
    """A phone's picture of the sheet on a table."""
    sheet = flatbed(rng, page.front)
    sheet *= light(rng, sheet.shape, between(rng, 0.75, 0.45, severity)) * shade(rng, sheet.shape, 0.25)
    height, width = sheet.shape
    wide, tall = round(width * 1.15), round(height * 1.1)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    inward = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]], np.float32)
    moved = rng.uniform(0.003, between(rng, 0.015, 0.05, severity), (4, 2)) * [width, height] * inward
    margin = np.array([(wide - width) / 2, (tall - height) / 2])
    target = (corners + margin + moved).astype(np.float32)
    view = cv2.getPerspectiveTransform(corners, target)
    table = np.float32(rng.uniform(50, 95)) + 28 * cloud(rng, (tall, wide), 60)
    seen = cv2.warpPerspective(sheet, view, (wide, tall), dst=table, borderMode=cv2.BORDER_TRANSPARENT)
    seen = grain(
        rng,
        soft(tilted(seen.astype(np.float32), rng.uniform(-2.5, 2.5), ground=70), between(rng, 0.7, 1.2, severity)),
        4,
    )
    return scan(in_color(seen) * np.array([1.0, 0.96, 0.88], np.float32), quality=75)


def stain(page: Printed, rng: Rng, severity: float) -> Scan:
    """Coffee."""
    front = in_color(flatbed(rng, page.front))
    where = rings(rng, page.front.shape[:2], round(between(rng, 2, 7, severity)))
    taken = np.array([0.32, 0.46, 0.62]) * between(rng, 0.8, 1.35, severity)
    return scan(tinted(front, where, (taken[0], taken[1], taken[2])))


def photocopy(page: Printed, rng: Rng, severity: float) -> Scan:
    """A copy of a copy: two tones, rough edges, dust, streaks, a black edge."""
    shape = page.front.shape[:2]
    rough = soft(page.front, 1.1) + 60 * (cloud(rng, shape, 4) - 0.5) + 40 * (cloud(rng, shape, 300) - 0.5)
    copy = specks(
        rng, np.where(rough < rng.uniform(130, 170), 0, 255).astype(np.uint8), between(rng, 0.001, 0.014, severity)
    )
    for x in rng.integers(0, shape[1], int(rng.integers(0, 3))):
        copy[:, x : x + 2] = 0
    copy[:, : int(rng.uniform(10, 60))] = 0
    return scan(tilted(copy.astype(np.float32), rng.uniform(-0.9, 0.9), ground=255), suffix=".png")


def typewriter(page: Printed, rng: Rng, severity: float) -> Scan:
    """A worn ribbon on gray paper; the letters themselves were struck one by one."""
    shape = page.front.shape[:2]
    cover = (255 - soft(page.front, 1.2)) / np.float32(255)
    worn = np.clip(cover * (1.35 - between(rng, 0.1, 0.45, severity) + 0.5 * (cloud(rng, shape, 13) - 0.4)), 0, 1)
    return scan(
        tilted(
            flatbed(rng, 255 * (1 - worn), paper=rng.uniform(215, 240), black=52), rng.uniform(-1.3, 1.3), ground=225
        )
    )


def dotmatrix(page: Printed, rng: Rng, severity: float) -> Scan:
    """Letters of dots."""
    height, width = page.front.shape[:2]
    pins = resized(255 - page.front, 1 / PIN_PX)
    hit = np.where(pins > 76, rng.uniform(0.6, 1.0, pins.shape), 0).astype(np.float32)
    dots = np.zeros((height, width), np.float32)
    grid = dots[PIN_PX // 2 :: PIN_PX, PIN_PX // 2 :: PIN_PX]
    rows, columns = np.minimum(grid.shape, hit.shape)  # the last pins may hang over the edge
    grid[:rows, :columns] = hit[:rows, :columns]
    span = np.arange(-3, 4, dtype=np.float32)
    disc = np.clip(between(rng, 2.9, 2.2, severity) - np.hypot(span[:, None], span[None, :]), 0, 1)
    inked = soft(np.clip(cv2.filter2D(dots, -1, disc), 0, 1).astype(np.float32), 0.8)
    ribbon = between(rng, 190, 120, severity) * (0.75 + 0.3 * cloud(rng, (height, width), 350))
    return scan(grain(rng, 240 - ribbon * inked, 3.5))


def low150(page: Printed, rng: Rng, _severity: float) -> Scan:
    """Scanned coarsely and squeezed."""
    small = resized(page.front, 0.5)
    return scan(flatbed(rng, small), dpi=150, quality=70)


def turned(page: Printed, rng: Rng, severity: float) -> Scan:
    """Fed in sideways or upside down, a bit crooked."""
    upright = scan(tilted(flatbed(rng, page.front), rng.uniform(-0.8, 0.8)))
    return turned_by_quarters(upright, 1 + round(severity * 7) % 3)


def stamp(page: Printed, rng: Rng, severity: float) -> Scan:
    """An office stamp in color and a signature over the name of who signs."""
    return scan(_stamped(page, rng, severity))


def _stamped(page: Printed, rng: Rng, severity: float) -> Tones:
    tones = in_color(flatbed(rng, page.front))
    for x, y in page.signatures:
        place = ink.Place(x + rng.uniform(-10, 30), y + rng.uniform(-6, 24), DPI)
        ring = ink.round_stamp(
            np.full((round(place.px(110)),) * 2 + (3,), 255, np.float32), ink.Place(55, 55, DPI), rng, *_words(rng)
        )
        cover = (255 - ring[..., 1]) / np.float32(255 - ink.VIOLET[1]) * np.float32(between(rng, 0.75, 1.15, severity))
        tones = ink.lay(tones, np.clip(cover, 0, 1), place.pixel, STAMP_INKS[int(rng.integers(3))])
        tones = ink.signature(tones, ink.Place(x + rng.uniform(30, 75), y + rng.uniform(0, 18), DPI), rng)
    return tones


def _words(rng: Rng) -> tuple[str, str]:
    return str(rng.choice(RINGS)), str(rng.choice(["DINAS\nPERTANIAN", "SEKRETARIAT", "BAGIAN\nUMUM"]))


def yellowed(page: Printed, rng: Rng, severity: float) -> Scan:
    """Decades in a damp cellar."""
    shape = page.front.shape[:2]
    cover = ((255 - soft(page.front, 0.9)) / np.float32(255))[..., None]
    black = between(rng, 45, 95, severity) + 30 * cloud(rng, shape, 14)[..., None]
    written = np.array([0.9, 1.0, 1.1], np.float32) * black
    return scan(grain(rng, old_paper(rng, shape) * (1 - cover) + written * cover, 4))


def fax(page: Printed, rng: Rng, severity: float) -> Scan:
    """Two tones at 200 dpi, lines dropped on the way."""
    small = resized(page.front, 2 / 3)
    rough = grain(rng, small, between(rng, 12, 26, severity))
    sent = np.where(rough < rng.uniform(125, 165), 0, 255).astype(np.uint8)
    for y in rng.integers(4, sent.shape[0] - 4, int(between(rng, 1, 8, severity))):
        sent[y : y + 2] = sent[y - 3] if rng.random() < 0.6 else 255
    return Scan(specks(rng, sent, 0.0015), 200, ".tif")


def mixed(page: Printed, rng: Rng, severity: float) -> Scan:
    """Several at once."""
    return MIXTURES[round(severity * 7) % len(MIXTURES)](page, rng)


def _faded_and_crooked(page: Printed, rng: Rng) -> Scan:
    return scan(tilted(_pale(page, rng, contrast=rng.uniform(45, 75)), rng.uniform(-4, 4), ground=232))


def _stamped_in_bad_light(page: Printed, rng: Rng) -> Scan:
    crooked = tilted(_stamped(page, rng, 0.5), rng.uniform(-4, 4))
    return scan(crooked * light(rng, page.front.shape[:2], 0.5)[..., None])


def _yellowed_and_coarse(page: Printed, rng: Rng) -> Scan:
    old = yellowed(page, rng, rng.uniform(0.2, 0.6))
    small = resized(old.pixels, 0.5)
    return scan(tilted(small, rng.uniform(-3, 3), ground=175), dpi=150, quality=72)


def _copy_upside_down(page: Printed, rng: Rng) -> Scan:
    return turned_by_quarters(photocopy(page, rng, rng.uniform(0.1, 0.5)), 2)


def _bound_and_bleeding(page: Printed, rng: Rng) -> Scan:
    through = bleed(page, rng, rng.uniform(0.2, 0.7)).pixels.astype(np.float32)
    return scan(tilted(through * gutter(page.front.shape[:2], 0.6, at_right=True), rng.uniform(-2, 2)))


MIXTURES = (_faded_and_crooked, _stamped_in_bad_light, _yellowed_and_coarse, _copy_upside_down, _bound_and_bleeding)

DAMAGE: dict[str, Damage] = {
    damage.__name__: damage
    for damage in (
        *(clean, skew, faded, bleed, uneven, photo, stain, photocopy),
        *(typewriter, dotmatrix, low150, turned, stamp, yellowed, fax, mixed),
    )
}
