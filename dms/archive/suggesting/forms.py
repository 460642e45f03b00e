"""Evidence of form: the code printed in the number, and kinds of letter that have a class of their own."""

import re
from collections.abc import Iterable

from dms.archive.suggesting.values import FormRule, LetterText

HEAD_CHARS = 600
_REGIONAL = re.compile(r"^(?:[a-z]\.)?(?P<code>\d{3,4}(?:\.\d{1,3})*)(?P<rest>/.*)?$", re.IGNORECASE)
_LETTERED = re.compile(r"^[A-Z]{1,3}\.\d{1,3}(?:\.\d{1,3})*$", re.IGNORECASE)


def plain_code(text: str) -> str:
    """A code as it is compared: no spaces, no closing dot, one case."""
    return re.sub(r"\s+", "", text).strip(".,;").casefold()


def printed_codes(number: str) -> list[str]:
    """What may be an archive code in a letter's number, in plain form.

    A bare first part of three digits counts only when a digit follows the slash: else it is a running number.
    """
    compact = re.sub(r"\s+", "", number)
    found = []
    first = _REGIONAL.match(compact)
    if first and ("." in first["code"] or re.match(r"/\d", first["rest"] or "")):
        found.append(plain_code(first["code"]))
    found += [plain_code(part) for part in compact.split("/")[1:] if _LETTERED.match(part)]
    return found


def printed_head(number: str) -> str:
    """What a number begins with when that looks like a code, else what stands before its first running number."""
    codes = printed_codes(number)
    if codes:
        return codes[0]
    first = re.split(r"[-/ ]", number.strip(), maxsplit=1)[0]
    return "" if first.isdigit() else plain_code(first)


class FormRules:
    """The rules of one scheme."""

    def __init__(self, rules: Iterable[FormRule]) -> None:
        self._rules = [(rule.kind, re.compile(rule.pattern, re.IGNORECASE), rule.code) for rule in rules]

    def codes(self, letter: LetterText) -> dict[str, str]:
        """Code -> kind for each rule that fits the letter."""
        head = f"{letter.subject}\n{letter.body[:HEAD_CHARS]}"
        return {code: kind for kind, pattern, code in self._rules if kind == letter.kind and pattern.search(head)}
