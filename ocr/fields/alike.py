"""Whether two short printed words are the same but for a letter that the recognizer confused."""

from difflib import SequenceMatcher

ALIKE = 0.8


def is_alike(some: str, other: str, *, least: float = ALIKE) -> bool:
    """Ratio of common letters (Ratcliff and Obershelp) of at least `least`."""
    if abs(len(some) - len(other)) > 2:
        return False
    matcher = SequenceMatcher(None, some, other, autojunk=False)
    return matcher.real_quick_ratio() >= least and matcher.ratio() >= least


def starts_like(text: str, beginning: str, *, least: float = 0.88) -> bool:
    """Whether the text begins with `beginning`, a confused letter or two allowed."""
    return is_alike(text[: len(beginning)], beginning, least=least)
