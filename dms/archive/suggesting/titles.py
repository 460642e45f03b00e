"""Evidence of the code list itself: how well a letter's words fit a code's title, description and path."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from heapq import nlargest
from math import log, sqrt

from dms.archive.suggesting.values import Code
from dms.archive.suggesting.words import INVITATION, forms_by_stem, stems_of, usual_titles

OWN_TITLE, OWN_WORDS, PARENT, ABOVE = 1.0, 0.7, 0.45, 0.25
DEEPEST_PATH = 8
WIDE = 60  # fits that are summed up into the codes above them
SHARP = 3
SHOWN_SHARE = 0.5
NEARER = 0.6  # a branch further up gets less of what fits below it


@dataclass(frozen=True)
class Fit:
    """Shares 0..1: of the letter's words that the code explains, of the title's words that the letter shows, and of all
    fits that lie below the code."""

    explains: float
    shown: float
    below: float = 0.0

    @property
    def sum(self) -> float:
        """What fits are ordered by."""
        return self.explains + SHOWN_SHARE * self.shown

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
        self.texts = {code: f"{row.title} {row.description} {row.keywords}" for code, row in joined.items()}
        self.usual = frozenset(code for code, title in self._titles.items() if frozenset(title) in usual_titles())
        self.parents = {code: row.parent for code, row in joined.items() if row.parent in joined and row.parent != code}
        self._children: dict[str, list[str]] = defaultdict(list)
        for code, parent in self.parents.items():
            self._children[parent].append(code)
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
        for distance, above in enumerate(self.path(code)):
            for word, own_weight in own[above].items():
                words[word] = max(words.get(word, 0.0), own_weight * (ABOVE if distance else PARENT))
        return words

    def rarity(self, word: str) -> float:
        """How telling a word is; unknown words tell nothing of titles but count as unexplained."""
        return self._rarity.get(word, 3.0)

    def title_words(self, code: str) -> Mapping[str, str]:
        """The stems of a code's own title, each with the word as it stands there."""
        return self._titles.get(code, {})

    def fits(self, words: Mapping[str, float], *, limit: int) -> dict[str, Fit]:
        """The codes that a letter's weighed words speak for, the best `limit` of them, and the codes above these."""
        if INVITATION in words and INVITATION not in self._titles_with:
            words = {word: weight for word, weight in words.items() if word != INVITATION}
        scores: dict[str, float] = defaultdict(float)
        shown: dict[str, float] = defaultdict(float)
        for word, weight in words.items():
            for code, title_weight in self._codes_with.get(word, ()):
                scores[code] += weight * title_weight
            for code, share in self._titles_with.get(word, ()):
                shown[code] += weight * share
        whole = sum(weight * self.rarity(word) for word, weight in words.items()) or 1.0
        best = nlargest(WIDE, scores, key=lambda code: scores[code] / whole + SHOWN_SHARE * shown.get(code, 0.0))
        fits = {code: Fit(min(1.0, scores[code] / whole), min(1.0, shown.get(code, 0.0))) for code in best}
        return self._with_those_above(fits, limit)

    def _with_those_above(self, fits: Mapping[str, Fit], limit: int) -> dict[str, Fit]:
        """The first fits, and each code's share of all fits that lie below it: clerks often file by the branch."""
        below: dict[str, float] = defaultdict(float)
        for code, fit in fits.items():
            for distance, above in enumerate(self.path(code), start=1):
                below[above] += fit.sum**SHARP * NEARER**distance
        whole = sum(fit.sum**SHARP for fit in fits.values()) or 1.0
        chosen = [*list(fits)[:limit], *nlargest(limit // 2, below, key=below.__getitem__)]
        nothing = Fit(0.0, 0.0)
        return {code: replace(fits.get(code, nothing), below=below.get(code, 0.0) / whole) for code in chosen}

    def near(self, code: str) -> list[str]:
        """The code right above and the codes right below a code."""
        above = self.parents.get(code)
        return [*self._children.get(code, ()), *([above] if above else [])]

    def branches(self, chances: Mapping[str, float]) -> dict[str, float]:
        """Chances summed up for each branch: a code and what lies right below it. Clerks waver within one."""
        sums: dict[str, float] = defaultdict(float)
        for code, chance in chances.items():
            sums[code] += chance
            if code in self.parents:
                sums[self.parents[code]] += chance
        return sums

    def path(self, code: str) -> list[str]:
        """The codes above a code, the next one first."""
        path: list[str] = []
        above = self.parents.get(code)
        while above is not None and len(path) < DEEPEST_PATH:
            path.append(above)
            above = self.parents.get(above)
        return path


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
    words = {word: OWN_WORDS for word in stems_of(row.description) if word != INVITATION}
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
