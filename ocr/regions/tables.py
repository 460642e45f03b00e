"""Ruled tables: long level and upright lines that meet."""

import cv2
import numpy as np

from ocr.prepare.ink import Gray, Mask, connected
from ocr.prepare.rules import spans, straight_lines

LINE_GRAY = 185  # thin lines are gray when the page is made small
LINE_PX = 40  # 10 mm: longer than strokes of letters
LEAST_WIDTH, LEAST_HEIGHT = 0.18, 0.02  # of the page
FEWEST_CELLS = 2
JOINED_PX = 5  # lines so near meet
LINE_SHARE = 0.25  # of a table's side: shorter lines rule no row or column

Box = tuple[int, int, int, int]


def tables_of(white: Gray) -> list[Box]:
    """Boxes (left, top, right, bottom) of ruled tables, from top to bottom."""
    dark = np.asarray(cv2.threshold(white, LINE_GRAY, 1, cv2.THRESH_BINARY_INV)[1], dtype=np.uint8)
    level, upright = (straight_lines(dark, LINE_PX, level=is_level) for is_level in (True, False))
    if not level.any() or not upright.any():
        return []
    joined = cv2.dilate(cv2.max(level, upright), np.ones((JOINED_PX, JOINED_PX), np.uint8))
    _, stats = connected(np.asarray(joined, dtype=np.uint8))
    height, width = white.shape
    large = [s for s in stats[1:] if s[2] >= LEAST_WIDTH * width and s[3] >= LEAST_HEIGHT * height]
    boxes = [(int(s[0]), int(s[1]), int(s[0] + s[2]), int(s[1] + s[3])) for s in large]
    return sorted((box for box in boxes if _has_cells(level, upright, box)), key=lambda box: box[1])


def _has_cells(level: Mask, upright: Mask, box: Box) -> bool:
    """Whether the lines make at least two cells."""
    left, top, right, bottom = box
    rows = len(list(spans(level[top:bottom, left:right].sum(axis=1) > LINE_SHARE * (right - left))))
    columns = len(list(spans(upright[top:bottom, left:right].sum(axis=0) > LINE_SHARE * (bottom - top))))
    return rows >= 2 and columns >= 2 and (rows - 1) * (columns - 1) >= FEWEST_CELLS
