"""A linear model of this office's codes that learns one letter at a time.

Multinomial logistic regression by stochastic gradient over hashed TF-IDF n-grams (`grams`). Each new letter is learned
together with some earlier ones drawn at random (experience replay, Lin 1992), so one pass comes near to what a batch
fit reaches; only the latest letters are drawn, so it follows an office that changes. Nothing is stored: it is learned
again from the rows of the database.
"""

from collections.abc import Hashable, Mapping
from itertools import count

import numpy as np
from numpy.typing import NDArray

from dms.archive.suggesting.grams import BUCKETS, Grams

PACE = 1.0
DECAY = 2e-4
REPLAYED = 8
REMEMBERED = 2000
FIRST_ROOM = 64


class LinearModel:
    """Weights of n-grams for codes."""

    def __init__(self) -> None:
        self._place: dict[str, int] = {}
        self._weights = np.zeros((BUCKETS, FIRST_ROOM), dtype=np.float32)
        self._bias = np.zeros(FIRST_ROOM, dtype=np.float32)
        self._letters_with = np.zeros(BUCKETS, dtype=np.int32)
        self._letters = 0
        self._latest: dict[Hashable, tuple[Grams, int]] = {}
        self._numbers = count()
        self._random = np.random.default_rng(0)

    def chances(self, grams: Grams) -> dict[str, float]:
        """Probability of each code that was ever learned."""
        if not self._place:
            return {}
        chances = self._softmax(*self._weighed(grams))
        return {code: float(chances[place]) for code, place in self._place.items()}

    def learn(self, grams: Grams, code: str, *, key: Hashable = None) -> None:
        """Learn a letter, and some of the latest ones again; the same key again takes the earlier one's place."""
        place = self._place.setdefault(code, len(self._place))
        self._make_room()
        self._letters += 1
        self._letters_with[grams.words] += 1
        self._letters_with[grams.characters] += 1
        self._latest.pop(key, None)
        earlier = list(self._latest.values())
        again = self._random.choice(len(earlier), min(REPLAYED, len(earlier)), replace=False) if earlier else ()
        self._latest[("nameless", next(self._numbers)) if key is None else key] = (grams, place)
        if len(self._latest) > REMEMBERED:
            del self._latest[next(iter(self._latest))]
        for each, right in [*(earlier[int(index)] for index in again), (grams, place)]:
            self._step(each, right)

    def _step(self, grams: Grams, right: int) -> None:
        buckets, values = self._weighed(grams)
        errors = -self._softmax(buckets, values)
        errors[right] += 1
        room = len(self._place)
        rows = self._weights[buckets, :room]
        self._weights[buckets, :room] = rows * (1 - DECAY) + PACE * np.outer(values, errors)
        self._bias[:room] += 0.1 * PACE * errors

    def _softmax(self, buckets: NDArray[np.int32], values: NDArray[np.float32]) -> NDArray[np.float32]:
        room = len(self._place)
        sums = values @ self._weights[buckets, :room] + self._bias[:room]
        powers = np.exp(sums - sums.max())
        return np.asarray(powers / powers.sum(), dtype=np.float32)

    def _weighed(self, grams: Grams) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Buckets with their TF-IDF values; words and characters have length 1 each."""
        blocks = (grams.words, grams.characters)
        return np.concatenate(blocks), np.concatenate([self._values(block) for block in blocks])

    def _values(self, block: NDArray[np.int32]) -> NDArray[np.float32]:
        rarity = np.log((1 + self._letters) / (1 + self._letters_with[block])) + 1
        return np.asarray(rarity / max(1e-9, float(np.sqrt((rarity**2).sum()))), dtype=np.float32)

    def _make_room(self) -> None:
        room = len(self._bias)
        if len(self._place) > room:
            self._weights = np.concatenate([self._weights, np.zeros((BUCKETS, room), dtype=np.float32)], axis=1)
            self._bias = np.concatenate([self._bias, np.zeros(room, dtype=np.float32)])


def strongest(chances: Mapping[str, float], number: int) -> list[str]:
    """The codes with the best chances, in a fixed order."""
    return sorted(chances, key=lambda code: (-chances[code], code))[:number]
