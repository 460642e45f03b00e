"""What a probability is worth in this office, and from which one on a code may be stated unasked.

Both are learned from the office's own judged letters: what was said before each was decided, and whether it was right.
"""

from bisect import bisect_left, insort
from collections import deque
from collections.abc import Sequence
from math import exp, log, sqrt

SLOPE, OFFSET, PACE, HOLD = 0.6, 0.2, 0.01, 0.001
REMEMBERED = 1000
SURE_SHARE = 0.95  # of what is stated unasked, at least so much shall be right
LEAST_JUDGED = 40  # stated letters seen before anything is stated
DEVIATIONS = 1.65


class Calibration:
    """A sharp model's best candidates are right less often than it says.

    Platt scaling (Platt 1999) of the first candidate's probability, adapted with each judged letter; the others share
    what is left.
    """

    def __init__(self, slope: float = SLOPE, offset: float = OFFSET) -> None:
        self.slope, self.offset = slope, offset

    def said(self, probability: float) -> float:
        """The share of right answers to expect when the model gives this probability."""
        return 1 / (1 + exp(-(self.slope * _logit(probability) + self.offset)))

    def adapt(self, probability: float, *, right: bool) -> None:
        """Learn from one judged first candidate."""
        error = right - self.said(probability)
        self.slope += PACE * (error * _logit(probability) + HOLD * (SLOPE - self.slope))
        self.offset += PACE * (error + HOLD * (OFFSET - self.offset))

    def spread(self, chances: Sequence[float]) -> list[float]:
        """Calibrated values for chances in falling order."""
        if not chances:
            return []
        first = self.said(chances[0])
        left = (1 - first) / max(1e-9, 1 - chances[0])
        return [first, *(min(first, chance * left) for chance in chances[1:])]


class Certainty:
    """From which probability on a first candidate may be stated unasked; never, where clerks disagree too much.

    The lowest one above which enough of the latest judged letters were right, by the lower end of Wilson's interval
    (Wilson 1927).
    """

    def __init__(self) -> None:
        self._latest: deque[tuple[float, bool]] = deque()
        self._sorted: list[tuple[float, bool]] = []
        self._least: float | None = None

    def judge(self, probability: float, *, right: bool) -> None:
        """Take in one judged first candidate."""
        if len(self._latest) == REMEMBERED:
            self._sorted.pop(bisect_left(self._sorted, self._latest.popleft()))
        self._latest.append((probability, right))
        insort(self._sorted, (probability, right))
        self._least = self._found()

    def sure(self, probability: float) -> bool:
        """Whether a first candidate of this probability may be stated."""
        return self._least is not None and probability >= self._least

    def _found(self) -> float | None:
        """Only whole groups of one probability are judged: within a group the right ones are no better known."""
        least, right = None, 0
        falling = self._sorted[::-1]
        for number, (probability, was_right) in enumerate(falling, start=1):
            right += was_right
            ends = number == len(falling) or falling[number][0] != probability
            if ends and number >= LEAST_JUDGED and lower_end(right, number) >= SURE_SHARE:
                least = probability
        return least


def lower_end(right: int, number: int) -> float:
    """The lower end of Wilson's interval for a share."""
    share, spread = right / number, DEVIATIONS**2 / number
    middle = share + spread / 2
    return (middle - DEVIATIONS * sqrt(share * (1 - share) / number + spread / (4 * number))) / (1 + spread)


def _logit(probability: float) -> float:
    kept = min(1 - 1e-4, max(1e-4, probability))
    return log(kept / (1 - kept))
