"""Letters, their pages, their fields with history, who may see them, and what keeps them from removal."""

from dms.letters.models.access import AccessToken, RemovalBlock
from dms.letters.models.corrections import Correction
from dms.letters.models.fields import FieldValue, SenderAlias
from dms.letters.models.letters import Letter, LetterLink, LetterPage, LetterSource, SetAsidePage
from dms.letters.models.rereading import RereadOutcome, RereadPage, RereadRun, RereadScope

__all__ = [
    "AccessToken",
    "Correction",
    "FieldValue",
    "Letter",
    "LetterLink",
    "LetterPage",
    "LetterSource",
    "RemovalBlock",
    "RereadOutcome",
    "RereadPage",
    "RereadRun",
    "RereadScope",
    "SenderAlias",
    "SetAsidePage",
]
