"""All evidence weighed into probabilities, with weights that adapt to an office as it accepts codes.

A conditional logit: each candidate code has features, and so has "none of these"; the softmax over their weighed sums
is the probability. Each accepted code moves the weights a little (stochastic gradient on the log loss, judged before
the letter is learned), tied to the shipped weights so that a few odd letters change nothing.
"""

import json
from collections.abc import Mapping, Sequence
from math import exp, log
from pathlib import Path

SHIPPED = Path(__file__).resolve().parent.parent / "data" / "suggestion_weights.json"

CODE_FEATURES = (
    "title_explains",
    "title_shown",
    "title_both",
    "body_explains",
    "body_shown",
    "body_both",
    "new_title_explains",
    "new_title_shown",
    "new_title_both",
    "new_body_explains",
    "new_body_shown",
    "new_body_both",
    "printed",
    "printed_near",
    "form",
    "used",
    "lately",
    "likelihood",
    "posterior",
    "votes",
    "likeness",
    "associated",
    "sender",
    "depth",
)
NONE_FEATURES = ("always", "experience", "novelty", "title_weak", "new_title_weak", "likeness_weak")

Features = Mapping[str, float]
HOLD = 0.001  # pull toward the shipped weights at each step
SLOPE, OFFSET, CALIBRATION_PACE = 0.6, 0.2, 0.01


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

    def adapt(self, candidates: Sequence[Features], none: Features, right: int | None, *, rate: float) -> list[float]:
        """One step toward what a person decided; `right` is the candidate's place, or None when it was not there.

        Gives each candidate's error: what was right (0 or 1) minus its probability before the step.
        """
        place = len(candidates) if right is None else right
        chances = self.probabilities(candidates, none)
        errors = [(index == place) - chance for index, chance in enumerate(chances)]
        for features, error in zip(candidates, errors, strict=False):
            _move(self.code, features, rate * error)
        _move(self.none, none, rate * errors[-1])
        for name, values in (("code", self.code), ("none", self.none)):
            for feature, value in values.items():
                values[feature] = value + HOLD * (self._start[name][feature] - value)
        return errors[:-1]

    def as_json(self) -> dict[str, dict[str, float]]:
        """The weights as they are shipped."""
        return {
            "code": {name: round(value, 3) for name, value in self.code.items()},
            "none": {name: round(value, 3) for name, value in self.none.items()},
        }


class Calibration:
    """What a probability is worth in this office: a sharp model's best candidates are right less often than it says.

    Platt scaling of the first candidate's probability, adapted with each judged letter; the others share what is left.
    """

    def __init__(self, slope: float = SLOPE, offset: float = OFFSET) -> None:
        self.slope, self.offset = slope, offset

    def said(self, probability: float) -> float:
        """The share of right answers to expect when the model gives this probability."""
        return 1 / (1 + exp(-(self.slope * _logit(probability) + self.offset)))

    def adapt(self, probability: float, *, right: bool) -> None:
        """Learn from one judged first candidate."""
        error = right - self.said(probability)
        self.slope += CALIBRATION_PACE * (error * _logit(probability) + HOLD * (SLOPE - self.slope))
        self.offset += CALIBRATION_PACE * (error + HOLD * (OFFSET - self.offset))

    def spread(self, chances: Sequence[float]) -> list[float]:
        """Calibrated values for chances in falling order."""
        if not chances:
            return []
        first = self.said(chances[0])
        left = (1 - first) / max(1e-9, 1 - chances[0])
        return [first, *(min(first, chance * left) for chance in chances[1:])]


def _logit(probability: float) -> float:
    kept = min(1 - 1e-4, max(1e-4, probability))
    return log(kept / (1 - kept))


def _weighed(weights: Mapping[str, float], features: Features) -> float:
    return sum(weights[name] * value for name, value in features.items())


def _move(weights: dict[str, float], features: Features, step: float) -> None:
    for name, value in features.items():
        weights[name] += step * value
