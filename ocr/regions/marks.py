"""Office stamps, signatures and handwriting: ink that is no print, told by its color, its outline and its strokes."""

from itertools import islice

import cv2
import numpy as np

from ocr.prepare.ink import Mask
from ocr.regions.clusters import LINKS, Cluster, Inked, overlap
from ocr.regions.rings import is_ring, ring_in
from ocr.regions.tint import HUES, Hue
from ocr.values import RegionKind

MM = 100 / 25.4  # pixels of the small picture
MOST_MARKS = 12  # of one hue
LEAST_STRENGTH = 1.6  # of the least tint, the strong fifth of the ink: weaker is the noise of print
LEAST_STAMP_MM = 12.0
LEAST_SIGNATURE_MM = (12.0, 6.0)  # length and height
LEAST_NOTE_MM = (4.0, 3.2)
MOST_STROKE_MM = 1.5  # neither pens nor stamps draw thicker
FRAME_FILL = 0.4
PEN_FILL = 0.38  # of its smallest turned box
GOES_ROUND = 0.85  # of the cluster's box

SAME_PLACE = 0.5  # of the smaller box in common: the same mark in another hue
LEAST_SIGNATURE_INK = 150  # pixels outside a stamp
LETTERHEAD, SIGNED_BELOW = 0.13, 0.35  # of the page's height
WIDE = 1.6  # stamps at the head of a page are long
FEWEST_EVEN, EVEN, EVEN_SHARE = 5, 0.2, 0.6

Box = tuple[int, int, int, int]
Mark = tuple[RegionKind, Box]


def colored_marks(colored: Inked, printed: Mask) -> list[Mark]:
    """Stamps, signatures and notes in colored ink; `printed` marks where print was read with confidence."""
    found: list[Mark] = []
    for hue in HUES:
        for cluster in islice(colored.clusters(hue, LINKS[0], strength=LEAST_STRENGTH), MOST_MARKS):
            fresh = _marks_of(hue, cluster, printed)
            found += [mark for mark in fresh if not any(overlap(mark[1], other) > SAME_PLACE for _, other in found)]
    return found


def _marks_of(hue: Hue, cluster: Cluster, printed: Mask) -> list[Mark]:
    """The marks of one cluster: a stamp, what a pen drew, or a round stamp with a signature over it."""
    if stroke_px(cluster) > MOST_STROKE_MM * MM:
        return []  # an emblem
    if is_stamp(cluster):
        return [("stamp", cluster.box)] if _is_below_emblems(cluster, len(printed)) else []
    ring = ring_in(cluster.points) if cluster.longest_px >= LEAST_STAMP_MM * MM else None
    if ring is not None:
        return [("stamp", ring), *_beside(ring, hue, cluster)]
    kind = pen_kind(cluster, len(printed))
    return [(kind, cluster.box)] if kind and hue == "cool" and cluster.share_in(printed) < 0.5 else []


def _beside(ring: Box, hue: Hue, cluster: Cluster) -> list[Mark]:
    """The signature that runs out of a round stamp."""
    left, top, right, bottom = ring
    points = cluster.points
    outside = (points[:, 0] < left) | (points[:, 0] > right) | (points[:, 1] < top) | (points[:, 1] > bottom)
    is_signed = hue == "cool" and outside.sum() >= LEAST_SIGNATURE_INK
    return [("signature", cluster.box)] if is_signed else []


def _is_below_emblems(cluster: Cluster, page_height: int) -> bool:
    """Whether the cluster stands lower than letterheads do, or is wider than emblems are."""
    return cluster.box[1] > LETTERHEAD * page_height or cluster.turned_box[0] > WIDE * cluster.turned_box[1]


def is_stamp(cluster: Cluster) -> bool:
    """Round, oval, or framed by a piece that goes round it."""
    if cluster.longest_px < LEAST_STAMP_MM * MM:
        return False
    return is_ring(cluster.points) or _is_framed(cluster)


def _is_framed(cluster: Cluster) -> bool:
    long, short, _ = cluster.turned_box
    if short < 0.12 * long or cluster.density > FRAME_FILL:
        return False
    size = np.array([cluster.box[2] - cluster.box[0], cluster.box[3] - cluster.box[1]])
    goes_round = (cluster.pieces[:, 2:4] >= GOES_ROUND * size).all(axis=1)
    return bool(goes_round.any()) and _has_edges(cluster)


def _has_edges(cluster: Cluster) -> bool:
    """Whether ink lies all along the edges of the smallest turned box."""
    center, size, angle = cv2.minAreaRect(cluster.points)
    turn = cv2.getRotationMatrix2D(center, angle, 1)
    places = np.abs((cluster.points @ turn[:, :2].T + turn[:, 2] - center) / (np.array(size) / 2 + 1))
    on_edges = [places[places[:, axis] > 0.9][:, 1 - axis] for axis in (0, 1)]
    return all(len(edge) > 0 and len(np.unique(np.floor(edge * 8))) >= 7 for edge in on_edges)


def pen_kind(cluster: Cluster, page_height: int) -> RegionKind | None:
    """Signature or handwriting, when the strokes are a pen's and stand where people write."""
    if cluster.density > PEN_FILL or _is_even(cluster) or cluster.box[1] < LETTERHEAD * page_height:
        return None
    long, short = cluster.turned_box[0] / MM, cluster.turned_box[1] / MM
    if long >= LEAST_SIGNATURE_MM[0] and short >= LEAST_SIGNATURE_MM[1]:
        return "signature" if cluster.box[3] > SIGNED_BELOW * page_height else "handwriting"
    return "handwriting" if long >= LEAST_NOTE_MM[0] and short >= LEAST_NOTE_MM[1] else None


def _is_even(cluster: Cluster) -> bool:
    """Whether the pieces are as high as each other, as print is."""
    heights = cluster.pieces[:, 3]
    usual = np.median(heights)
    return len(heights) >= FEWEST_EVEN and bool((np.abs(heights - usual) <= EVEN * usual).mean() >= EVEN_SHARE)


def stroke_px(cluster: Cluster) -> float:
    """The usual thickness of the strokes."""
    left, top, right, bottom = cluster.box
    mask = np.zeros((bottom - top + 2, right - left + 2), np.uint8)
    mask[cluster.points[:, 1] - top + 1, cluster.points[:, 0] - left + 1] = 1
    away = cv2.distanceTransform(mask, cv2.DIST_L2, 3)
    return 2 * float(np.percentile(away[mask > 0], 85))
