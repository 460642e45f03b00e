"""Pieces of colored ink that belong together: a stamp, a signature, a note."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.prepare.ink import Mask, connected
from ocr.regions.tint import BLACK_INK, HUES, Hue, Tint

MOST_BLACK, MOST_COLORED = 3, 8  # clusters looked into
LEAST_BLACK_PX = 14  # 3.5 mm: smaller letters in black are print
FEWEST_BLACK_LETTERS = 5
MOST_BLACK_PIECES = 150  # more are print that nobody could read
LEAST_AREA = 12  # pixels at 100 dpi; less is noise
MOST_PIECES = 900  # a page of so many colored pieces is a photograph, or all in color
LINKS = (0.5, 1.15)  # gaps up to this share of the larger piece belong together; letter-spaced words need the second
LARGEST_LINK_PX = 46  # pieces larger than letters do not reach further than letters do
FEWEST_INK = 60
LEAST_SIDE_PX = 36
HOLLOW_PX, HOLLOW_FILL = 60, 0.2  # longest side and ink to the box: rings, frames, long strokes
SAME_SHARE = 0.93
ALIKE = 0.3  # of their usual size: letters differ less


Points = NDArray[np.int32]


@dataclass(frozen=True)
class Cluster:
    """Ink that belongs together: its box (left, top, right, bottom) and its points (x, y), in pixels of the mask."""

    box: tuple[int, int, int, int]
    points: Points
    pieces: NDArray[np.int32]

    @property
    def fill(self) -> float:
        """The share of the box that is ink."""
        left, top, right, bottom = self.box
        return len(self.points) / max(1, (right - left) * (bottom - top))

    @cached_property
    def turned_box(self) -> tuple[float, float, float]:
        """The smallest box around the ink: its longer and shorter side, and the longer one's angle (-90..90)."""
        (_, _), (width, height), angle = cv2.minAreaRect(self.points)
        turned = angle if width >= height else angle + 90
        return max(width, height) + 1, min(width, height) + 1, float((turned + 90) % 180 - 90)

    @property
    def density(self) -> float:
        """The share of the smallest turned box that is ink."""
        return len(self.points) / (self.turned_box[0] * self.turned_box[1])

    @property
    def longest_px(self) -> int:
        """The longer side of the box."""
        return max(self.box[2] - self.box[0], self.box[3] - self.box[1])

    def share_in(self, mask: Mask) -> float:
        """The share of the ink that lies in a mask."""
        return float(mask[self.points[:, 1], self.points[:, 0]].mean())

    @property
    def alike(self) -> int:
        """How many pieces are of one size, as letters are."""
        sizes = self.pieces[:, 2:4].max(axis=1)
        return int((np.abs(sizes - np.median(sizes)) <= ALIKE * np.median(sizes)).sum())

    def is_as(self, other: "Cluster") -> bool:
        """Whether both are nearly the same ink."""
        sizes = sorted((len(self.points), len(other.points)))
        return sizes[0] > SAME_SHARE * sizes[1] and overlap(self.box, other.box) > SAME_SHARE


@dataclass(frozen=True)
class Pieces:
    """The pieces of a mask: the place of each pixel (x, y), the number of its piece, and the pieces' boxes."""

    points: Points
    numbers: NDArray[np.int32]
    boxes: NDArray[np.int32]

    def solid(self) -> "Pieces":
        """The pieces without rings, frames and long strokes; none when there are no such."""
        sides = self.boxes[:, 2:4]
        fill = np.bincount(self.numbers, minlength=len(sides)) / np.maximum(1, sides.prod(axis=1))
        is_solid = (sides.max(axis=1) < HOLLOW_PX) | (fill > HOLLOW_FILL)
        if is_solid.all():
            return NO_PIECES
        renumbered = np.where(is_solid, np.cumsum(is_solid) - 1, -1).astype(np.int32)[self.numbers]
        kept = renumbered >= 0
        return Pieces(self.points[kept], renumbered[kept], self.boxes[is_solid])


NO_PIECES = Pieces(np.zeros((0, 2), np.int32), np.zeros(0, np.int32), np.zeros((0, 4), np.int32))


def pieces_of(mask: Mask, *, least_side_px: int = 0) -> Pieces:
    """The pieces of a mask, specks left out. What is a pixel apart is one piece, unless small pieces are unwanted."""
    if cv2.countNonZero(mask) < FEWEST_INK:
        return NO_PIECES
    near = mask if least_side_px else np.asarray(cv2.dilate(mask, np.ones((3, 3), np.uint8)), dtype=np.uint8)
    labels, stats = connected(near)
    is_large = (stats[1:, cv2.CC_STAT_AREA] >= LEAST_AREA) & (stats[1:, 2:4].max(axis=1) >= least_side_px)
    kept = np.flatnonzero(is_large) + 1
    kept = kept[np.argsort(-stats[kept, cv2.CC_STAT_AREA])][:MOST_PIECES]
    renumbered = np.full(len(stats), -1, np.int32)
    renumbered[kept] = np.arange(len(kept))
    points = np.asarray(cv2.findNonZero(mask), dtype=np.int32).reshape(-1, 2)
    numbers = renumbered[labels[points[:, 1], points[:, 0]]]
    return Pieces(points[numbers >= 0], numbers[numbers >= 0], np.asarray(stats[kept, :4], dtype=np.int32))


