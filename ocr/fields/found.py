"""What a finder returns, and how it becomes a field."""

from collections.abc import Sequence
from dataclasses import dataclass

from ocr.fields.sureness import sureness
from ocr.values import Box, Field, FieldName, Word, enclosing

NOT_FOUND_CONFIDENCE = 0.0


@dataclass(frozen=True)
class Found:
    """A value with the words it was read from; `certainty` (0..1) is how sure the rule itself is."""

    value: str | None
    words: tuple[Word, ...]
    page: int
    certainty: float = 1.0

    def field(self, name: FieldName) -> Field:
        """The field: raw text and box of the words, and how sure it is (`ocr.fields.sureness`)."""
        raw = " ".join(word.text for word in self.words)
        return Field(name, self.value, raw, self.page, _box(self.words), round(sureness(name, self._worth()), 3))

    def _worth(self) -> float:
        """The rule's certainty times the least certain word's."""
        return self.certainty * min((word.confidence for word in self.words), default=NOT_FOUND_CONFIDENCE)


def _box(words: Sequence[Word]) -> Box | None:
    return enclosing(word.box for word in words) if words else None


def nothing(name: FieldName) -> Field:
    """The field of a letter that does not show it."""
    return Field(name, None, None, None, None, NOT_FOUND_CONFIDENCE)
