"""What is ink on a page: a small black-on-white mask for measuring, and the size of its letters."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Gray = NDArray[np.uint8]
Mask = NDArray[np.uint8]  # 1 = ink

MEASURE_LONG_SIDE = 1754  # pixels: A4 at 150 dpi, usually also what is read; letters of 12 points are 12 px high
EDGE_SHARE = 0.02  # scanner edges are no ink
LEAST_CONTRAST = 20  # gray levels between paper and ink


def resized(pixels: NDArray[np.uint8], scale: float) -> NDArray[np.uint8]:
    """A picture scaled by area averaging (down) or cubic (up)."""
    if abs(scale - 1) < 0.01:
        return pixels
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    height, width = pixels.shape[:2]
    size = max(1, round(width * scale)), max(1, round(height * scale))  # a line of pixels stays one
    return np.asarray(cv2.resize(pixels, size, interpolation=how), dtype=np.uint8)


def connected(mask: NDArray[np.uint8]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Labels of a mask's connected pieces, 0 where there is none, and of each left, top, width, height and area.

    By the block algorithm (Grana et al. 2010), which takes a third of the time of the one OpenCV takes by itself.
    """
    _, labels, pieces, _ = cv2.connectedComponentsWithStatsWithAlgorithm(mask, 8, cv2.CV_32S, cv2.CCL_BBDT)
    return np.asarray(labels, np.int32), np.asarray(pieces, np.int32)


def measuring_size(gray: Gray) -> Gray:
    """The page small enough to measure it in milliseconds."""
    return resized(gray, min(1.0, MEASURE_LONG_SIDE / max(gray.shape)))


def ink_mask(small: Gray) -> Mask:
    """Ink against the local paper (morphological closing), edges of the sheet left out."""
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    for _ in range(3):  # as smooth as a Gaussian of 4.5 px, in a third of its time
        paper = cv2.blur(paper, (9, 9))
    depth = cv2.subtract(paper, small)
    threshold = max(LEAST_CONTRAST, cv2.threshold(depth, 0, 255, cv2.THRESH_OTSU)[0])
    mask = (depth > threshold).astype(np.uint8)
    edge = int(EDGE_SHARE * max(mask.shape))
    mask[:edge] = mask[-edge:] = 0
    mask[:, :edge] = mask[:, -edge:] = 0
    return mask


@dataclass(frozen=True)
class Letters:
    """Connected pieces of ink of the size of letters, as left, top, width, height; `x_height` in px, 0 = unknown."""

    pieces: NDArray[np.int32]
    x_height: int


FEWEST_LETTERS = 30
COMMON_SHARE = 0.55  # of the most common height
LETTER_HEIGHTS = (5, 75)  # px at measuring size


def letters(mask: Mask) -> Letters:
    """The letters of a mask and the height most of them have (small letters without ascenders)."""
    pieces = connected(mask)[1][1:]
    low, high = LETTER_HEIGHTS
    height, width, area = pieces[:, 3], pieces[:, 2], pieces[:, 4]
    pieces = pieces[(height >= low) & (height <= high) & (width <= 2 * high) & (area >= 6)]
    places = np.asarray(pieces[:, :4], dtype=np.int32)
    if len(pieces) < FEWEST_LETTERS:
        return Letters(places, 0)
    counts = np.convolve(np.bincount(pieces[:, 3], minlength=high + 2), [0.5, 1, 0.5], "same")
    return Letters(places, _x_height(counts))


def _x_height(counts: NDArray[np.float64]) -> int:
    """The lowest of the common heights: capitals and ascenders may be as many as small letters."""
    common = np.flatnonzero(counts >= COMMON_SHARE * counts.max())
    peaks = [height for height in common if counts[height] >= counts[height - 1 : height + 2].max()]
    return int(peaks[0])
