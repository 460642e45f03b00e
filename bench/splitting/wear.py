"""What lies in the box, as one scanner sees it: coarse, crooked, upside down, pale, stamped, shining through."""

from dataclasses import dataclass
from random import Random

import numpy as np

from bench.letterpress import ink
from bench.splitting.box import Side
from bench.synthetic.optics import (
    Pixels,
    Tones,
    flatbed,
    ghost,
    grain,
    in_color,
    old_paper,
    resized,
    specks,
    tilted,
)
from bench.synthetic.sheet import DPI, PAPERS, Sheet

RNG = np.random.Generator
AGENDA = "DITERIMA\nTGL. {day} {month}\nNO. AGENDA {number}"
RINGS = ("PEMERINTAH KABUPATEN * DINAS PERTANIAN * ", "SEKRETARIAT DAERAH * KOTA TIRTAWANGI * ")


@dataclass(frozen=True)
class Worn:
    """How a letter's paper has aged."""

    old: bool
    pale: float  # contrast kept
    through: float  # how strongly backs shine through
    copied: bool


@dataclass(frozen=True)
class Shot:
    """One picture: its lot and resolution."""

    lot: int
    dpi: int


def wear_of(rng: Random, *, typed: bool) -> Worn:
    """By lot; typewritten carbon copies are old and pale."""
    if typed:
        return Worn(rng.random() < 0.5, rng.uniform(0.45, 0.85), rng.uniform(0.1, 0.3), False)
    return Worn(rng.random() < 0.04, rng.uniform(0.55, 1), rng.choice((0, 0.04, 0.1, 0.22)), rng.random() < 0.08)


def scanned(side: Side, back: Sheet | None, worn: Worn, shot: Shot) -> Pixels:
    """One page's picture; BACK is what is printed behind."""
    rng, dpi = np.random.default_rng(shot.lot), shot.dpi
    tones = _tones(side, back, worn, rng, dpi)
    if side.sheet is not None and side.role in ("body", "annex"):
        tones = _inked(tones, side, rng, dpi)
    tones = tilted(tones, rng.normal(0, 0.5) if rng.random() < 0.85 else rng.uniform(-4, 4), ground=236)
    if rng.random() < 0.04:
        tones = np.ascontiguousarray(np.rot90(tones, 2))
    return np.clip(tones, 0, 255).astype(np.uint8)


def _print(sheet: Sheet | None, paper: str, dpi: int) -> Tones:
    width, height = (round(points * dpi / 72) for points in PAPERS[paper])
    if sheet is None:
        return np.full((height, width), 255, np.float32)
    return resized(sheet.pixels, dpi / DPI)


def _tones(side: Side, back: Sheet | None, worn: Worn, rng: RNG, dpi: int) -> Tones:
    front = _print(side.sheet, side.paper, dpi)
    if worn.copied:
        front = specks(rng, front.astype(np.uint8), 0.002).astype(np.float32)
    pale = 255 - (255 - front) * np.float32(worn.pale)
    tones = flatbed(rng, pale, paper=rng.uniform(236, 250))
    if back is not None and worn.through:
        behind = resized(back.pixels, dpi / DPI).astype(np.uint8)
        tones = tones * (
            1 - ghost(rng, behind, front.shape[:2])[: front.shape[0], : front.shape[1]] * np.float32(worn.through)
        )
    if worn.old:
        return grain(rng, old_paper(rng, front.shape[:2]) * (tones / np.float32(245))[..., None], 3)
    return tones


def _inked(tones: Tones, side: Side, rng: RNG, dpi: int) -> Tones:
    """Signatures, office stamps, the secretariat's stamp of receipt."""
    sheet = side.sheet
    stamped = rng.random() < 0.12 and side.role == "body"
    if sheet is None or not (sheet.signatures or stamped):
        return tones
    tones = in_color(tones) if tones.ndim == 2 else tones
    for x, y in sheet.signatures:
        tones = ink.signature(tones, ink.Place(x + 45, y + 8, dpi), rng)
        if rng.random() < 0.6:
            tones = ink.round_stamp(tones, ink.Place(x + 4, y + 14, dpi), rng, str(rng.choice(RINGS)), "TU")
    if stamped:
        words = AGENDA.format(day=int(rng.integers(1, 29)), month="MAR 2019", number=int(rng.integers(10, 900)))
        box = ink.Box(words, 10, ink.VIOLET, float(rng.uniform(-4, 4)))
        tones = ink.box_stamp(tones, ink.Place(430, float(rng.uniform(120, 260)), dpi), rng, box)
    return tones
