"""The way the letters of a cluster run: angles of a full half circle, likeliest first."""

import numpy as np
from numpy.typing import NDArray

STEP_DEGREES = 3.0
FINE_DEGREES = (1.0, 0.5)
WIDE_DEGREES = (4.0, 2.0, 1.0, 0.5)
SAMPLE = 1_500
MOST_ANGLES = 4
LIKELIEST = 8
APART_DEGREES = 2.5

Points = NDArray[np.int32]


def angles_of(points: Points, box: float) -> list[float]:
    """Some angles in degrees (clockwise as the page is seen, -90..90) at which the ink stands in rows.

    `box` is the angle of the smallest box around it.
    """
    sample = _scattered(points[:: max(1, len(points) // SAMPLE)])
    angles = np.arange(-90, 90, STEP_DEGREES)
    scores = np.array([row_sharpness(sample, angle) for angle in angles])
    chosen = [box, _refined(sample, box, WIDE_DEGREES)]
    for index in np.argsort(-scores)[:LIKELIEST]:
        chosen.append(_refined(sample, float(angles[index]), FINE_DEGREES))
    return _distinct(chosen)[:MOST_ANGLES]


def _distinct(angles: list[float]) -> list[float]:
    kept: list[float] = []
    for angle in angles:
        if all(_apart(angle, other) > APART_DEGREES for other in kept):
            kept.append(angle)
    return kept


def _scattered(points: Points) -> NDArray[np.float64]:
    """Points anywhere in their pixels: on the grid itself rows at 45 degrees would look sharp."""
    return points + np.random.default_rng(0).uniform(-0.5, 0.5, points.shape)


def _apart(some: float, other: float) -> float:
    away = abs(some - other) % 180
    return min(away, 180 - away)


def _refined(sample: NDArray[np.float64], angle: float, steps: tuple[float, ...]) -> float:
    for step in steps:
        near = [angle + step * index for index in (-2, -1, 0, 1, 2)]
        angle = max(near, key=lambda value: row_sharpness(sample, value))
    return angle


def row_sharpness(points: NDArray[np.float64], degrees: float) -> float:
    """How sharply rows along the angle begin and end, times how much longer than high the ink is."""
    cosine, sine = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    along, across = points @ np.array([cosine, sine]), points @ np.array([-sine, cosine])
    length, height = np.ptp(along) + 1, np.ptp(across) + 1
    profile = np.bincount((across - across.min()).astype(np.int64)).astype(np.float64)
    steps = profile[1:] - profile[:-1]
    sharpness = steps @ steps + profile[0] ** 2 + profile[-1] ** 2
    return float(sharpness * length / height)
