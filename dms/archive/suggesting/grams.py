"""A text as hashed word and character n-grams: what the linear model reads.

Hashing keeps the table of weights at one size however many words come (Weinberger et al. 2009, "Feature Hashing for
Large Scale Multitask Learning"); character n-grams within words let misspelled and misread words meet.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from search.analysis import tokens

BUCKETS = 1 << 15
SHORTEST, LONGEST = 3, 5


@dataclass(frozen=True)
class Grams:
    """Buckets of one text: of its words and pairs of words, and of its characters."""

    words: NDArray[np.int32]
    characters: NDArray[np.int32]


def grams_of(text: str) -> Grams:
    """The n-grams of a text."""
    words = tokens(text)
    pairs = (f"{left} {right}" for left, right in pairwise(words))
    return Grams(_hashed([*words, *pairs], "w"), _hashed((gram for word in words for gram in _characters(word)), "c"))


def _characters(word: str) -> Iterator[str]:
    framed = f" {word} "
    for length in range(SHORTEST, LONGEST + 1):
        for start in range(len(framed) - length + 1):
            yield framed[start : start + length]


def _hashed(parts: Iterable[str], salt: str) -> NDArray[np.int32]:
    buckets = {crc32(f"{salt}{part}".encode()) % BUCKETS for part in parts}
    return np.fromiter(sorted(buckets), dtype=np.int32, count=len(buckets))
