"""A text as weighted words: stems without filler, office abbreviations written out."""

import csv
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path

from search.analysis import stem, tokens

DATA = Path(__file__).resolve().parent.parent / "data"
EXPANSION_WEIGHT = 0.5  # a related word counts half of a written one
PAIR_MARK = " "
INVITATION = "undangan"  # its stem means laws: kept whole, so that an invitation meets no "perundang-undangan"
HOUR = re.compile(r"\b(?:pukul|pkl|jam)\W*\d", re.IGNORECASE)
LAWS = re.compile(r"perundang\W*undangan", re.IGNORECASE)

FILLER = frozenset((DATA / "filler_words.txt").read_text(encoding="utf-8").split())


@cache
def office_words() -> dict[str, tuple[str, ...]]:
    """Abbreviations and everyday words with the words that code titles use for the same matter (stems)."""
    with (DATA / "office_words.csv").open(newline="", encoding="utf-8") as rows:
        return {root(row["word"]): tuple(root(word) for word in tokens(row["means"])) for row in csv.DictReader(rows)}


@cache
def usual_titles() -> frozenset[frozenset[str]]:
    """The words of code titles that any office files under, whatever its scheme."""
    lines = (DATA / "usual_titles.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(frozenset(stems_of(line)) for line in lines)


@cache
def boilerplate() -> frozenset[str]:
    """Stems that stand in every letter's head, forms and closing and say nothing of its matter."""
    return frozenset(stem(word) for word in tokens((DATA / "boilerplate_words.txt").read_text(encoding="utf-8")))


def root(word: str) -> str:
    """The stem of a word; an invitation stays one."""
    return word if word == INVITATION else stem(word)


def stems_of(text: str) -> list[str]:
    """The words of a text that carry meaning, as stems, in order. Numbers and fillers are left out."""
    return [root(word) for word in _telling(text)]


def forms_by_stem(text: str) -> dict[str, str]:
    """Stem -> the word of the text it comes from."""
    return {root(word): word for word in _telling(text)}


def _telling(text: str) -> list[str]:
    return [
        word
        for word in tokens(LAWS.sub("perundangan", text))
        if len(word) > 1 and word not in FILLER and not _is_number(word)
    ]


def _is_number(word: str) -> bool:
    return any(letter.isdigit() for letter in word)


def subject_words(text: str) -> dict[str, float]:
    """The weighed words of a subject; one that names an hour invites."""
    words = weighed(stems_of(text))
    return words | {INVITATION: 1.0} if HOUR.search(text) else words


def weighed(stems: Iterable[str]) -> dict[str, float]:
    """Each stem once with weight 1, and what it means in office language with less."""
    weights = dict.fromkeys(stems, 1.0)
    for word in list(weights):
        for meant in office_words().get(word, ()):
            weights[meant] = max(weights.get(meant, 0.0), EXPANSION_WEIGHT)
    return weights


def with_pairs(stems: list[str]) -> frozenset[str]:
    """Stems and pairs of neighbors: what is remembered of a letter."""
    pairs = (f"{left}{PAIR_MARK}{right}" for left, right in pairwise(stems))
    return frozenset(stems) | frozenset(pairs)


def main_words(text: str, *, limit: int) -> dict[str, float]:
    """The most frequent stems of a long text, weighed by how often they come (a fourth time adds nothing)."""
    counts = Counter(word for word in stems_of(text) if word not in boilerplate())
    weights = {word: min(count, 4) / 4 for word, count in counts.most_common(limit)}
    for word, weight in list(weights.items()):
        for meant in office_words().get(word, ()):
            weights[meant] = max(weights.get(meant, 0.0), weight * EXPANSION_WEIGHT)
    return weights
