"""The shipped code list and the twelve sample letters, as the suggester takes them; no database."""

import csv
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dms.archive.suggesting import Code, FormRule, LetterText, Suggester

ROOT = Path(__file__).resolve().parents[3]
SCHEME = ROOT / "dms/archive/data/permendagri83_2022.csv"
FORMS = ROOT / "dms/archive/data/permendagri83_2022_forms.csv"


@dataclass(frozen=True)
class Asked:
    """A letter and the codes an archivist would accept."""

    name: str
    letter: LetterText
    accepted: frozenset[str]


def rows(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV file."""
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@cache
def shipped_codes() -> tuple[Code, ...]:
    """The shipped list."""
    return tuple(Code(row["code"], row["name"], row["description"], row["parent"] or None) for row in rows(SCHEME))


def fresh_suggester() -> Suggester:
    """A suggester that knows the shipped list and has learned nothing."""
    rules = [FormRule(row["kind"], row["code"], row["pattern"]) for row in rows(FORMS)]
    return Suggester(shipped_codes(), rules=rules)


def sample_letters(*, with_fields: bool) -> list[Asked]:
    """The twelve letters: with the fields that are printed on them, or as nothing but the text of their pages."""
    expected = json.loads((ROOT / "sample/texts/expected.json").read_text(encoding="utf-8"))
    asked = []
    for name in (f"L{number:02}" for number in range(1, 13)):
        facts, text = expected[name], (ROOT / f"sample/texts/{name}.txt").read_text(encoding="utf-8")
        letter = LetterText(body=text)
        if with_fields:
            printed_subject = facts["subject"] if facts["subject_source"] == "printed" else ""
            number = facts["number_raw"] or ""
            letter = LetterText(printed_subject, text, facts["sender_name"], number, facts["kind"])
        asked.append(Asked(name, letter, frozenset(facts["p83"])))
    return asked


def everyday_subjects() -> list[Asked]:
    """Subjects as offices write them, with the codes to accept (invented for this project)."""
    return [
        Asked(row["subject"], LetterText(subject=row["subject"], kind=row["kind"]), frozenset(row["codes"].split()))
        for row in rows(ROOT / "tests/data/everyday_subjects.csv")
    ]


def in_five(suggester: Suggester, asked: list[Asked]) -> list[str]:
    """Names of the letters with an accepted code among the shown ones."""
    return [
        each.name
        for each in asked
        if any(suggestion.code in each.accepted for suggestion in suggester.suggest(each.letter))
    ]
