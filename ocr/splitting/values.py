"""What a split proposes: letters with their pages in order, and pages that belong to none; each with its reasons."""

from dataclasses import dataclass
from typing import Literal

from ocr.values import Note

Role = Literal["body", "annex", "envelope", "blank", "sheet"]


@dataclass(frozen=True)
class ProposedPage:
    """One page of what was given (`index` from 0): its role, why, and how sure that is (0..1)."""

    index: int
    role: Role
    reasons: tuple[Note, ...]
    confidence: float


@dataclass(frozen=True)
class ProposedLetter:
    """Pages that are one letter. `confidence` (0..1) and `reasons` are of the cut before its first page."""

    pages: tuple[ProposedPage, ...]
    reasons: tuple[Note, ...]
    confidence: float


@dataclass(frozen=True)
class Proposal:
    """Every page given stands once: in a letter, or in `aside` (separator sheets, blank pages before any letter)."""

    letters: tuple[ProposedLetter, ...]
    aside: tuple[ProposedPage, ...]
