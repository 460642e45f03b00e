"""Fuzzy words become plain terms here, once for both engines, from the office's own word forms.

Distance is optimal string alignment (a swap of neighbors counts as one), the first letter must be right.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

MOST_FORMS = 50

Used = Callable[[Sequence[str]], Mapping[str, int]]
"""Counts the letters that hold each of some forms."""

Expand = Callable[[str, int], Sequence[str]]
"""(form, distance) -> the forms to look for, at most `MOST_FORMS`, the form itself first."""


def is_near(form: str, word: str, distance: int) -> bool:
    """Whether `word` is at most `distance` edits from `form` and begins alike."""
    return word[:1] == form[:1] and OSA.distance(form, word, score_cutoff=distance) <= distance


def near_forms(form: str, candidates: Sequence[str], distance: int) -> dict[str, int]:
    """Candidates within `distance` of `form` -> their distance; the form itself is left out."""
    edits = cdist([form], candidates, scorer=OSA.distance, score_cutoff=distance, dtype=np.uint8)[0]
    near = ((candidates[position], int(edits[position])) for position in np.flatnonzero(edits <= distance).tolist())
    return {word: count for word, count in near if count and word[:1] == form[:1]}


def chosen_forms(form: str, near: Mapping[str, int], used: Used) -> list[str]:
    """The form and the nearest others, the more used first among equals.

    `used` is asked only when there are too many.
    """
    words = sorted(near)
    if len(words) >= MOST_FORMS:
        letters = used(words)
        words.sort(key=lambda word: (near[word], -letters.get(word, 0), word))
    return [form, *words[: MOST_FORMS - 1]]
