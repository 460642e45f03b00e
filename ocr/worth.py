"""How much a reading is worth: by this measure attempts at a page are told apart, and earlier readings from later."""

from collections.abc import Iterable
from typing import Protocol

SURE_WORD = 0.6


class SomeWord(Protocol):
    """A word of any stage of reading."""

    @property
    def text(self) -> str:
        """Return what was read."""

    @property
    def confidence(self) -> float:
        """Return how sure the reader is, 0 to 1."""


def worth_of(words: Iterable[SomeWord]) -> float:
    """Letters read, weighted by confidence, of the words that can be trusted.

    Mean confidence alone would prefer a reading that lost half its lines.
    """
    return sum(word.confidence * len(word.text) for word in words if word.confidence > SURE_WORD)
