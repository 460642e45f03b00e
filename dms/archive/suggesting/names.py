"""How much a letter's text is like the name and description of each code, by its words and by their characters.

Cosine over TF-IDF (Salton & Buckley 1988) of the n-grams that the linear model reads: character n-grams bring together
what is abbreviated, inflected or misspelled.
"""

from collections import defaultdict
from collections.abc import Mapping
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from dms.archive.suggesting.grams import BUCKETS, Grams, grams_of

BEST = 40
Floats = NDArray[np.float64]


class NameIndex:
    """For each n-gram the codes whose names have it."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._codes = list(texts)
        grams = [_joined(grams_of(text)) for text in texts.values()]
        counts = np.bincount(np.concatenate([*grams, np.zeros(0, dtype=np.int32)]), minlength=2 * BUCKETS)
        self._rarity = np.log((1 + len(grams)) / (1 + counts)) + 1
        places: dict[int, list[int]] = defaultdict(list)
        for place, buckets in enumerate(grams):
            for bucket in buckets:
                places[int(bucket)].append(place)
        self._places = {bucket: np.array(codes, dtype=np.int32) for bucket, codes in places.items()}
        self._lengths = np.array([self._length(buckets) for buckets in grams])

    def _length(self, buckets: NDArray[np.int32]) -> float:
        return max(1e-9, float(np.sqrt((self._rarity[buckets] ** 2).sum())))

    def likeness(self, grams: Grams) -> dict[str, float]:
        """Cosine (0..1) of the codes that are most like a text."""
        buckets = _joined(grams)
        known = [int(bucket) for bucket in buckets if int(bucket) in self._places]
        if not known:
            return {}
        sums = np.zeros(len(self._codes))
        for bucket in known:
            sums[self._places[bucket]] += self._rarity[bucket] ** 2
        cosines = sums / (self._lengths * self._length(buckets))
        best = np.argsort(-cosines, kind="stable")[:BEST]
        return {self._codes[place]: float(cosines[place]) for place in best if cosines[place] > 0}


def _joined(grams: Grams) -> NDArray[np.int32]:
    """Words and characters in one row of buckets, apart from each other."""
    return np.fromiter(chain(grams.words, grams.characters + BUCKETS), dtype=np.int32)
