"""Which of four quarter turns sets a page upright.

Two cheap measures (rows sharper along or across the sheet; more ascenders than descenders) decide for pages that
stand upright, which are nearly all. Where they are not sure, trial readings of bands of the page decide: a wrong
turn costs the whole page, and so does a turn that is not made.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from ocr.prepare.geometry import fitted
from ocr.prepare.ink import Gray, Letters, Mask, letters
from ocr.prepare.seen import Seen
from ocr.prepare.skew import Axes

AXIS_RATIO = 1.3  # rows must be this much sharper along an axis to count
LEAST_VOTE = 0.15
SURE_VOTE = 3.0  # standard errors above an even vote
TRIAL_RATIO = 1.3  # a turned trial must read this much better than the page as it is
LEAST_TRIAL = 20.0  # letters read with confidence: a picture without text is not turned
TRIAL_SHARE = 0.08  # of the page's height: five or six lines of print
MOST_TRIALS = 3  # bands: the one with the most ink may be a table, a photograph or a seal
LEANING_DEGREES = 0.75
CLEAR_AXIS = 3.0  # rows so much sharper one way leave no doubt which way they run
FEWEST_VOTERS = 30  # fewer are an accident: touching letters, a page of capitals
VOTERS = 100

Trial = Callable[[Gray], float]  # a strip of text lines to how well it reads


def upright_turn(seen: Seen, axes: Axes, trial: Trial) -> int:
    """Quarter turns counterclockwise (0..3, as np.rot90) that set the page upright; 0 when in doubt."""
    ratio, small, mask = axes.ratio, seen.small, seen.mask
    candidates = (0, 2) if ratio < 1 / AXIS_RATIO else (1, 3) if ratio > AXIS_RATIO else (0, 1, 2, 3)
    if 0 in candidates and ratio < 1 and _votes_upright(seen.letters, mask, axes.along.degrees):
        return 0
    if ratio > CLEAR_AXIS:
        voted = [turn for turn in candidates if _votes_upright(None, np.rot90(mask, turn), axes.across.degrees)]
        if len(voted) == 1:
            return voted[0]
    return _best_by_trial(small, mask, sorted({0, *candidates}), trial)


def _votes_upright(known: Letters | None, mask: Mask, slope_degrees: float) -> bool:
    """The vote of the mask's letters, which may be known already; of a leaning page they are looked for once more."""
    mask = np.ascontiguousarray(mask)
    if abs(slope_degrees) > LEANING_DEGREES:
        known, mask = None, fitted(mask, mask.shape, slope_degrees=slope_degrees)
    vote, voters = ascender_vote(known or letters(mask))
    return voters >= FEWEST_VOTERS and vote > LEAST_VOTE and vote * voters**0.5 >= SURE_VOTE


def _best_by_trial(small: Gray, mask: Mask, turns: list[int], trial: Trial) -> int:
    """The turn whose bands read best, looking at more bands until one is clearly ahead."""
    scores = dict.fromkeys(turns, 0.0)
    for band in range(MOST_TRIALS):
        for turn in turns:
            scores[turn] += trial(_text_strip(np.rot90(small, turn), np.rot90(mask, turn), band))
        best = max(turns, key=lambda turn: scores[turn])
        second = max(scores[turn] for turn in turns if turn != best)
        if scores[best] > max(TRIAL_RATIO * second, 2 * LEAST_TRIAL):
            return best
    return best if scores[best] > max(TRIAL_RATIO * scores[0], LEAST_TRIAL) else 0


def _text_strip(page: Gray, mask: Mask, band: int = 0) -> Gray:
    """The band of the page with the most ink (the next ones for `band` 1, 2), high enough for some lines."""
    height = max(40, int(page.shape[0] * TRIAL_SHARE))
    profile = mask.sum(axis=1).astype(np.float64)
    capped = np.minimum(profile, np.percentile(profile, 95) + 1)
    sums = np.convolve(capped, np.ones(height), "valid") if len(capped) > height else np.zeros(1)
    top = int(np.argmax(sums))
    for _ in range(band):
        sums[max(0, top - height) : top + height] = -1
        top = int(np.argmax(sums))
    return np.ascontiguousarray(page[top : top + height])


def ascender_vote(found: Letters) -> tuple[float, int]:
    """How much more letters rise above their neighbors (b, d, k) than hang below (g, p): -1..1, and the voters."""
    x_height = found.x_height
    pieces = found.pieces.astype(np.float64)
    if x_height == 0:
        return 0.0, 0
    height = pieces[:, 3]
    tall = pieces[(height >= 1.2 * x_height) & (height <= 2.1 * x_height)][:: max(1, len(pieces) // (4 * VOTERS))]
    small = pieces[(height >= 0.85 * x_height) & (height <= 1.15 * x_height)]
    if len(tall) == 0 or len(small) == 0:
        return 0.0, 0
    votes = np.array([_one_vote(letter, small, x_height) for letter in tall[:VOTERS]])
    voters = int(np.count_nonzero(votes))
    return (float(votes.sum()) / voters if voters else 0.0), voters


def _one_vote(letter: NDArray[np.float64], small: NDArray[np.float64], x_height: int) -> int:
    """+1 when the letter rises above the small letters beside it, -1 when it hangs below, 0 when neither."""
    left, top, width, height = letter
    away = np.abs(small[:, 0] + small[:, 2] / 2 - (left + width / 2))
    beside = (away < 9 * x_height) & (small[:, 1] < top + height) & (small[:, 1] + small[:, 3] > top)
    near = small[beside][np.argsort(away[beside])[:4]]
    if len(near) == 0:
        return 0
    middle = len(near) // 2
    above = float(np.sort(near[:, 1])[middle]) - top
    below = top + height - float(np.sort(near[:, 1] + near[:, 3])[middle])
    margin = 0.12 * x_height
    return int(above > below + margin) - int(below > above + margin)
