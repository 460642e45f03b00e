"""Round and oval office stamps: ink on an ellipse that fills its box, or a circle among other ink."""

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.int32]
Box = tuple[int, int, int, int]
Circle = tuple[float, float, float]  # middle and radius

RIM = (0.78, 1.06)  # of the radius: the rings and the text between them
LEAST_ON_RIM = 0.3
MOST_OUTSIDE = 0.01
SECTORS = 24
LEAST_SECTORS = 20
LEAST_RATIO = 0.5  # short to long side of an oval stamp
RADII_PX = (40, 100)  # of round stamps, on the small picture: 20 to 50 mm across
TRIES = 150
SAMPLE = 1_200
NEAR_PX = 2.5  # of a circle's line
FULL_CIRCLE = 0.75  # of the sectors that have ink on the line


def is_ring(points: Points) -> bool:
    """Whether the ink of a cluster is a round or oval stamp and nothing beside it."""
    low, high = points.min(axis=0).astype(np.float64), points.max(axis=0).astype(np.float64)
    sides = high - low + 1
    if sides.min() < LEAST_RATIO * sides.max():
        return False
    places = (points - (low + high) / 2) / (sides / 2)
    away = np.hypot(places[:, 0], places[:, 1])
    rim = (away >= RIM[0]) & (away <= RIM[1])
    if rim.mean() < LEAST_ON_RIM or (away > RIM[1]).mean() > MOST_OUTSIDE:
        return False
    turns = np.arctan2(places[rim, 1], places[rim, 0]) / (2 * np.pi) * SECTORS
    return len(np.unique(np.floor(turns))) >= LEAST_SECTORS


def ring_in(points: Points) -> Box | None:
    """The box of a round stamp among other ink of its cluster: the circle of three points that most ink lies on."""
    lot = np.random.default_rng(0)
    sample = points[lot.choice(len(points), min(SAMPLE, len(points)), replace=False)].astype(np.float64)
    circles = _through(lot.choice(sample, (TRIES, 3)))
    if len(circles) == 0:
        return None
    x, y, radius = circles[np.argmax([_on_line(sample, circle).sum() for circle in circles])]
    if _sectors_on(points, (x, y, radius)) < FULL_CIRCLE * SECTORS:
        return None
    left, top = max(0, round(x - radius)), max(0, round(y - radius))
    return left, top, round(x + radius) + 1, round(y + radius) + 1


def _through(threes: NDArray[np.float64]) -> list[Circle]:
    """Middle and radius of the circles through three points each, of those that are as large as stamps."""
    some, other = threes[:, 1] - threes[:, 0], threes[:, 2] - threes[:, 0]
    twice = 2 * (some[:, 0] * other[:, 1] - some[:, 1] * other[:, 0])
    apart = np.abs(twice) >= 2
    some, other, start = some[apart], other[apart], threes[apart, 0]
    squares = (some * some).sum(axis=1), (other * other).sum(axis=1)
    right = (squares[0] * other[:, 1] - squares[1] * some[:, 1]) / twice[apart]
    down = (squares[1] * some[:, 0] - squares[0] * other[:, 0]) / twice[apart]
    radius = np.hypot(right, down)
    found = np.column_stack([start[:, 0] + right, start[:, 1] + down, radius])
    return [(x, y, r) for x, y, r in found[(radius >= RADII_PX[0]) & (radius <= RADII_PX[1])].tolist()]


def _on_line(points: NDArray[np.float64], circle: Circle) -> NDArray[np.bool_]:
    x, y, radius = circle
    away = np.hypot(points[:, 0] - x, points[:, 1] - y)
    return np.asarray(np.abs(away - radius) <= NEAR_PX)


def _sectors_on(points: Points, circle: Circle) -> int:
    line = points[_on_line(points.astype(np.float64), circle)]
    turns = np.arctan2(line[:, 1] - circle[1], line[:, 0] - circle[0]) / (2 * np.pi) * SECTORS
    return len(np.unique(np.floor(turns)))
