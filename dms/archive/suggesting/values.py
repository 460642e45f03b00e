"""The values the suggester takes and gives. Pure Python: no Django here or beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Params = Mapping[str, str | int | float | list[str]]


@dataclass(frozen=True)
class Code:
    """One archive code as the suggester needs it; `parent` is the parent's code. Equal codes are joined."""

    code: str
    title: str
    description: str = ""
    parent: str | None = None
    keywords: str = ""


@dataclass(frozen=True)
class FormRule:
    """A kind of letter with a class of its own; `pattern` must be found in its head, any case."""

    kind: str
    code: str
    pattern: str = ""


@dataclass(frozen=True)
class LetterText:
    """What is known of a letter; unknown is the empty string. `number` as printed, `kind` as letters.kinds has it."""

    subject: str = ""
    body: str = ""
    sender: str = ""
    number: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Reason:
    """Why a code is proposed: a machine code and its values; the screens put it into words."""

    code: str
    params: Params = field(default_factory=dict)


@dataclass(frozen=True)
class Suggestion:
    """A proposed code, how probable it is (0..1), and why; `sure` when it may be stated unasked."""

    code: str
    confidence: float
    reasons: tuple[Reason, ...]
    sure: bool = False


@dataclass(frozen=True)
class Ranking:
    """Codes from the best down with their probabilities, and the probability that it is none of them."""

    codes: tuple[tuple[str, float], ...]
    none_of_them: float