def clusters_of(pieces: Pieces, link: float) -> list[Cluster]:
    """The clusters of pieces, largest first; pieces link across gaps of `link` times their own size."""
    if len(pieces.boxes) == 0:
        return []
    group = _groups(pieces.boxes, link)
    groups = group[pieces.numbers]
    order = np.argsort(groups, kind="stable")
    numbers, starts = np.unique(groups[order], return_index=True)
    parts = np.split(pieces.points[order], starts[1:])
    found = [_cluster(part, pieces.boxes[group == number]) for number, part in zip(numbers, parts, strict=True)]
    chosen = [cluster for cluster in found if len(cluster.points) >= FEWEST_INK and cluster.longest_px >= LEAST_SIDE_PX]
    return sorted(chosen, key=lambda cluster: -len(cluster.points))


def _cluster(points: Points, boxes: NDArray[np.int32]) -> Cluster:
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0) + 1
    return Cluster((int(left), int(top), int(right), int(bottom)), points, boxes)


def _groups(stats: NDArray[np.int32], link: float) -> NDArray[np.int32]:
    """The number of its group for each piece."""
    left, top, width, height = (stats[:, index].astype(np.float32) for index in range(4))
    right, bottom, size = left + width, top + height, np.minimum(np.maximum(width, height), LARGEST_LINK_PX)
    apart_x = np.maximum(left[:, None], left[None, :]) - np.minimum(right[:, None], right[None, :])
    apart_y = np.maximum(top[:, None], top[None, :]) - np.minimum(bottom[:, None], bottom[None, :])
    apart = np.hypot(np.maximum(apart_x, 0), np.maximum(apart_y, 0))
    linked = apart <= link * np.maximum(size[:, None], size[None, :])
    return _spread(linked)


def _spread(linked: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Connected parts of a graph: each member takes the lowest number in reach until none changes."""
    number = np.arange(len(linked), dtype=np.int32)
    while True:
        lowest = np.where(linked, number[None, :], len(linked)).min(axis=1).astype(np.int32)
        lowest = lowest[lowest]
        if np.array_equal(lowest, number):
            return number
        number = lowest


@dataclass(frozen=True)
class Inked:
    """The ink of a page by hue, its pieces, how many clusters of a hue are looked into and what letters they need."""

    tint: Tint
    pieces: dict[Hue, Pieces]
    most: int
    fewest_letters: int = 0

    def solid(self) -> "Inked":
        """The same without rings and frames, which join a stamp with what it touches; nothing of black ink."""
        solid = {hue: pieces.solid() if hue in HUES else NO_PIECES for hue, pieces in self.pieces.items()}
        return replace(self, pieces=solid)

    def clusters(self, hue: Hue, link: float, *, strength: float) -> Iterator[Cluster]:
        """Clusters of one hue whose strong fifth is so many times the least tint of ink; noise is weaker."""
        for cluster in clusters_of(self.pieces[hue], link):
            tint = self.tint.of(hue)[cluster.points[:, 1], cluster.points[:, 0]]
            if np.percentile(tint, 80) >= strength * self.tint.level:
                yield cluster


def colored_ink(tint: Tint) -> Inked:
    """The pieces of a page's colored ink."""
    return Inked(tint, {hue: pieces_of(tint.mask(hue)) for hue in HUES}, MOST_COLORED)


def black_ink(dark: Tint) -> Inked:
    """The pieces of black ink that are larger than print; they must look like letters. None where much is unread."""
    pieces = pieces_of(dark.mask(BLACK_INK), least_side_px=LEAST_BLACK_PX)
    few = pieces if len(pieces.boxes) <= MOST_BLACK_PIECES else NO_PIECES
    return Inked(dark, {BLACK_INK: few}, MOST_BLACK, FEWEST_BLACK_LETTERS)


def overlap(some: Sequence[float], other: Sequence[float]) -> float:
    """The share of the smaller of two boxes that they have in common."""
    width = min(some[2], other[2]) - max(some[0], other[0])
    height = min(some[3], other[3]) - max(some[1], other[1])
    smaller = min((box[2] - box[0]) * (box[3] - box[1]) for box in (some, other))
    return max(0.0, width) * max(0.0, height) / max(1e-9, smaller)
