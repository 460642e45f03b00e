"""The way from the stored page image to the picture that is read, and back."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.prepare.ink import Gray
from ocr.values import Box

Affine = NDArray[np.float64]  # 2 x 3


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
