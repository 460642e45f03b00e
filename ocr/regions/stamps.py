"""Stamps of secrecy and urgency in colored ink, at any angle, framed or not, over print."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np

from ocr.pages.source import Pixels
from ocr.prepare.ink import Gray
from ocr.regions.clusters import LINKS, Cluster, clusters_of, overlap
from ocr.regions.slopes import angles_of
from ocr.regions.strips import bands_at
from ocr.regions.tint import HUES, Hue, Tint, filled, tint_of, whitened
from ocr.regions.words import NOTHING_SAID, Said, said_on

MOST_CLUSTERS = 8  # of one hue
LEAST_DENSITY, FULLEST = 0.07, 0.75  # ink to the box: noise has less, a picture more
LEAST_STRENGTH = 1.35  # of the least tint: the strong fifth of a cluster's ink; noise is weaker
MARGIN = 0.06  # of the cluster's size
INK_SHARE = 0.4  # of what most of its ink has, a pixel must have to be ink
CERTAIN = 0.75  # no other angle is tried


@dataclass(frozen=True)
class Stamp:
    """A stamp that says one of the words: its cluster and how sure the reading is."""

    cluster: Cluster
    said: Said


def secret_stamps(pixels: Pixels, coarse: Tint, scale: float) -> list[Stamp]:
    """The stamps on a page; `coarse` is the tint of the page made smaller by `scale`."""
    found: list[Stamp] = []
    for hue, cluster in _candidates(coarse):
        if any(overlap(cluster.box, stamp.cluster.box) > 0.5 for stamp in found):
            continue
        said = _said(_ink_of(pixels, cluster, scale, hue), coarse.level, cluster)
        if said.is_sure:
            found.append(Stamp(cluster, said))
    return found


def _candidates(coarse: Tint) -> Iterator[tuple[Hue, Cluster]]:
    """Clusters by both inks, linked closely first; each but once."""
    seen: set[tuple[int, ...]] = set()
    for link, hue in product(LINKS, HUES):
        likely = [cluster for cluster in clusters_of(coarse.mask(hue), link) if _is_likely(cluster, coarse, hue)]
        for cluster in likely[:MOST_CLUSTERS]:
            if cluster.box not in seen:
                seen.add(cluster.box)
                yield hue, cluster


def _is_likely(cluster: Cluster, coarse: Tint, hue: Hue) -> bool:
    """Whether the cluster is neither a picture nor the colored noise of print."""
    if cluster.fill > FULLEST or cluster.density < LEAST_DENSITY:
        return False
    tint = coarse.of(hue)[cluster.points[:, 1], cluster.points[:, 0]]
    return bool(np.percentile(tint, 80) >= LEAST_STRENGTH * coarse.level)


def _ink_of(pixels: Pixels, cluster: Cluster, scale: float, hue: Hue) -> Gray:
    """The cluster's ink alone, in the page's full resolution."""
    margin = 4 + MARGIN * cluster.longest_px
    left, top = (max(0, round((edge - margin) / scale)) for edge in cluster.box[:2])
    right, bottom = (round((edge + margin) / scale) for edge in cluster.box[2:])
    white = whitened(pixels[top:bottom, left:right])
    return filled(tint_of(white).of(hue), white, max(3, round(2 / scale) | 1))


def level_of(ink: Gray, least: int) -> int:
    """Where ink begins."""
    strong = ink[ink >= least]
    return max(least, int(INK_SHARE * np.percentile(strong, 80))) if len(strong) else 255


def _said(ink: Gray, least: int, cluster: Cluster) -> Said:
    """What the likeliest reading says."""
    best, level = NOTHING_SAID, level_of(ink, least)
    for angle in angles_of(cluster.points):
        for turn in (angle, angle + 180):
            best = max(best, said_on(bands_at(ink, level, turn)), key=lambda said: said.likeness)
        if best.likeness > CERTAIN:
            break
    return best
