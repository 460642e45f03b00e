"""Running text over lines, with the words that any part of it was read from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ocr.fields.found import Found
from ocr.fields.rows import Row
from ocr.values import Word


@dataclass(frozen=True)
class Running:
    """The words of some rows as one text with single spaces; `ends` says where each word ends in it."""

    text: str
    words: tuple[tuple[Word, int], ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, rows: Sequence[Row]) -> "Running":
        """The text of these rows, each word with its page."""
        words = tuple((word, row.page) for row in rows for word in row.words)
        ends: list[int] = []
        for word, _ in words:
            ends.append((ends[-1] + 1 if ends else 0) + len(word.text))
        return cls(" ".join(word.text for word, _ in words), words, tuple(ends))

    def found(self, span: tuple[int, int], value: str, certainty: float = 1.0) -> Found:
        """A value with the words under a span of the text."""
        own = [
            pair
            for pair, end in zip(self.words, self.ends, strict=True)
            if end > span[0] and end - len(pair[0].text) < span[1]
        ]
        page = own[0][1]
        return Found(value, tuple(word for word, number in own if number == page), page, certainty)

    def search(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The first place where the pattern fits."""
        return pattern.search(self.text)
