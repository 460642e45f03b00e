"""What a search for a field brings: the value, the words it stands on, how sure."""

from collections.abc import Sequence
from dataclasses import dataclass

from ocr.values import Field, FieldName, Word, enclosing


@dataclass(frozen=True)
class Found:
    """A value with its proof on the page; `certainty` is how much the rule that found it is worth (0..1)."""

    value: str
    raw: str
    page: int
    words: tuple[Word, ...]
    certainty: float

    def field(self, name: FieldName) -> Field:
        """Return it as field NAME; its confidence is the rule's worth times that of the words."""
        box = enclosing(word.box for word in self.words) if self.words else None
        return Field(name, self.value, self.raw, self.page, box, round(self.certainty * mean_confidence(self.words), 3))


def mean_confidence(words: Sequence[Word]) -> float:
    """Return the mean confidence of WORDS; 1 for none (a value that follows from the layout)."""
    return sum(word.confidence for word in words) / len(words) if words else 1.0


def nothing(name: FieldName) -> Field:
    """Return field NAME as unknown."""
    return Field(name, None, None, None, None, 0.0)
