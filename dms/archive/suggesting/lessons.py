"""Evidence of past letters: whose words, neighbors and senders led to which code. Learns one letter in microseconds."""

from collections import Counter, defaultdict, deque
from collections.abc import Collection, Hashable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from heapq import nlargest
from itertools import count
from math import log, sqrt

RECENT_LETTERS_PER_WORD = 400  # a word like "undangan" stands in every fourth letter: its last ones say enough
NEIGHBORS = 20
CANDIDATE_NEIGHBORS = 80
SMOOTHING = 1.5
FLOOR = -12.0
USUAL_CODES = 12  # the most used ones are candidates for any letter


@dataclass(frozen=True)
class Lesson:
    """One remembered letter: its words, its sender (may be empty), its code."""

    words: frozenset[str]
    sender: str
    code: str


@dataclass(frozen=True)
class Neighbors:
    """Share of the similar letters' votes for each code, and the likeness (0..1) of the best one."""

    votes: dict[str, float]
    best: dict[str, float]


class Memory:
    """All lessons of one office."""

    def __init__(self) -> None:
        self._lessons: dict[Hashable, Lesson] = {}
        self._keys = count()
        self.code_counts: Counter[str] = Counter()
        self._word_counts: Counter[str] = Counter()
        self._codes_with: dict[str, Counter[str]] = defaultdict(Counter)
        self._letters_with: dict[str, deque[Hashable]] = defaultdict(lambda: deque(maxlen=RECENT_LETTERS_PER_WORD))
        self._codes_of_sender: dict[str, Counter[str]] = defaultdict(Counter)
        self._latest: deque[str] = deque(maxlen=50)
        self._rarities: dict[str, float] = {}
        self._sizes: dict[Hashable, float] = {}
        self._counted_at = 0

    def __len__(self) -> int:
        return len(self._lessons)

    def learn(self, lesson: Lesson, *, key: Hashable = None) -> None:
        """Remember a letter; the same key again replaces what was learned from it."""
        place = ("nameless", next(self._keys)) if key is None else key
        self.forget(place)
        self._lessons[place] = lesson
        self._count(lesson, 1)
        self._latest.append(lesson.code)
        for word in lesson.words:
            self._letters_with[word].append(place)

    def forget(self, key: Hashable) -> None:
        """Take a lesson back."""
        lesson = self._lessons.pop(key, None)
        self._sizes.pop(key, None)
        if lesson is not None:
            self._count(lesson, -1)

    @contextmanager
    def without(self, keys: Collection[Hashable]) -> Iterator[None]:
        """Know nothing of these lessons inside the block."""
        held = {key: self._lessons[key] for key in keys if key in self._lessons}
        for key in held:
            self.forget(key)
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
        if lesson.sender:
            self._codes_of_sender[lesson.sender][lesson.code] += step

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
        codes = {code for word in known for code, number in self._codes_with[word].items() if number > 0}
        codes |= {code for code, number in self.code_counts.most_common(USUAL_CODES) if number > 0}
        scores = {code: self._log_posterior(code, known) for code in codes}
        best = max(scores.values())
        return {code: max(FLOOR, score - best) for code, score in scores.items()}

    def _log_posterior(self, code: str, words: list[str]) -> float:
        letters, seen = len(self), self.code_counts[code]
        score = log((seen + 0.3) / letters)
        for word in words:
            share = self._word_counts[word] / letters
            score += log((self._codes_with[word][code] + SMOOTHING * share) / ((seen + SMOOTHING) * share))
        return score

    def neighbors(self, words: frozenset[str]) -> Neighbors:
        """The past letters most like this one (cosine over rarity) and the codes they got."""
        known = self._known(words)
        overlap: dict[Hashable, float] = defaultdict(float)
        for word in known:
            weight = self._rarity(word) ** 2
            for key in self._letters_with[word]:
                overlap[key] += weight
        own = sum(self._rarity(word) ** 2 for word in words)
        near = nlargest(CANDIDATE_NEIGHBORS, overlap, key=overlap.__getitem__)
        likeness = [(self._likeness(overlap[key], own, key), key) for key in near if key in self._lessons]
        return self._voted(sorted(likeness, key=lambda pair: -pair[0])[:NEIGHBORS])

    def _likeness(self, overlap: float, own: float, key: Hashable) -> float:
        other = self._sizes.get(key)
        if other is None:
            other = self._sizes[key] = sum(self._rarity(word) ** 2 for word in self._lessons[key].words)
        return min(1.0, overlap / sqrt(own * other)) if other else 0.0

    def _voted(self, near: list[tuple[float, Hashable]]) -> Neighbors:
        votes: dict[str, float] = defaultdict(float)
        best: dict[str, float] = {}
        for likeness, key in near:
            code = self._lessons[key].code
            votes[code] += likeness**3
            best[code] = max(best.get(code, 0.0), likeness)
        whole = sum(votes.values()) or 1.0
        return Neighbors({code: vote / whole for code, vote in votes.items()}, best)

    def habits(self, sender: str) -> dict[str, float]:
        """Share of each code among a sender's past letters, small numbers trusted less."""
        counts = self._codes_of_sender.get(sender)
        if not counts:
            return {}
        return {code: number / (counts.total() + 2) for code, number in counts.items() if number > 0}

    def latest_share(self, code: str) -> float:
        """Share of a code among the last fifty letters."""
        return self._latest.count(code) / len(self._latest) if self._latest else 0.0
