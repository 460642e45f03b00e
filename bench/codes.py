"""How often the right archive code is proposed: `./telusur bench codes REGISTER.csv --scheme SCHEME.csv --train N`.

The register (columns subject, code; where it has them sender, number, kind, date) is read in its order, as an office
lives through it: the first N letters are learned, the rest is asked one by one. Without `--live` nothing is learned
from the rest. Beside it stand a plain text classifier on the same letters, and what both know before the first letter.
"Unasked" are the first codes that the suggester states as sure.
"""

import argparse
import csv
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import codes_baseline as baseline
from bench import codes_scale
from bench.report import Value, print_table, write_json
from dms.archive.suggesting import Code, LetterText, Suggester
from dms.archive.suggesting.forms import plain_code

SHOWN = 5


class RegisterError(Exception):
    """The file has not the columns that are needed."""


@dataclass(frozen=True)
class Letter:
    """One line of a register."""

    subject: str
    code: str
    sender: str = ""
    number: str = ""
    kind: str = ""

    @property
    def text(self) -> LetterText:
        """The letter as the suggester takes it."""
        return LetterText(subject=self.subject, sender=self.sender, number=self.number, kind=self.kind)


@dataclass(frozen=True)
class Answer:
    """What the suggester made of one letter: place of the right code (0 = first) among the shown, or None."""

    letter: Letter
    shown: tuple[str, ...]
    confidence: float
    place: int | None
    ranked_place: int | None
    seconds: float
    sure: bool = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Name the register, the scheme and how many letters are learned first."""
    parser.add_argument("register", type=Path, help="CSV: subject, code[, sender, number, kind, date]")
    parser.add_argument("--scheme", type=Path, required=True, help="CSV: code, name, description[, parent]")
    parser.add_argument("--train", type=int, required=True, help="letters learned before the first question")
    parser.add_argument("--live", action="store_true", help="learn each tested letter after it was judged")
    parser.add_argument("--subjects-only", action="store_true", help="leave out sender, number and kind")
    parser.add_argument("--scale", type=int, default=0, help="also time a suggester that has learned so many letters")
    parser.add_argument("--json", type=Path, help="write the numbers here too")


def run(options: argparse.Namespace) -> dict[str, object]:
    """Train, test, print, and give the report."""
    letters, skipped = read_register(options.register, subjects_only=options.subjects_only)
    codes = read_scheme(options.scheme)
    learned, asked = letters[: options.train], letters[options.train :]
    suggester = Suggester(codes)
    started = time.perf_counter()
    for letter in learned:
        suggester.learn(letter.text, letter.code)
    learning_seconds = time.perf_counter() - started
    answers = [ask(suggester, letter, live=options.live) for letter in asked]
    total = summary(answers)
    total["letters_learned"] = len(learned)
    total["rows_without_code"] = skipped
    total["codes_outside_scheme_percent"] = outside(codes, asked)
    total["codes_not_learned_percent"] = outside([Code(letter.code, "") for letter in learned], asked)
    total["learning_ms_per_letter"] = round(1000 * learning_seconds / max(1, len(learned)), 2)
    peers = beside(codes, learned, asked, total)
    if options.scale:
        texts = [(letter.text, letter.code) for letter in letters]
        total |= codes_scale.measure(Suggester(codes), texts, options.scale)
    rows = by_class(answers)
    for table in (rows, [{"figure": name, "value": value} for name, value in total.items()], peers):
        print_table(table)
        print()
    return write_json(options.json, rows, total)


def beside(
    codes: Sequence[Code], learned: Sequence[Letter], asked: Sequence[Letter], total: dict[str, Value]
) -> list[dict[str, Value]]:
    """Compare with plain classifiers on the same split; their figures are added to TOTAL."""
    fresh = Suggester(codes)
    from_nothing = [[plain_code(code) for code, _ in fresh.rank(letter.text).codes[:SHOWN]] for letter in asked]
    right = [letter.code for letter in asked]
    found = {"zero_letters": baseline.shares(from_nothing, right)}
    if baseline.available():
        subjects = [letter.subject for letter in asked]
        found |= {name: baseline.shares(peer(subjects), right) for name, peer in peers_of(codes, learned, asked)}
    else:
        print("scikit-learn is not installed: the peers (TF-IDF, logistic regression) are left out.")
    for name, (first, listed) in found.items():
        total |= {f"{name}_top1_percent": first, f"{name}_top5_percent": listed}
    rows: list[dict[str, Value]] = [
        {"who": "suggester", "top1": total["top1_percent"], "top5": total["top5_percent"]},
    ]
    rows += ({"who": name, "top1": first, "top5": listed} for name, (first, listed) in found.items())
    return rows


def peers_of(
    codes: Sequence[Code], learned: Sequence[Letter], asked: Sequence[Letter]
) -> Iterator[tuple[str, baseline.Peer]]:
    """The peers that can be made: one needs a scheme, the others letters of two codes."""
    if codes and asked:
        yield "zero_letters_tfidf", baseline.names(codes)
    if asked and len({plain_code(letter.code) for letter in learned}) > 1:
        subjects, right = [letter.subject for letter in learned], [letter.code for letter in learned]
        yield "regression", baseline.regression(subjects, right, strength=baseline.DEFAULT_STRENGTH)
        yield "regression_tuned", baseline.regression(subjects, right, strength=baseline.TUNED_STRENGTH)


def read_register(path: Path, *, subjects_only: bool = False) -> tuple[list[Letter], int]:
    """The letters with a code, in order, and how many rows had none. Empty subjects stay: offices have them."""
    rows = _rows(path, {"subject", "code"})
    names = ("subject", "code") if subjects_only else ("subject", "code", "sender", "number", "kind")
    letters = [Letter(**{name: (row.get(name) or "").strip() for name in names}) for row in rows]
    coded = [letter for letter in letters if plain_code(letter.code)]
    return coded, len(letters) - len(coded)


def read_scheme(path: Path) -> list[Code]:
    """The codes of a scheme; parents as the file names them, else read off the codes."""
    rows = [row for row in _rows(path, {"code", "name"}) if (row["code"] or "").strip()]
    known = {plain_code(row["code"] or ""): (row["code"] or "").strip() for row in rows}
    by_digits = is_digit_tree(known)
    return [_code(row, known, by_digits=by_digits) for row in rows]


def _rows(path: Path, needed: set[str]) -> list[dict[str, str | None]]:
    """Rows of a CSV with comma, semicolon or tab; column names in any case."""
    with path.open(newline="", encoding="utf-8-sig", errors="replace") as file:
        head = file.readline()
        file.seek(0)
        reader = csv.DictReader(file, delimiter=max(",;\t", key=head.count))
        reader.fieldnames = [name.strip().lower() for name in reader.fieldnames or ()]
        if not needed <= set(reader.fieldnames):
            raise RegisterError(f"{path}: columns {', '.join(sorted(needed))} are needed")
        return list(reader)


def _code(row: Mapping[str, str | None], known: Mapping[str, str], *, by_digits: bool) -> Code:
    code = (row["code"] or "").strip()
    parent = (row.get("parent") or "").strip() or parent_by_form(plain_code(code), known, by_digits=by_digits)
    return Code(code, (row["name"] or "").strip(), (row.get("description") or "").strip(), parent)


def parent_by_form(code: str, known: Mapping[str, str], *, by_digits: bool) -> str | None:
    """The longest known beginning of a code, by parts (300.2.10, 300.2, 300) or also by digits (045.31, 045.3, 045).

    Whole numbers hang below rounder ones: 045 below 040, and that below 000.
    """
    shorter = code
    while "." in shorter:
        shorter = shorter[:-1].rstrip(".") if by_digits else shorter.rpartition(".")[0]
        if shorter in known:
            return known[shorter]
    for length in range(len(shorter) - 1, 0, -1):
        rounded = shorter[:length].ljust(len(shorter), "0")
        if shorter.isdigit() and rounded in known and rounded != code:
            return known[rounded]
    return None


def is_digit_tree(codes: Iterable[str]) -> bool:
    """Whether a scheme's codes grow by digits (Permendagri 78/2012) and not by parts: none has two dots."""
    return not any(code.count(".") > 1 for code in codes)


