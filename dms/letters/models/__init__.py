"""Letters, their pages, their fields with history, who may see them, and what keeps them from removal."""

from dms.letters.models.access import AccessToken, RemovalBlock
from dms.letters.models.fields import FieldValue
from dms.letters.models.letters import Letter, LetterLink, LetterPage, LetterSource

__all__ = [
    "AccessToken",
    "FieldValue",
    "Letter",
    "LetterLink",
    "LetterPage",
    "LetterSource",
    "RemovalBlock",
]
