"""A batch of mixed files, each line of its receipt judged: `./telusur bench batch [--files 500] [--hostile DIR]`.

Good letters, the same bytes twice, renamed files, empty ones, odd ones of DIR with their manifest, locked ones, and
letters that came in several files. Prints how many lines of each kind there are and which are not right.
"""

import argparse
import io
import itertools
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf

from bench import office, small_pages
from bench.hostile import Expected, files_of
from bench.report import Row, print_table, write_json

if TYPE_CHECKING:
    from dms.intake.models import BatchItem

HANDS = 2
END_SECONDS = 7_200.0
SHARES = {"good": 40, "double": 15, "renamed": 10, "empty": 5, "hostile": 15, "locked": 5, "joined": 10}
PARTS = 3  # files of a letter that came in several
ODD_NAMES = (".docx", ".txt", ".xls", "", ".exe")
ALSO_RIGHT = ("yes", "either")


@dataclass(frozen=True)
class Given:
    """One file with what must become of it; files with the same `letter` are one letter."""

    kind: str
    name: str
    content: bytes
    same_as: str = ""
    letter: str = ""
    expected: Expected | None = None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say how many files, and where the odd ones are."""
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--hostile", type=Path, default=office.ROOT / "tests" / "data" / "hostile", help="odd files")
    parser.add_argument("--manifest", type=Path, help="of the odd files (default: manifest.csv beside them)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, help="write the numbers here too")


def run(options: argparse.Namespace) -> int:
    """Measure in a throw-away office."""
    return office.run_inside("batch", office.arguments_of(options))


def measure(options: argparse.Namespace) -> int:
    """Give the batch, wait for its end, judge each line."""
    given = mixed(options)
    worker = office.start_worker(hands=HANDS)
    try:
        lines = give(given)
        ended = office.wait_until_idle(worker, timeout_seconds=END_SECONDS)
    finally:
        worker.kill()
    wrong = {each.name: verdict for each in given if (verdict := judge(each, lines))}
    wrong |= {name: "not one letter" for name in torn(given, lines)}
    for name, verdict in wrong.items():
        print(f"WRONG {name}: {verdict}")
    return report(given, lines, wrong, options.json) if ended else 1


def mixed(options: argparse.Namespace) -> list[Given]:
    """Return the files, shuffled, but each double after its first."""
    rng = random.Random(options.seed)
    makers = Makers(options, rng)
    counts = {kind: options.files * share // 100 for kind, share in SHARES.items()}
    counts["good"] += options.files - sum(counts.values())
    given = [each for kind, count in counts.items() if kind != "double" for each in makers.some(kind, count)]
    rng.shuffle(given)
    firsts = [each for each in given if each.kind == "good"]
    for number in range(counts["double"]):
        first = rng.choice(firsts)
        place = rng.randint(given.index(first) + 1, len(given))
        double = Given("double", f"salinan-{number:04}-{first.name}", first.content, same_as=first.name)
        given.insert(place, double)
    return given


class Makers:
    """Makes the files of each kind."""

    def __init__(self, options: argparse.Namespace, rng: random.Random) -> None:
        folder = office.data_folder().parent / "input"
        self.letters = iter(small_pages.make(folder, options.files, seed=options.seed, doubles=0))
        manifest = options.manifest or options.hostile / "manifest.csv"
        odd = files_of(argparse.Namespace(folder=options.hostile, manifest=manifest))
        self.odd = itertools.cycle(enumerate(rng.sample(odd, len(odd))))
        self.numbers = itertools.count(1)

    def some(self, kind: str, count: int) -> Iterator[Given]:
        """Return COUNT files of KIND."""
        return itertools.islice(self.endless(kind), count)

    def endless(self, kind: str) -> Iterator[Given]:
        """Return files of KIND without end."""
        while True:
            number = next(self.numbers)
            if kind == "empty":
                yield Given(kind, f"kosong-{number:04}.pdf", b"")
            elif kind == "hostile":
                _, odd = next(self.odd)
                yield Given(kind, f"aneh-{number:04}-{odd.path.name}", odd.path.read_bytes(), expected=odd)
            elif kind == "joined":
                yield from self.parts(number)
            else:
                yield self.of_letter(kind, number)

    def of_letter(self, kind: str, number: int) -> Given:
        """Return a letter as it is, locked, or under a name that says something else."""
        path = next(self.letters).path
        if kind == "locked":
            while path.suffix != ".pdf":
                path = next(self.letters).path
            return Given(kind, f"terkunci-{number:04}.pdf", locked(path))
        suffix = ODD_NAMES[number % len(ODD_NAMES)] if kind == "renamed" else path.suffix
        return Given(kind, f"surat-{number:04}{suffix}", path.read_bytes())

    def parts(self, number: int) -> Iterator[Given]:
        """Return the files of one letter."""
        for part in range(1, PARTS + 1):
            path = next(self.letters).path
            name = f"berkas-{number:04}-{part}{path.suffix}"
            yield Given("joined", name, path.read_bytes(), letter=f"berkas-{number:04}")


def locked(path: Path) -> bytes:
    """Return a PDF that asks for a password."""
    target = io.BytesIO()
    with pikepdf.open(path) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(owner="pemilik", user="rahasia"))
    return target.getvalue()


def give(given: Sequence[Given]) -> "dict[str, BatchItem]":
    """Give the files as one batch and say which are one letter; return the lines by name."""
    from dms.intake import services as intake

    actor, unit = office.first_giver()
    batch = intake.open_batch(actor, unit, "bench", via="folder")
    lines, parts = {}, defaultdict(list)
    for each in given:
        content = io.BytesIO(each.content)
        lines[each.name] = intake.give(actor, batch, intake.GivenFile(each.name, each.name, each.name, content))
        if each.letter:
            parts[each.letter].append(lines[each.name])
    for items in parts.values():
        if len(items) > 1:
            intake.ask_to_join(actor, items)
    return lines


def judge(each: Given, lines: "dict[str, BatchItem]") -> str:
    """Return what is wrong with the line of a file, or ""."""
    from dms.intake.wording import reason_in_words

    item = lines[each.name]
    item.refresh_from_db()
    end = f"{item.state} {item.reason}".strip()
    if item.state in ("refused", "waiting", "duplicate") and not reason_in_words(item):
        return f"{end} without a word why"
    if each.expected is not None:
        return "" if end_fits(each.expected, item) else f"{end}, sound: {each.expected.sound}"
    if each.kind == "double":
        is_right = item.state == "duplicate" and item.duplicate_of == lines[each.same_as]
        return "" if is_right else f"{end}, not a duplicate of {each.same_as}"
    must = {"empty": "refused empty", "locked": "waiting needs_password"}.get(each.kind, "filed")
    return "" if end == must and (must != "filed" or len(item.filed_as) == 1) else f"{end}, not {must}"


def end_fits(expected: Expected, item: "BatchItem") -> bool:
    """Tell whether an odd file ended as its manifest allows; one that lies there twice is a duplicate."""
    from bench.hostile import judged

    if item.state == "duplicate":
        return True
    return not judged(expected, item, 0.0, 0.0).wrong


def torn(given: Sequence[Given], lines: "dict[str, BatchItem]") -> list[str]:
    """Return the letters of several files whose parts are not all in one letter, in their order."""
    groups = defaultdict(list)
    for each in given:
        if each.letter:
            groups[each.letter].append(lines[each.name])
    return [name for name, items in groups.items() if not is_one_letter(items)]


def is_one_letter(items: "Sequence[BatchItem]") -> bool:
    """Tell whether ITEMS, as the receipt says, are the pages 1, 2, 3 … of one letter."""
    parts = [part for item in sorted(items, key=lambda item: item.line) for part in item.filed_as]
    pages = [number for part in parts for number in range(part["first"], part["last"] + 1)]
    return len({part["letter"] for part in parts}) == 1 and pages == list(range(1, len(items) + 1))


def report(given: Sequence[Given], lines: "dict[str, BatchItem]", wrong: dict[str, str], target: Path | None) -> int:
    """Print the table by kind; 0 when every line is right and there is one for each file."""
    kinds = list(dict.fromkeys(each.kind for each in given))
    rows: list[Row] = []
    for kind in kinds:
        group = [each for each in given if each.kind == kind]
        states = Counter(lines[each.name].state for each in group)
        ends = {state: states[state] for state in ("filed", "duplicate", "refused", "waiting")}
        rows.append({"kind": kind, "given": len(group), **ends, "wrong": sum(each.name in wrong for each in group)})
    total = {"given": len(given), "lines": len({item.line for item in lines.values()}), "wrong": len(wrong)}
    print_table(rows)
    print_table([total])
    write_json(target, rows, total)
    return 0 if total["given"] == total["lines"] and not wrong else 1