def ask(suggester: Suggester, letter: Letter, *, live: bool) -> Answer:
    """Question one letter; with `live` the right answer is learned afterwards."""
    text = letter.text
    started = time.perf_counter()
    suggestions = suggester.suggest(text)
    seconds = time.perf_counter() - started
    ranked = [code for code, _ in suggester.rank(text).codes[:SHOWN]]
    shown = tuple(suggestion.code for suggestion in suggestions)
    confidence = suggestions[0].confidence if suggestions else 0.0
    if live:
        suggester.learn(text, letter.code)
    sure = bool(suggestions) and suggestions[0].sure
    return Answer(letter, shown, confidence, place_of(letter.code, shown), place_of(letter.code, ranked), seconds, sure)


def place_of(code: str, codes: Sequence[str]) -> int | None:
    """Where a code stands in a list, from 0."""
    plain = [plain_code(each) for each in codes]
    return plain.index(plain_code(code)) if plain_code(code) in plain else None


def percent(part: int, whole: int) -> float:
    """A share in percent; of nothing it is 0."""
    return round(100 * part / whole, 2) if whole else 0.0


def summary(answers: Sequence[Answer]) -> dict[str, Value]:
    """The figures over all questions. Silence counts as a miss in top1 and top5, except where the name says ranked."""
    spoken = [answer for answer in answers if answer.shown]
    first = [answer for answer in spoken if answer.place == 0]
    listed = [answer for answer in spoken if answer.place is not None]
    sure = [answer for answer in answers if answer.sure]
    times = sorted(1000 * answer.seconds for answer in answers) or [0.0]
    return {
        "letters_tested": len(answers),
        "top1_percent": percent(len(first), len(answers)),
        "top5_percent": percent(len(listed), len(answers)),
        "share_spoken_percent": percent(len(spoken), len(answers)),
        "right_when_spoken_percent": percent(len(first), len(spoken)),
        "in_five_when_spoken_percent": percent(len(listed), len(spoken)),
        "ranked_top1_percent": percent(sum(answer.ranked_place == 0 for answer in answers), len(answers)),
        "ranked_top5_percent": percent(sum(answer.ranked_place is not None for answer in answers), len(answers)),
        "unasked_percent": percent(len(sure), len(answers)),
        "right_when_unasked_percent": percent(sum(answer.place == 0 for answer in sure), len(sure)),
        "calibration_gap_percent": calibration_gap(spoken),
        "median_ms": round(times[len(times) // 2], 2),
        "p95_ms": round(times[int(0.95 * (len(times) - 1))], 2),
    }


def calibration_gap(spoken: Sequence[Answer]) -> float:
    """Mean distance between said confidence and share of right first codes, over ten steps of confidence."""
    gap = 0.0
    for step in range(10):
        part = [answer for answer in spoken if min(9, int(answer.confidence * 10)) == step]
        right = sum(answer.place == 0 for answer in part)
        gap += abs(sum(answer.confidence for answer in part) - right)
    return round(100 * gap / len(spoken), 2) if spoken else 0.0


def by_class(answers: Sequence[Answer]) -> list[dict[str, Value]]:
    """The figures for each first part of the codes."""
    parts: dict[str, list[Answer]] = {}
    for answer in answers:
        parts.setdefault(answer.letter.code.split(".")[0][:3], []).append(answer)
    rows: list[dict[str, Value]] = []
    for part, group in sorted(parts.items()):
        figures = summary(group)
        names = ("letters_tested", "top1_percent", "top5_percent", "share_spoken_percent", "right_when_spoken_percent")
        rows.append({"class": part, **{name: figures[name] for name in names}})
    return rows


def outside(codes: Sequence[Code], letters: Sequence[Letter]) -> float:
    """Share of letters whose code the scheme does not hold."""
    known = {plain_code(row.code) for row in codes}
    return percent(sum(plain_code(letter.code) not in known for letter in letters), len(letters))


if __name__ == "__main__":
    command_line = argparse.ArgumentParser(description=__doc__)
    add_arguments(command_line)
    run(command_line.parse_args())
