"""Pieces of colored ink that belong together: a stamp, a signature, a note."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.prepare.ink import Mask

LEAST_AREA = 12  # pixels at 100 dpi; less is noise
MOST_PIECES = 900  # a page of so many colored pieces is a photograph, or all in color
LINKS = (0.5, 1.15)  # gaps up to this share of the larger piece belong together; letter-spaced words need the second
LARGEST_LINK_PX = 46  # pieces larger than letters do not reach further than letters do
FEWEST_INK = 60
LEAST_SIDE_PX = 36


@dataclass(frozen=True)
class Cluster:
    """Ink that belongs together: its box (left, top, right, bottom) and its points (x, y), in pixels of the mask."""

    box: tuple[int, int, int, int]
    points: NDArray[np.int32]
    pieces: NDArray[np.int32]

    @property
    def fill(self) -> float:
        """The share of the box that is ink."""
        left, top, right, bottom = self.box
        return len(self.points) / max(1, (right - left) * (bottom - top))

    @property
    def density(self) -> float:
        """The share of the smallest turned box that is ink."""
        (_, _), (width, height), _ = cv2.minAreaRect(self.points)
        return float(len(self.points) / max(1.0, width * height))

    @property
    def longest_px(self) -> int:
        """The longer side of the box."""
        return max(self.box[2] - self.box[0], self.box[3] - self.box[1])


def clusters_of(mask: Mask, link: float) -> list[Cluster]:
    """The clusters of a mask, largest first; pieces link across gaps of `link` times their own size."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(
        cv2.dilate(mask, np.ones((3, 3), np.uint8)), connectivity=8
    )
    kept = np.flatnonzero(stats[1:, cv2.CC_STAT_AREA] >= LEAST_AREA) + 1
    kept = kept[np.argsort(-stats[kept, cv2.CC_STAT_AREA])][:MOST_PIECES]
    if len(kept) == 0:
        return []
    chosen = np.asarray(stats[kept], dtype=np.int32)
    group = _groups(chosen, link)
    group_of_label = np.full(count, -1, np.int32)
    group_of_label[kept] = group
    return _gathered(np.where(mask > 0, labels, 0), group_of_label, chosen, group)


def _gathered(
    labels: NDArray[np.int32], group_of_label: NDArray[np.int32], stats: NDArray[np.int32], group: NDArray[np.int32]
) -> list[Cluster]:
    rows, columns = np.nonzero(labels)
    groups = group_of_label[labels[rows, columns]]
    order = np.argsort(groups, kind="stable")
    points = np.stack([columns, rows], axis=1).astype(np.int32)[order]
    numbers, starts = np.unique(groups[order], return_index=True)
    parts = np.split(points, starts[1:])
    found = [_cluster(part, stats[group == number]) for number, part in zip(numbers, parts, strict=True) if number >= 0]
    chosen = [cluster for cluster in found if len(cluster.points) >= FEWEST_INK and cluster.longest_px >= LEAST_SIDE_PX]
    return sorted(chosen, key=lambda cluster: -len(cluster.points))


def _cluster(points: NDArray[np.int32], stats: NDArray[np.int32]) -> Cluster:
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0) + 1
    return Cluster((int(left), int(top), int(right), int(bottom)), points, stats[:, :4])


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


def overlap(some: Sequence[float], other: Sequence[float]) -> float:
    """The share of the smaller of two boxes that they have in common."""
    width = min(some[2], other[2]) - max(some[0], other[0])
    height = min(some[3], other[3]) - max(some[1], other[1])
    smaller = min((box[2] - box[0]) * (box[3] - box[1]) for box in (some, other))
    return max(0.0, width) * max(0.0, height) / max(1e-9, smaller)
