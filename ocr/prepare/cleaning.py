"""Two treatments for print that does not read well as it is: dirt taken away, or dots of a printer joined.

Neither is ever applied unseen: both readings are compared with that of the page as it is, and the best is kept.
Measured on 24 pages of photocopies, dot matrix print and print shining through, mean of the pages' error rates: as
they are 4.3 %, all cleaned 3.1 %, all softened 5.3 %, which is best for 6 of the 8 pages of dot matrix print.
"""

import cv2
import numpy as np

from ocr.prepare.ink import Gray, connected

SOFT_SIGMA_PX = 1.0
CLEAN_SIGMA_PX = 0.5
PAPER_KERNEL_PX = 15
FAINT_SHARE = 0.5  # of the threshold between paper and ink: faint parts of strokes that also have strong ones
LEAST_DEPTH = 8.0  # gray levels between paper and ink
LEAST_AREA_PX = 4
FULL_INK = 215.0
DARKEST = 235.0


def softened(gray: Gray) -> Gray:
    """Slightly out of focus: the dots of a printer or a coarse copy run together to strokes."""
    return np.asarray(cv2.GaussianBlur(gray, (0, 0), SOFT_SIGMA_PX), dtype=np.uint8)


def cleaned(gray: Gray) -> Gray:
    """Only what is darker than the paper around it and has a dark heart; all else white.

    Hysteresis as in Canny's edge detector: faint ink counts where it is connected with strong ink.
    """
    depth = _depth(gray)
    strong = max(LEAST_DEPTH, _threshold(depth))
    faint = (depth > FAINT_SHARE * strong).astype(np.uint8)
    labels, pieces = connected(faint)
    has_heart = np.zeros(len(pieces), bool)
    has_heart[np.unique(labels[depth > strong])] = True
    kept = has_heart & (pieces[:, cv2.CC_STAT_AREA] >= LEAST_AREA_PX)
    kept[0] = False
    ink = kept[labels]
    if not ink.any():
        return np.full_like(gray, 255)
    full = max(LEAST_DEPTH, float(np.percentile(depth[ink], 80)))
    near = cv2.dilate(ink.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    drawn = 255 - np.clip(np.arange(256) * (FULL_INK / full), 0, DARKEST)
    return np.where(near, drawn.astype(np.uint8)[depth], np.uint8(255))


def _depth(gray: Gray) -> Gray:
    """How much darker than the paper around it each pixel is."""
    soft = cv2.GaussianBlur(gray, (0, 0), CLEAN_SIGMA_PX)
    paper = cv2.morphologyEx(soft, cv2.MORPH_CLOSE, np.ones((PAPER_KERNEL_PX, PAPER_KERNEL_PX), np.uint8))
    return np.asarray(cv2.subtract(cv2.GaussianBlur(paper, (0, 0), 5), soft), dtype=np.uint8)


def _threshold(depth: Gray) -> float:
    """Otsu's threshold among what is more than the unrest of the paper."""
    unrest = 1.5 * (float(np.median(depth)) + 1)
    deep = depth[depth > unrest]
    if deep.size < 100:
        deep = depth.ravel()
    return float(cv2.threshold(deep.reshape(-1, 1), 0, 255, cv2.THRESH_OTSU)[0])
