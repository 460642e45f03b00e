"""Straight lines of ink along the page's sides: what tables, frames and letterheads are ruled with."""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.prepare.ink import Mask


def straight_lines(ink: Mask, long_px: int, *, level: bool) -> Mask:
    """Level or upright lines of at least `long_px`; thickened first, so that a tilt of a degree does no harm."""
    across, along = ((3, 1), (1, long_px)) if level else ((1, 3), (long_px, 1))
    thick = cv2.dilate(ink, np.ones(across, np.uint8))
    return np.asarray(cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones(along, np.uint8)), dtype=np.uint8)


def spans(full: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Where runs of True begin and end."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], full.astype(np.int8), [0]])))
    return zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
