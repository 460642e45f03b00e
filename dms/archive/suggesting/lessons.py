"""Evidence of past letters: which words, neighbors, senders, numbers and kinds led to which code.

Learns one letter in microseconds.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Collection, Hashable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from heapq import nlargest
from itertools import count
from math import log, log1p, sqrt

RECENT_LETTERS_PER_WORD = 200  # a word like "undangan" stands in every fourth letter: its last ones say enough
NEIGHBORS = 20
CANDIDATE_NEIGHBORS = 80
SMOOTHING = 1.5
FLOOR = -12.0
LATEST = 50
USUAL_CODES = 12  # the most used ones are candidates for any letter


@dataclass(frozen=True)
class Lesson:
    """One remembered letter: its words, what else is known of it ("sender", "head", "kind" with a value), its code."""

    words: frozenset[str]
    traits: tuple[tuple[str, str], ...]
    code: str


@dataclass(frozen=True)
class Neighbors:
    """Share of the similar letters' votes for each code, and the likeness (0..1) of the best one."""

    votes: dict[str, float]
    best: dict[str, float]


class Memory:
    """All lessons of one office."""

    def __init__(self) -> None:
        self._lessons: dict[int, Lesson] = {}
        self._places: dict[Hashable, int] = {}
        self._numbers = count()
        self.code_counts: Counter[str] = Counter()
        self._word_counts: Counter[str] = Counter()
        self._codes_with: dict[str, Counter[str]] = defaultdict(Counter)
        self._letters_with: dict[str, deque[int]] = defaultdict(lambda: deque(maxlen=RECENT_LETTERS_PER_WORD))
        self._codes_of: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self._latest: deque[int] = deque(maxlen=LATEST)
        self._rarities: dict[str, float] = {}
        self._sizes: dict[int, float] = {}
        self._counted_at = 0

    def __len__(self) -> int:
        return len(self._lessons)

    def learn(self, lesson: Lesson, *, key: Hashable = None) -> None:
        """Remember a letter; the same key again replaces what was learned from it.

        Each lesson has a place of its own: what stands under the place of a replaced one counts no more.
        """
        place = next(self._numbers)
        if key is not None:
            self.forget(key)
            self._places[key] = place
        self._lessons[place] = lesson
        self._count(lesson, 1)
        self._latest.append(place)
        for word in lesson.words:
            self._letters_with[word].append(place)

    def forget(self, key: Hashable) -> None:
        """Take a lesson back."""
        self._drop(self._places.pop(key, -1))

    def knows(self, keys: Collection[Hashable]) -> bool:
        """Whether something was learned under one of these keys."""
        return any(key in self._places for key in keys)

    def _drop(self, place: int) -> None:
        lesson = self._lessons.pop(place, None)
        self._sizes.pop(place, None)
        if lesson is not None:
            self._count(lesson, -1)

    @contextmanager
    def without(self, keys: Collection[Hashable]) -> Iterator[None]:
        """Know nothing of these lessons inside the block."""
        places = [self._places[key] for key in keys if key in self._places]
        held = {place: self._lessons[place] for place in places}
        for place in held:
            self._drop(place)
        try:
            yield
        finally:
            self._lessons |= held
            for lesson in held.values():
                self._count(lesson, 1)

    def _count(self, lesson: Lesson, step: int) -> None:
        self.code_counts[lesson.code] += step
        for word in lesson.words:
            self._word_counts[word] += step
            self._codes_with[word][lesson.code] += step
        for trait in lesson.traits:
            self._codes_of[trait][lesson.code] += step

    def _known(self, words: Iterable[str]) -> list[str]:
        return [word for word in words if self._word_counts.get(word, 0) > 0]

    def _rarity(self, word: str) -> float:
        """Inverse document frequency, kept until the memory has grown by a fiftieth."""
        letters = len(self._lessons)
        if letters < self._counted_at or letters > self._counted_at * 1.02:
            self._counted_at = letters
            self._rarities.clear()
            self._sizes.clear()
        known = self._rarities.get(word)
        if known is None:
            known = self._rarities[word] = log(1 + letters / max(1, self._word_counts.get(word, 1)))
        return known

    def novelty(self, words: frozenset[str]) -> float:
        """Share of the letter's words (by rarity) that no past letter had."""
        whole = sum(self._rarity(word) for word in words)
        known = sum(self._rarity(word) for word in self._known(words))
        return 1 - known / whole if whole else 1.0

    def likelihoods(self, words: frozenset[str]) -> dict[str, float]:
        """Log of the naive-Bayes posterior of each code the words were seen with, the best one 0.

        Words count by presence; the share of a word in a code is smoothed toward its share in all letters.
        """
        if not self._lessons or not words:
            return {}
        known = self._known(words)
        scores = {code: self._prior(code, len(known)) for code in self._usual()}
        for word in known:
            expected = SMOOTHING * self._word_counts[word] / len(self)
            for code, number in self._codes_with[word].items():
                if number > 0:
                    so_far = scores[code] if code in scores else self._prior(code, len(known))
                    scores[code] = so_far + log1p(number / expected)
        best = max(scores.values())
        return {code: max(FLOOR, score - best) for code, score in scores.items()}

    def _usual(self) -> list[str]:
        return [code for code, number in self.code_counts.most_common(USUAL_CODES) if number > 0]

    def _prior(self, code: str, words: int) -> float:
        """Log of a code's share, as if it had never been seen with any of so many words."""
        seen = self.code_counts[code]
        return log((seen + 0.3) / len(self)) + words * log(SMOOTHING / (seen + SMOOTHING))

    def neighbors(self, words: frozenset[str]) -> Neighbors:
        """The past letters most like this one (cosine over rarity) and the codes they got."""
        known = self._known(words)
        overlap: dict[int, float] = defaultdict(float)
        for word in known:
            weight = self._rarity(word) ** 2
            for place in self._letters_with[word]:
                overlap[place] += weight
        own = sum(self._rarity(word) ** 2 for word in words)
        living = [place for place in overlap if place in self._lessons]
        near = nlargest(CANDIDATE_NEIGHBORS, living, key=overlap.__getitem__)
        likeness = [(self._likeness(overlap[place], own, place), place) for place in near]
        return self._voted(sorted(likeness, key=lambda pair: -pair[0])[:NEIGHBORS])

    def _likeness(self, overlap: float, own: float, place: int) -> float:
        other = self._sizes.get(place)
        if other is None:
            other = self._sizes[place] = sum(self._rarity(word) ** 2 for word in self._lessons[place].words)
        return min(1.0, overlap / sqrt(own * other)) if other else 0.0

    def _voted(self, near: list[tuple[float, int]]) -> Neighbors:
        votes: dict[str, float] = defaultdict(float)
        best: dict[str, float] = {}
        for likeness, place in near:
            code = self._lessons[place].code
            votes[code] += likeness**3
            best[code] = max(best.get(code, 0.0), likeness)
        whole = sum(votes.values()) or 1.0
        return Neighbors({code: vote / whole for code, vote in votes.items()}, best)

    def habits(self, trait: tuple[str, str]) -> dict[str, float]:
        """Share of each code among the past letters with a trait, small numbers trusted less."""
        counts = self._codes_of.get(trait)
        if not counts:
            return {}
        return {code: number / (counts.total() + 2) for code, number in counts.items() if number > 0}

    def latest_shares(self) -> dict[str, float]:
        """Share of each code among the latest letters."""
        codes = Counter(self._lessons[place].code for place in self._latest if place in self._lessons)
        return {code: number / codes.total() for code, number in codes.items()}
