"""Words that lead to codes in this office: one weight for each word and code, learned from mistakes.

The sparse half of the conditional logit of `weighing`: steps follow its gradient, each weight at its own pace (AdaGrad,
Duchi, Hazan & Singer 2011), and only codes that were wrongly high or low are touched.
"""

from collections import defaultdict
from collections.abc import Sequence
from math import sqrt

PACE = 0.7
LEAST_ERROR = 0.01  # smaller errors of probability are not worth a step


class Associations:
    """Weights of words for codes."""

    def __init__(self) -> None:
        self._weights: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        self._squares: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(lambda: LEAST_ERROR))

    def scores(self, words: frozenset[str], codes: Sequence[str]) -> list[float]:
        """How strongly the words of a letter lead to each code."""
        known = [self._weights[word] for word in words if word in self._weights]
        share = _share(words)
        return [share * sum(weights.get(code, 0.0) for weights in known) for code in codes]

    def adapt(self, words: frozenset[str], errors: Sequence[tuple[str, float]]) -> None:
        """Learn from errors: for each code what was right (0 or 1) minus the probability that was given."""
        share = _share(words)
        for code, error in errors:
            if abs(error) >= LEAST_ERROR:
                for word in words:
                    self._squares[word][code] += (error * share) ** 2
                    self._weights[word][code] += PACE * error * share / sqrt(self._squares[word][code])


def _share(words: frozenset[str]) -> float:
    return 1 / sqrt(len(words)) if words else 0.0
