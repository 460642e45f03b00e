"""Lines of a cluster's letters, set upright and drawn together, without frames: ink in which to look for words."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.prepare.ink import Gray, Mask, connected
from ocr.prepare.rules import spans

LEAST_LINE_PX = 8  # 2 mm on the small picture
FRAME_WIDTH, FRAME_HEIGHT = 0.3, 0.8  # of the cluster: runs of ink longer than that are a frame's
EDGE_ROWS, EDGE_COLUMNS = 0.3, 0.2  # of the cluster: a frame stands so near to its edges
LEAST_INSIDE = 0.2  # of the ink must be left when a frame is taken away
WIDEST_GAP = 0.3  # of the letters' height: spaced letters are moved together to this
ROW_SHARE = 0.3  # of ordinary rows: emptier ones part lines
THIN = 0.5  # of the thickest line: thinner ones are a frame
NARROWEST, WIDEST = 2.2, 24.0  # width of a line to its height
MOST_PIECES = 120
WIDEST_PIECE = 4.0  # to its height; wider pieces are no letters
SAME_EDGE = 0.2  # of their height: letters of a line differ less at top and bottom
FEWEST_ALIGNED, MOST_BANDS = 4, 2
SAME_HEIGHT = 0.5  # of the higher one: lines of one stamp
END_LETTERS = 2  # heights beside the aligned letters: room for a letter that touches something

Place = tuple[int, int, int, int]  # top, bottom, left, right


@dataclass(frozen=True)
class Band:
    """A line of a stamp: its ink without gaps, and the rows it stands in."""

    ink: Gray
    top: int
    bottom: int

    def is_above(self, other: "Band") -> bool:
        """Whether the line stands over another one of much the same height."""
        heights = sorted((self.bottom - self.top, other.bottom - other.top))
        return self.bottom <= (other.top + other.bottom) / 2 and heights[0] >= SAME_HEIGHT * heights[1]


def bands_at(ink: Gray, level: int, degrees: float) -> list[Band]:
    """The lines of an ink picture (ink is bright) when it is turned by `degrees` counterclockwise."""
    turned = _cropped(_turned(ink, degrees), level)
    letters = without_frame((turned >= level).astype(np.uint8))
    places = list(dict.fromkeys(_full_rows(letters) + _aligned(letters)))
    return [band for place in places if (band := _band(turned, letters, place)) is not None]


def upside_down(bands: Sequence[Band]) -> list[Band]:
    """The bands when the stamp stands on its head."""
    turned = [np.ascontiguousarray(band.ink[::-1, ::-1]) for band in bands]
    return [Band(ink, -band.bottom, -band.top) for ink, band in zip(turned, bands, strict=True)]


def _turned(ink: Gray, degrees: float) -> Gray:
    height, width = ink.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    wide, tall = (int(value) for value in np.abs(turn[:, :2]) @ np.array([width, height]))
    turn[:, 2] += (wide - width) / 2, (tall - height) / 2
    return np.asarray(cv2.warpAffine(ink, turn, (wide, tall), flags=cv2.INTER_LINEAR), dtype=np.uint8)


def _cropped(ink: Gray, level: int) -> Gray:
    rows, columns = (np.flatnonzero((ink >= level).any(axis=axis)) for axis in (1, 0))
    return ink if len(rows) == 0 else ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def without_frame(mask: Mask) -> Mask:
    """The mask without the pieces of a frame and, where letters touch it, without its long straight runs."""
    height, width = mask.shape
    labels, stats = connected(mask)
    framing = _are_frame(stats.astype(np.float64), width, height)
    framing[0] = False
    inside = np.where(framing[labels], 0, mask).astype(np.uint8)
    inside = inside if inside.sum() > LEAST_INSIDE * mask.sum() else mask
    long_rows = _runs(inside, 1, FRAME_WIDTH * width)
    if not long_rows.any():
        return inside
    long_rows[round(EDGE_ROWS * height) : round((1 - EDGE_ROWS) * height)] = 0
    long_columns = _runs(inside, FRAME_HEIGHT * height, 1)
    long_columns[:, round(EDGE_COLUMNS * width) : round((1 - EDGE_COLUMNS) * width)] = 0
    runs = cv2.dilate(cv2.max(long_rows, long_columns), np.ones((3, 3), np.uint8))
    cut = np.where(runs > 0, 0, inside).astype(np.uint8)
    return cut if cut.sum() > LEAST_INSIDE * mask.sum() else inside


def _runs(mask: Mask, height: float, width: float) -> Mask:
    """Ink that stands in straight runs of at least this size (1: across the run)."""
    shape = tuple(1 if side == 1 else max(9, int(side)) for side in (height, width))
    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones(shape, np.uint8)), dtype=np.uint8)


def _are_frame(stats: NDArray[np.float64], width: int, height: int) -> NDArray[np.bool_]:
    """Pieces that go round, or lie along an edge as a line."""
    wide, tall, fill = stats[:, 2] / width, stats[:, 3] / height, stats[:, 4] / (stats[:, 2] * stats[:, 3])
    goes_round = (wide > 0.3) & (tall > 0.6) & (fill < 0.4)
    is_line = ((wide > 0.2) & (tall < 0.12)) | ((tall > 0.4) & (wide < 0.025))
    return np.asarray(goes_round | is_line)


def _full_rows(letters: Mask) -> list[Place]:
    """Spans of full rows, thin ones left out; the sides, where a frame may stand, do not count."""
    width = letters.shape[1]
    profile = letters[:, width // 12 : width - width // 12].sum(axis=1).astype(np.float64)
    if not profile.any():
        return []
    rows = list(spans(profile > ROW_SHARE * np.percentile(profile[profile > 0], 60)))
    thickest = max(bottom - top for top, bottom in rows)
    least = max(LEAST_LINE_PX, THIN * thickest)
    return [(top, bottom, 0, width) for top, bottom in rows if bottom - top >= least]


def _aligned(letters: Mask) -> list[Place]:
    """Bands that many pieces stand in from top to bottom, whatever else lies there."""
    pieces = connected(letters)[1][1:]
    pieces = pieces[(pieces[:, 3] >= LEAST_LINE_PX) & (pieces[:, 2] < WIDEST_PIECE * pieces[:, 3])]
    pieces = pieces[np.argsort(-pieces[:, 3])][:MOST_PIECES]
    bands: list[Place] = []
    near = _same_line(pieces)
    for seed in np.argsort(-near.sum(axis=1), kind="stable"):
        members = pieces[near[seed]]
        if len(members) < FEWEST_ALIGNED or len(bands) == MOST_BANDS:
            break
        middle = float(np.median(members[:, 1] + members[:, 3] / 2))
        if all(not band[0] < middle < band[1] for band in bands):
            bands.append(_around(members, letters.shape[1]))
    return bands


def _same_line(pieces: NDArray[np.int32]) -> NDArray[np.bool_]:
    """For each piece, which pieces begin and end at its height."""
    top, bottom, allowed = pieces[:, 1], pieces[:, 1] + pieces[:, 3], SAME_EDGE * pieces[:, 3:4]
    return np.asarray((np.abs(top[:, None] - top) < allowed) & (np.abs(bottom[:, None] - bottom) < allowed))


def _around(members: NDArray[np.int32], width: int) -> Place:
    """The rows of the pieces, from some letters before the first to some after the last."""
    top, bottom = int(np.median(members[:, 1])), int(np.median(members[:, 1] + members[:, 3]))
    reach = END_LETTERS * (bottom - top)
    left, right = int(members[:, 0].min()) - reach, int((members[:, 0] + members[:, 2]).max()) + reach
    return top, bottom, max(0, left), min(width, right)


def _band(ink: Gray, letters: Mask, place: Place) -> Band | None:
    """The ink of a band without its gaps; None when its shape cannot be a word's."""
    top, bottom, left, right = place
    part = letters[top:bottom, left:right]
    columns = _columns_kept(part)
    if not NARROWEST <= columns.sum() / len(part) <= WIDEST:
        return None
    near = cv2.dilate(part, np.ones((3, 3), np.uint8))
    clean = np.where(near > 0, ink[top:bottom, left:right], 0)[:, columns]
    strongest = float(np.percentile(clean[clean > 0], 75))
    return Band(np.clip(clean * (255 / strongest), 0, 255).astype(np.uint8), top, bottom)


def _columns_kept(letters: Mask) -> NDArray[np.bool_]:
    """All columns with ink, and of each gap between them the first few."""
    full = np.asarray(letters.any(axis=0))
    index = np.arange(len(full))
    last_full = np.maximum.accumulate(np.where(full, index, -len(full)))
    return np.asarray(index - last_full <= max(2, int(WIDEST_GAP * len(letters))))
