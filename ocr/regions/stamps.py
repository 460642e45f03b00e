"""Stamps of secrecy and urgency in colored ink, at any angle, framed or not, over print."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product

import numpy as np

from ocr.pages.source import Pixels
from ocr.prepare.ink import Gray
from ocr.prepare.light import brightest_channel
from ocr.regions.clusters import LINKS, Cluster, Inked, overlap
from ocr.regions.rings import is_ring
from ocr.regions.slopes import angles_of
from ocr.regions.strips import bands_at, upside_down
from ocr.regions.tint import BLACK_INK, Hue, Tint, darkness_of, tint_of, whitened
from ocr.regions.words import NOTHING_SAID, Said, likeliest, said_on

SAME_PLACE = 0.4  # of the smaller box in common
MORE = 1.25  # a cluster with so much more ink may hold "sangat" before a word already found
LEAST_DENSITY, FULLEST = 0.07, 0.75  # ink to the box: noise has less, a picture more
LEAST_STRENGTH = 1.35  # of the least tint: the strong fifth of a cluster's ink; noise is weaker
LEAST_LONG = 1.6  # length to height of what stands in a ring or frame
LEAST_LENGTH_PX, LEAST_HEIGHT_PX = 36, 8  # 9 mm and 2 mm on the small picture
MARGIN = 0.06  # of the cluster's size
INK_SHARE = 0.4  # of what most of its ink has, a pixel must have to be ink
CERTAIN = 0.75  # no other angle is tried
PATIENCE, HOPELESS = 3, 0.15  # angles tried, and likeness that one must have brought before another is
WORTH_LOOKING = 0.42  # likeness on the small picture: below that the page itself says no more
FULL_SCALE = 0.9  # the small picture is the page
ROUGH_REACH_PX = 3  # strokes of print under a stamp
NEAR_DEGREES = 1.5


@dataclass(frozen=True)
class Stamp:
    """A stamp that says one of the words: its cluster and how sure the reading is."""

    cluster: Cluster
    said: Said


def secret_stamps(pixels: Pixels, colored: Inked, scale: float) -> list[Stamp]:
    """The stamps on a page; `colored` is its colored ink on the page made smaller by `scale`."""
    found: list[Stamp] = []
    for hue, cluster in _candidates(colored):
        here = [stamp for stamp in found if overlap(cluster.box, stamp.cluster.box) > SAME_PLACE]
        if any(stamp.said.is_whole or len(cluster.points) < MORE * len(stamp.cluster.points) for stamp in here):
            continue
        said = _said(pixels, colored.tint, scale, _Candidate(hue, cluster))
        if said.is_sure and (not here or said.is_whole):
            found = [stamp for stamp in found if stamp not in here] + [Stamp(cluster, said)]
    return found


@dataclass(frozen=True)
class _Candidate:
    hue: Hue
    cluster: Cluster

    def box_px(self, scale: float) -> tuple[slice, slice]:
        """Rows and columns of the cluster with a margin, in a picture larger by 1 / `scale`."""
        margin = 4 + MARGIN * self.cluster.longest_px
        left, top = (max(0, round((edge - margin) / scale)) for edge in self.cluster.box[:2])
        right, bottom = (round((edge + margin) / scale) for edge in self.cluster.box[2:])
        return slice(top, bottom), slice(left, right)


def _candidates(colored: Inked) -> Iterator[tuple[Hue, Cluster]]:
    """Clusters by both inks, linked closely first; each but once."""
    seen: list[Cluster] = []
    passes = [*((colored, link, 1.0) for link in LINKS), (colored.solid(), LINKS[0], LEAST_LONG)]
    for (ink, link, least_long), hue in product(passes, colored.pieces):
        clusters = ink.clusters(hue, link, strength=LEAST_STRENGTH)
        likely = (
            cluster for cluster in clusters if cluster.alike >= ink.fewest_letters and _is_likely(cluster, least_long)
        )
        for cluster in islice(likely, colored.most):
            if not any(cluster.is_as(other) for other in seen):
                seen.append(cluster)
                yield hue, cluster


def _is_likely(cluster: Cluster, least_long: float) -> bool:
    """Whether the cluster is neither noise nor a picture nor a ring."""
    long, short, _ = cluster.turned_box
    is_long_enough = long >= max(LEAST_LENGTH_PX, least_long * short) and short >= LEAST_HEIGHT_PX
    is_inked = cluster.density >= LEAST_DENSITY and cluster.fill <= FULLEST
    return is_long_enough and is_inked and not is_ring(cluster.points)


def level_of(ink: Gray, least: int) -> int:
    """Where ink begins."""
    strong = ink[ink >= least]
    return max(least, int(INK_SHARE * np.percentile(strong, 80))) if len(strong) else 255


def _said(pixels: Pixels, coarse: Tint, scale: float, candidate: _Candidate) -> Said:
    """What a cluster says: first on the small picture, then, when it may say something, on the page itself."""
    cluster = candidate.cluster
    rough = coarse.filled(candidate.hue, candidate.box_px(1.0), ROUGH_REACH_PX)
    angles = angles_of(cluster.points, cluster.turned_box[2])
    said, angle = _best(rough, coarse.level, angles)
    is_clear = said.likeness > CERTAIN and said.is_whole
    if said.likeness < WORTH_LOOKING or is_clear or scale > FULL_SCALE:
        return said
    white = whitened(pixels[candidate.box_px(scale)])
    tint = darkness_of(brightest_channel(white)) if candidate.hue == BLACK_INK else tint_of(white)
    fine = tint.filled(candidate.hue, (slice(None), slice(None)), round(ROUGH_REACH_PX / scale) | 1)
    near = [angle, angle - NEAR_DEGREES, angle + NEAR_DEGREES]
    return likeliest([said, _best(fine, coarse.level, near)[0]])


def _best(ink: Gray, least: int, angles: Sequence[float]) -> tuple[Said, float]:
    """The likeliest reading, either way up, and its angle; a certain one ends the search, or little hope."""
    best, at, level = NOTHING_SAID, 0.0, level_of(ink, least)
    for tried, angle in enumerate(angles, start=1):
        bands = bands_at(ink, level, angle)
        said = likeliest([said_on(bands), said_on(upside_down(bands))])
        at = angle if said.weight > best.weight else at
        best = likeliest([best, said])
        if best.likeness > CERTAIN or (tried >= PATIENCE and best.likeness < HOPELESS):
            break
    return best, at
