"""QR codes and barcodes: looked for only where their finder patterns or bars stand; decoded, never followed."""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.pages.source import Pixels
from ocr.prepare.ink import Gray, connected
from ocr.values import RegionKind

DARK = 140
FINDER_PX = (9, 70)  # on the small picture: 2 to 18 mm
FINDER_RATIO = (0.3, 0.6)  # inner square to outer: 3 / 7
FINDERS = 3
FULLEST_RING, EMPTIEST_SQUARE = 0.7, 0.7  # ink to box: 24 / 49 and 1 in a finder pattern
BAR_PX = 18
BAR_RATIO = 4.0
FEWEST_BARS = 18
PAD = 0.25  # of the code's size
LEAST_CODE_PX = 240  # smaller crops are enlarged for the decoder

Box = tuple[int, int, int, int]
Stats = NDArray[np.int32]  # left, top, width, height, area of pieces of ink
Found = tuple[RegionKind, Box, str | None]  # qr or barcode, place on the small picture, what it says


def codes_of(pixels: Pixels, white: Gray, scale: float) -> list[Found]:
    """The codes of a page; `white` is the page made smaller by `scale`."""
    dark = np.asarray(cv2.threshold(white, DARK, 1, cv2.THRESH_BINARY_INV)[1], dtype=np.uint8)
    stats = connected(dark)[1][1:]
    found: list[Found] = [("qr", box, _qr_text(_crop(pixels, box, scale))) for box in _finder_boxes(stats)]
    found += [("barcode", box, text) for box in _bar_boxes(stats) if (text := _bar_text(_crop(pixels, box, scale)))]
    return found


def _finder_boxes(stats: Stats) -> Iterator[Box]:
    """Where three squares stand with a smaller square in the middle of each."""
    low, high = FINDER_PX
    width, height = stats[:, 2], stats[:, 3]
    fill = stats[:, 4] / (width * height)
    square = (np.abs(width - height) <= 0.25 * np.maximum(width, height) + 1) & (width <= high)
    outer = stats[square & (width >= low) & (fill < FULLEST_RING)]
    inner = stats[square & (width >= 0.3 * low) & (fill > EMPTIEST_SQUARE)]
    if len(outer) < FINDERS or len(outer) > 400 or len(inner) > 4000:
        return
    rings = outer[_holds_square(outer, inner)]
    if len(rings) >= FINDERS:
        yield from _groups_of_three(rings)


def _holds_square(outer: Stats, inner: Stats) -> NDArray[np.bool_]:
    middles = [part[:, :2] + part[:, 2:4] / 2 for part in (outer, inner)]
    away = np.abs(middles[0][:, None] - middles[1][None]).max(axis=2)
    ratio = inner[None, :, 2] / outer[:, None, 2]
    return np.asarray(
        ((away <= 0.12 * outer[:, None, 2] + 1) & (ratio > FINDER_RATIO[0]) & (ratio < FINDER_RATIO[1])).any(axis=1)
    )


def _groups_of_three(rings: Stats) -> Iterator[Box]:
    """Rings of one size within the reach of one code."""
    left = list(range(len(rings)))
    while len(left) >= FINDERS:
        first = rings[left[0]]
        reach = 20 * first[2]
        near = [
            i
            for i in left
            if abs(rings[i][:2] - first[:2]).max() <= reach and abs(rings[i][2] - first[2]) <= 0.3 * first[2] + 2
        ]
        if len(near) >= FINDERS:
            group = rings[near]
            yield (
                int(group[:, 0].min()), int(group[:, 1].min()),
                int((group[:, 0] + group[:, 2]).max()), int((group[:, 1] + group[:, 3]).max()),
            )  # fmt: skip
        left = [i for i in left if i not in near]


def _bar_boxes(stats: Stats) -> Iterator[Box]:
    """Where many thin bars of one height stand side by side."""
    bars = stats[(stats[:, 3] >= BAR_PX) & (stats[:, 3] >= BAR_RATIO * stats[:, 2])]
    if len(bars) < FEWEST_BARS:
        return
    top, height = bars[:, 1], bars[:, 3]
    same = (np.abs(top[:, None] - top) <= 0.2 * height[:, None]) & (
        np.abs(height[:, None] - height) <= 0.3 * height[:, None]
    )
    seed = int(same.sum(axis=1).argmax())
    row = bars[same[seed]]
    if len(row) >= FEWEST_BARS:
        yield (
            int(row[:, 0].min()), int(row[:, 1].min()),
            int((row[:, 0] + row[:, 2]).max()), int((row[:, 1] + row[:, 3]).max()),
        )  # fmt: skip


def _crop(pixels: Pixels, box: Box, scale: float) -> Gray:
    """The code with a margin, from the page itself."""
    pad = PAD * max(box[2] - box[0], box[3] - box[1])
    left, top = (max(0, round((edge - pad) / scale)) for edge in box[:2])
    right, bottom = (round((edge + pad) / scale) for edge in box[2:])
    part = pixels[top:bottom, left:right]
    gray = part if part.ndim == 2 else cv2.cvtColor(part, cv2.COLOR_RGB2GRAY)
    larger = max(1, -(-LEAST_CODE_PX // max(1, min(gray.shape))))
    sized = cv2.resize(gray, None, fx=larger, fy=larger, interpolation=cv2.INTER_CUBIC) if larger > 1 else gray
    return np.asarray(sized, dtype=np.uint8)


def _qr_text(crop: Gray) -> str | None:
    """What the code says; None when it cannot be read. It is text, whatever it looks like."""
    try:
        text, _, _ = cv2.QRCodeDetector().detectAndDecode(crop)
    except cv2.error:  # odd geometry; the finder patterns stand all the same
        return None
    return text or None


def _bar_text(crop: Gray) -> str | None:
    try:
        text, *_ = cv2.barcode.BarcodeDetector().detectAndDecode(crop)
    except cv2.error:
        return None
    return text or None
