"""Pages of noise: the recognizer's layout analysis takes minutes over ten thousand specks and cannot be interrupted.

Measured at 150 dpi: 5,000 pieces of ink 0.3 s, 10,000 9.7 s, 18,000 23 s; a dense page of print has 3,000 to 6,000.
"""

import cv2
import numpy as np

from ocr.prepare.ink import Gray, connected

MOST_PIECES = 9_000
PIECE_AREA = 3  # pixels; the recognizer drops smaller specks itself, quickly
MEDIANS = (3, 5, 7)
WHITE = 255


def pieces_of(gray: Gray) -> int:
    """Pieces of ink as the recognizer will see them: connected dark pixels under one threshold; at most so many."""
    dark = np.asarray(cv2.threshold(gray, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1], dtype=np.uint8)
    bound = most_pieces_of(dark)
    if bound <= MOST_PIECES:
        return bound
    _, found = connected(dark)
    return int((found[1:, cv2.CC_STAT_AREA] >= PIECE_AREA).sum())


def most_pieces_of(dark: Gray) -> int:
    """A quick upper bound: each piece has a topmost pixel, with nothing dark above it or before it in its row."""
    above = np.asarray(cv2.dilate(dark, np.ones((1, 3), np.uint8)), dtype=np.uint8)
    tops = dark[1:, 1:] > np.maximum(above[:-1, 1:], dark[1:, :-1])
    return int(np.count_nonzero(tops)) + int(dark[0].sum()) + int(dark[:, 0].sum())


def calmed(gray: Gray) -> tuple[Gray, str | None]:
    """The picture with so little noise that it can be read in time, and a note: None, noise_removed or too_noisy.

    The least median filter that suffices is taken; a picture that stays noisy is given back white.
    """
    if pieces_of(gray) <= MOST_PIECES:
        return gray, None
    for size in MEDIANS:
        smooth = np.asarray(cv2.medianBlur(gray, size), dtype=np.uint8)
        if pieces_of(smooth) <= MOST_PIECES:
            return smooth, "noise_removed"
    return np.full_like(gray, WHITE), "too_noisy"
