"""The way from the stored page image to the picture that is read, and back."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.prepare.ink import Gray, Mask
from ocr.values import Box

Affine = NDArray[np.float64]  # 2 x 3


@dataclass(frozen=True)
class Rectangle:
    """A part of a picture, in its pixels."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def part(self) -> tuple[slice, slice]:
        """Its rows and columns."""
        return slice(self.top, self.bottom), slice(self.left, self.right)


@dataclass(frozen=True)
class Transform:
    """Maps pixels of the read picture to fractions of the stored page image."""

    to_fractions: Affine

    def box(self, left: float, top: float, right: float, bottom: float) -> Box:
        """The box on the stored image around a rectangle of the read picture, cut at the page's edges."""
        corners = np.array([[left, top, 1], [right, top, 1], [left, bottom, 1], [right, bottom, 1]])
        places = (corners @ self.to_fractions.T).clip(0, 1)
        (x0, y0), (x1, y1) = places.min(axis=0), places.max(axis=0)
        return Box(float(x0), float(y0), float(x1), float(y1))


def leveled(gray: Gray, *, slope_degrees: float) -> tuple[Gray, Transform]:
    """Turn by the slope so that lines run level; corners that appear are paper."""
    height, width = gray.shape
    forward = np.array([[1.0, 0, 0], [0, 1.0, 0]])
    if slope_degrees:
        forward = np.asarray(cv2.getRotationMatrix2D((width / 2, height / 2), slope_degrees, 1), dtype=np.float64)
        paper = float(np.percentile(gray[::8, ::8], 85))
        turned = cv2.warpAffine(gray, forward, (width, height), flags=cv2.INTER_LINEAR, borderValue=(paper,))
        gray = np.asarray(turned, dtype=np.uint8)
    back = np.asarray(cv2.invertAffineTransform(forward), dtype=np.float64)
    return gray, Transform(back / np.array([[width], [height]]))


def fitted(mask: Mask, shape: tuple[int, ...], *, slope_degrees: float) -> Mask:
    """An ink mask brought to the size and slope of the read picture."""
    height, width = shape[:2]
    if mask.shape != (height, width):
        mask = np.asarray(cv2.resize(mask, (width, height), interpolation=cv2.INTER_NEAREST), dtype=np.uint8)
    if not slope_degrees:
        return mask
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), slope_degrees, 1)
    return np.asarray(cv2.warpAffine(mask, turn, (width, height), flags=cv2.INTER_NEAREST), dtype=np.uint8)
