"""Evidence of the code list itself: how well a letter's words fit a code's title, description and path."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import nlargest
from math import log, sqrt

from dms.archive.suggesting.values import Code
from dms.archive.suggesting.words import forms_by_stem, stems_of

OWN_TITLE, OWN_WORDS, PARENT, ABOVE = 1.0, 0.7, 0.45, 0.25
DEEPEST_PATH = 8
FORM_ONLY = frozenset({"undang"})  # an invitation; in titles the stem means laws (perundang-undangan)


@dataclass(frozen=True)
class Fit:
    """Shares 0..1: of the letter's words that the code explains, and of the title's words that the letter shows."""

    explains: float
    shown: float

    @property
    def both(self) -> float:
        """High only when the letter and the title are about the same (geometric mean)."""
        return sqrt(self.explains * self.shown)


class TitleIndex:
    """Words of every code by weight, and which codes a word speaks for."""

    def __init__(self, codes: Iterable[Code]) -> None:
        joined = _joined(codes)
        own = {code: _own_words(row) for code, row in joined.items()}
        self._titles = {code: forms_by_stem(row.title) for code, row in joined.items()}
        self.parents = {code: row.parent for code, row in joined.items() if row.parent in joined and row.parent != code}
        self._rarity = _rarity(own)
        self._codes_with: dict[str, list[tuple[str, float]]] = defaultdict(list)
        self._titles_with: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for code, title in self._titles.items():
            for word, weight in self._with_path(code, own).items():
                self._codes_with[word].append((code, weight * self._rarity[word]))
            whole = sum(self._rarity[word] for word in title)
            for word in title:
                self._titles_with[word].append((code, self._rarity[word] / whole))

    def __contains__(self, code: str) -> bool:
        return code in self._titles

    def _with_path(self, code: str, own: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
        words = dict(own[code])
        above, weight = self.parents.get(code), PARENT
        for _ in range(DEEPEST_PATH):
            if above is None:
                break
            for word, own_weight in own[above].items():
                words[word] = max(words.get(word, 0.0), weight * own_weight)
            above, weight = self.parents.get(above), ABOVE
        return words

    def rarity(self, word: str) -> float:
        """How telling a word is; unknown words tell nothing of titles but count as unexplained."""
        return self._rarity.get(word, 3.0)

    def title_words(self, code: str) -> Mapping[str, str]:
        """The stems of a code's own title, each with the word as it stands there."""
        return self._titles.get(code, {})

    def fits(self, words: Mapping[str, float], *, limit: int) -> dict[str, Fit]:
        """The codes that a letter's weighed words speak for, the best `limit` of them."""
        words = {word: weight for word, weight in words.items() if word not in FORM_ONLY}
        scores: dict[str, float] = defaultdict(float)
        shown: dict[str, float] = defaultdict(float)
        for word, weight in words.items():
            for code, title_weight in self._codes_with.get(word, ()):
                scores[code] += weight * title_weight
            for code, share in self._titles_with.get(word, ()):
                shown[code] += weight * share
        whole = sum(weight * self.rarity(word) for word, weight in words.items()) or 1.0
        fits = {code: Fit(min(1.0, score / whole), min(1.0, shown.get(code, 0.0))) for code, score in scores.items()}
        return dict(nlargest(limit, fits.items(), key=lambda pair: pair[1].explains + 0.5 * pair[1].shown))


def _joined(codes: Iterable[Code]) -> dict[str, Code]:
    """Rows that share a code become one with all their words."""
    joined: dict[str, Code] = {}
    for row in codes:
        known = joined.get(row.code)
        if known is None:
            joined[row.code] = row
        else:
            description = f"{known.description} {row.title} {row.description}"
            joined[row.code] = Code(row.code, known.title, description, known.parent, known.keywords + row.keywords)
    return joined


def _own_words(row: Code) -> dict[str, float]:
    words = dict.fromkeys(stems_of(row.description), OWN_WORDS)
    words.update(dict.fromkeys(stems_of(row.keywords), OWN_TITLE))
    words.update(dict.fromkeys(stems_of(row.title), OWN_TITLE))
    return words


def _rarity(own: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """Inverse document frequency over codes."""
    counts: dict[str, int] = defaultdict(int)
    for words in own.values():
        for word in words:
            counts[word] += 1
    return {word: log(1 + len(own) / count) for word, count in counts.items()}
