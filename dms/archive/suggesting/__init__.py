"""Which archive code belongs to a letter: a pure Python ranker that learns one letter at a time."""

from dms.archive.suggesting.suggester import WEIGHED_LETTERS, Suggester
from dms.archive.suggesting.values import Code, FormRule, LetterText, Ranking, Reason, Suggestion

__all__ = ["WEIGHED_LETTERS", "Code", "FormRule", "LetterText", "Ranking", "Reason", "Suggester", "Suggestion"]
