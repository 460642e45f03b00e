"""Which words of a page a query marks, and the piece of text to show beside a hit.

The same analysis as in the index, in Python on the words of the page: so both engines show the same marks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from search.analysis import stem, tokens
from search.expansion import is_near
from search.language import Query
from search.plan import Clause, View, planned, wanted_terms

_SPACED = re.compile(r"\S+")


@dataclass(frozen=True)
class Snippet:
    """A piece of a text in parts; True marks words that the query finds."""

    parts: tuple[tuple[str, bool], ...]

    def __str__(self) -> str:
        return "".join(text for text, _ in self.parts)


def highlights(query: Query, words: Sequence[str]) -> list[int]:
    """Positions in `words` (the words of one page in reading order) that the query marks, ascending.

    Words under a minus mark nothing. A phrase marks only where it stands whole; numbers match across words and with
    any separators.
    """
    page = _Page(words)
    marked: set[int] = set()
    for term in wanted_terms(planned(query)):
        for clause in term.clauses:
            if not clause.only_ranks:
                marked.update(page.marked(clause))
    return sorted(marked)


def snippet(query: Query, text: str, *, width: int = 160) -> Snippet:
    """About `width` characters of `text` around the densest group of marked words, cut at words."""
    spans = [match.span() for match in _SPACED.finditer(text)]
    marked = set(highlights(query, [text[start:end] for start, end in spans]))
    first, last = _window(spans, sorted(marked), width)
    return Snippet(tuple(_parts(text, spans, marked, range(first, last))))


class _Page:
    def __init__(self, words: Sequence[str]) -> None:
        self.forms: list[str] = []
        self.owners: list[int] = []
        for position, word in enumerate(words):
            for form in tokens(word):
                self.forms.append(form)
                self.owners.append(position)

    def marked(self, clause: Clause) -> Iterator[int]:
        length = _LENGTHS.get(clause.view, _phrase_length)
        for start in range(len(self.forms)):
            if count := length(self.forms, start, clause):
                yield from self.owners[start : start + count]


def _phrase_length(forms: Sequence[str], start: int, clause: Clause) -> int:
    """How many forms from `start` on the clause marks (0: it does not match there)."""
    count = len(clause.words)
    if start + count > len(forms):
        return 0
    matches = _MATCHES[clause.view]
    return count if all(matches(forms[start + i], clause.words[i], clause) for i in range(count)) else 0


def _key_length(forms: Sequence[str], start: int, clause: Clause) -> int:
    key, joined = clause.words[0], ""
    if not any(sign.isdigit() for sign in key):
        return 0
    for count, form in enumerate(forms[start : start + len(key)], start=1):
        joined += form
        if joined == key or (clause.view == "key_prefix" and joined.startswith(key)):
            return count
        if not key.startswith(joined):
            return 0
    return 0


_LENGTHS: Mapping[View, Callable[[Sequence[str], int, Clause], int]] = {"key": _key_length, "key_prefix": _key_length}
_MATCHES: Mapping[View, Callable[[str, str, Clause], bool]] = {
    "stem": lambda form, word, _: stem(form) == word,
    "exact": lambda form, word, _: form == word,
    "prefix": lambda form, word, _: form.startswith(word),
    "fuzzy": lambda form, word, clause: is_near(word, form, clause.distance),
}


def _window(spans: Sequence[tuple[int, int]], marked: Sequence[int], width: int) -> tuple[int, int]:
    """First and last (exclusive) word of the piece: the most marked words within `width`, a little before them."""
    best, most = 0, 0
    for start in marked:
        end = spans[start][0] + width
        count = 1 + sum(1 for other in marked if other > start and spans[other][1] <= end)
        if count > most:
            best, most = start, count
    first = best
    while first > 0 and spans[best][1] - spans[first - 1][0] <= width // 3:
        first -= 1
    last = first
    while last < len(spans) and (spans[last][1] - spans[first][0] <= width or last <= best):
        last += 1
    while first > 0 and last == len(spans) and spans[-1][1] - spans[first - 1][0] <= width:
        first -= 1
    return first, last


def _parts(text: str, spans: Sequence[tuple[int, int]], marked: set[int], window: range) -> Iterator[tuple[str, bool]]:
    lead = "… " if window.start > 0 else ""
    for position in window:
        start, end = spans[position]
        if lead:
            yield lead, False
        yield text[start:end], position in marked
        lead = " "
    if window.stop < len(spans):
        yield " …", False
