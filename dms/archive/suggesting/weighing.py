"""All evidence weighed into probabilities, with weights that adapt to an office as it accepts codes.

A conditional logit: each candidate code has features, and so has "none of these"; the softmax over their weighed sums
is the probability. Each accepted code moves the weights a little (stochastic gradient on the log loss, judged before
the letter is learned), tied to the shipped weights so that a few odd letters change nothing.
"""

import json
from collections.abc import Mapping, Sequence
from math import exp
from pathlib import Path

SHIPPED = Path(__file__).resolve().parent.parent / "data" / "suggestion_weights.json"

CODE_FEATURES = (
    "title_explains",
    "title_shown",
    "title_both",
    "body_explains",
    "body_shown",
    "printed",
    "printed_near",
    "form",
    "used",
    "lately",
    "likelihood",
    "posterior",
    "votes",
    "likeness",
    "sender",
    "depth",
)
NONE_FEATURES = ("always", "experience", "novelty", "title_weak", "likeness_weak")

Features = Mapping[str, float]


class Weights:
    """The weights of one office."""

    def __init__(self, shipped: Mapping[str, Mapping[str, float]] | None = None) -> None:
        start = shipped if shipped is not None else json.loads(SHIPPED.read_text(encoding="utf-8"))
        self.code = {name: float(start["code"].get(name, 0.0)) for name in CODE_FEATURES}
        self.none = {name: float(start["none"].get(name, 0.0)) for name in NONE_FEATURES}
        self._start = {"code": dict(self.code), "none": dict(self.none)}

    def probabilities(self, candidates: Sequence[Features], none: Features) -> list[float]:
        """Probability of each candidate, and last of none of them."""
        sums = [_weighed(self.code, features) for features in candidates] + [_weighed(self.none, none)]
        top = max(sums)
        powers = [exp(value - top) for value in sums]
        whole = sum(powers)
        return [power / whole for power in powers]

    def adapt(self, candidates: Sequence[Features], none: Features, right: int | None, *, rate: float) -> None:
        """One step toward what a person decided; `right` is the candidate's place, or None when it was not there."""
        place = len(candidates) if right is None else right
        chances = self.probabilities(candidates, none)
        for index, features in enumerate(candidates):
            _move(self.code, features, rate * ((index == place) - chances[index]))
        _move(self.none, none, rate * ((place == len(candidates)) - chances[-1]))
        for name, values in (("code", self.code), ("none", self.none)):
            for feature, value in values.items():
                values[feature] = value + 0.001 * (self._start[name][feature] - value)

    def as_json(self) -> dict[str, dict[str, float]]:
        """The weights as they are shipped."""
        return {
            "code": {name: round(value, 3) for name, value in self.code.items()},
            "none": {name: round(value, 3) for name, value in self.none.items()},
        }


def _weighed(weights: Mapping[str, float], features: Features) -> float:
    return sum(weights[name] * value for name, value in features.items())


def _move(weights: dict[str, float], features: Features, step: float) -> None:
    for name, value in features.items():
        weights[name] += step * value
