"""All evidence weighed into probabilities, with weights that adapt to an office as it accepts codes.

A conditional logit (McFadden 1974): each candidate code has features, and so has "none of these"; the softmax over
their weighed sums is the probability. Each accepted code, judged before it is learned, moves the weights by stochastic
gradient on the log loss, together with some earlier judgments drawn again; tied to the shipped weights so that a few
odd letters change nothing.
"""

import json
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SHIPPED = Path(__file__).resolve().parent.parent / "data" / "suggestion_weights.json"

CODE_FEATURES = (
    "title_explains",
    "title_shown",
    "title_both",
    "title_below",
    "name",
    "body_explains",
    "body_shown",
    "body_both",
    "new_title_explains",
    "new_title_shown",
    "new_title_both",
    "new_title_below",
    "new_name",
    "new_body_explains",
    "new_body_shown",
    "new_body_both",
    "new_depth",
    "new_usual",
    "printed",
    "printed_near",
    "form",
    "used",
    "lately",
    "likelihood",
    "posterior",
    "votes",
    "likeness",
    "linear",
    "linear_log",
    "branch",
    "branch_above",
    "sender",
    "head",
    "kind",
    "depth",
    "usual",
)
NONE_FEATURES = ("always", "experience", "novelty", "title_weak", "new_title_weak", "likeness_weak", "linear_weak")

Features = Mapping[str, float]
Array = NDArray[np.float64]
PACE = 0.05
HOLD = 0.0005  # pull toward the shipped weights at each step
REPLAYED = 12
REMEMBERED = 800


@dataclass(frozen=True)
class Judged:
    """One question with its answer: a row for each candidate, a last one for none of them; `right` is a place."""

    rows: Array
    right: int


def table(candidates: Sequence[Features], none: Features) -> Array:
    """Features as rows of numbers; the last row is "none of them"."""
    width = len(CODE_FEATURES) + len(NONE_FEATURES)
    rows = np.zeros((len(candidates) + 1, width))
    for row, features in zip(rows, candidates, strict=False):
        row[: len(CODE_FEATURES)] = [features[name] for name in CODE_FEATURES]
    rows[-1, len(CODE_FEATURES) :] = [none[name] for name in NONE_FEATURES]
    return rows


class Weights:
    """The weights of one office."""

    def __init__(self, shipped: Mapping[str, Mapping[str, float]] | None = None) -> None:
        start = shipped if shipped is not None else json.loads(SHIPPED.read_text(encoding="utf-8"))
        code = [float(start["code"].get(name, 0.0)) for name in CODE_FEATURES]
        none = [float(start["none"].get(name, 0.0)) for name in NONE_FEATURES]
        self._start = np.array(code + none)
        self._now = self._start.copy()
        self._judged: deque[Judged] = deque(maxlen=REMEMBERED)
        self._random = np.random.default_rng(0)

    def probabilities(self, rows: Array) -> Array:
        """Probability of each row: the candidates, and last none of them."""
        sums = rows @ self._now
        powers = np.exp(sums - sums.max())
        return np.asarray(powers / powers.sum())

    def adapt(self, judged: Judged) -> None:
        """Learn from what a person decided, and from some of the latest decisions again."""
        number = len(self._judged)
        again = self._random.choice(number, min(REPLAYED, number), replace=False) if number else ()
        drawn = [self._judged[int(index)] for index in again]
        self._judged.append(judged)
        for each in [*drawn, judged]:
            errors = -self.probabilities(each.rows)
            errors[each.right] += 1
            self._now += PACE * (errors @ each.rows) + HOLD * (self._start - self._now)

    def as_json(self) -> dict[str, dict[str, float]]:
        """The weights as they are shipped."""
        values = [round(float(value), 3) for value in self._now]
        code, none = values[: len(CODE_FEATURES)], values[len(CODE_FEATURES) :]
        return {
            "code": dict(zip(CODE_FEATURES, code, strict=True)),
            "none": dict(zip(NONE_FEATURES, none, strict=True)),
        }
