"""What odd, damaged, huge and locked files do to the worker: `./telusur bench hostile DIR [--manifest FILE]`.

Each file goes alone through intake and reading in a worker with one hand. The manifest (CSV: path, sound yes|no|either,
pages) says what is right: a sound file within the limits is accepted with its page count, every other is refused or
waits with a reason; either says that both are right. Memory is the resident set of the worker's whole process tree,
sampled from outside; time runs from giving to the last step, the searchable PDF included.
"""

import argparse
import csv
import itertools
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from bench import office
from bench.processes import Peak, Running, resident_bytes
from bench.report import Row, print_table, write_json

if TYPE_CHECKING:
    from dms.intake.models import BatchItem

FREE_SECONDS, SECONDS_A_PAGE = 60, 5
MEMORY_MEGABYTES = 1_000
PATIENCE = 4  # times the time allowed, then a file counts as hanging
FAULT_MARK = "fault "
TOO_BIG = ("too_large", "too_many_pages", "page_too_large")


@dataclass(frozen=True)
class Expected:
    """What the manifest says of a file; `sound` is yes, no, either or "" (no manifest)."""

    path: Path
    name: str
    sound: str = ""
    pages: int | None = None


@dataclass(frozen=True)
class Verdict:
    """What became of one file and what it cost."""

    path: str
    sound: str
    pages_expected: int | None
    state: str
    reason: str
    pages: int | None
    wall_seconds: float
    peak_megabytes: float
    faults: str = ""
    crashed: bool = False
    hung: bool = False
    within_limits: bool = True
    notes: str = ""

    @property
    def wrong(self) -> list[str]:
        """Return what is not as it must be."""
        allowed = FREE_SECONDS + SECONDS_A_PAGE * (self.pages or 1)
        problems = {
            "crash": self.crashed,
            "hang": self.hung,
            "no end": self.state not in ("filed", "refused", "waiting", "duplicate"),
            "no reason": self.state in ("refused", "waiting") and not self.reason,
            "refused though sound": self.sound == "yes" and self.state != "filed" and self.within_limits,
            "accepted though not sound": self.sound == "no" and self.state == "filed",
            "page count": self.state == "filed" and self.sound == "yes" and self.pages != self.pages_expected,
            "too slow": self.wall_seconds > allowed,
            "too much memory": self.peak_megabytes > MEMORY_MEGABYTES,
        }
        return [name for name, is_so in problems.items() if is_so]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Name the folder, what is known of its files, and how many to try."""
    parser.add_argument("folder", type=Path, help="files to give")
    parser.add_argument("--manifest", type=Path, help="CSV: path (below the folder), sound, pages")
    parser.add_argument("--json", type=Path, help="write the numbers here too")
    parser.add_argument("--limit", type=int, help="only so many files, spread over the folder")
    parser.add_argument("--only", default="", help="only files with this in their path")


def run(options: argparse.Namespace) -> int:
    """Measure in a throw-away office."""
    return office.run_inside("hostile", office.arguments_of(options))


def measure(options: argparse.Namespace) -> int:
    """Give the files one by one and print the verdicts; 0 when all are right."""
    expected = [each for each in files_of(options) if options.only in each.name]
    step = max(1, len(expected) // options.limit) if options.limit else 1
    worker = office.start_worker(hands=1)
    while not hands_of(worker):
        time.sleep(office.POLL_SECONDS)
    verdicts = []
    try:
        with Peak(worker.pid) as peak:
            for each in expected[::step]:
                verdicts.append(try_file(each, worker, peak))
                show(verdicts[-1], len(verdicts), len(expected[::step]))
    finally:
        worker.kill()
    return report(verdicts, options.json)


def files_of(options: argparse.Namespace) -> list[Expected]:
    """Return the files of the manifest, else all files of the folder."""
    if options.manifest is None:
        found = sorted(path for path in options.folder.rglob("*") if path.is_file())
        return [Expected(path, str(path.relative_to(options.folder))) for path in found]
    with options.manifest.open(newline="", encoding="utf-8-sig") as file:
        return [expected_of(options.folder, row) for row in csv.DictReader(file)]


def expected_of(folder: Path, row: dict[str, str]) -> Expected:
    """Return one row of a manifest; yes/no may also be written true/false or 1/0."""
    name = row.get("path") or row.get("file") or row["name"]
    said = (row.get("sound") or "").strip().lower()
    sound = {"true": "yes", "1": "yes", "false": "no", "0": "no"}.get(said, said)
    pages = (row.get("pages") or "").strip()
    return Expected(folder / name, name, sound, int(pages) if pages.isdigit() else None)


def try_file(expected: Expected, worker: Running, peak: Peak) -> Verdict:
    """Give one file and wait for its end."""
    hands, log_end = hands_of(worker), log_size()
    peak.begin_anew()
    begun = time.monotonic()
    item = give(expected)
    allowed = PATIENCE * (FREE_SECONDS + SECONDS_A_PAGE * (expected.pages or 1))
    ended = office.wait_until_idle(worker, timeout_seconds=allowed)
    seconds = time.monotonic() - begun
    if not ended:
        put_aside(worker)
    memory = max(peak.peak_bytes, resident_bytes(worker.pid)) / 1e6
    verdict = judged(expected, item, seconds, memory)
    return replace(verdict, faults=faults_since(log_end), crashed=hands != hands_of(worker) and ended, hung=not ended)


def judged(expected: Expected, item: "BatchItem", seconds: float, memory: float) -> Verdict:
    """Return what the receipt says of a file."""
    from dms.intake.wording import notes_in_words

    item.refresh_from_db()
    params = item.reason_params
    beyond = item.reason in TOO_BIG and any(
        isinstance(value, int) and value > params.get("limit", 0) for name, value in params.items() if name != "limit"
    )
    return Verdict(
        path=expected.name,
        sound=expected.sound,
        pages_expected=expected.pages,
        state=item.state,
        reason=item.reason,
        pages=item.original.page_count if item.original else None,
        wall_seconds=round(seconds, 2),
        peak_megabytes=round(memory),
        within_limits=not beyond,
        notes=" ".join(notes_in_words(item)),
    )


def give(expected: Expected) -> "BatchItem":
    """Give a file as somebody who knows of no other file: one that lies there twice is looked into twice."""
    from dms.intake import services as intake
    from dms.people import services as people
    from dms.people.actor import MACHINE, Actor
    from dms.people.models import Office, Unit

    number = next(GIVERS)
    unit = Unit.objects.create(office=Office.objects.get(), name=f"Unit {number}")
    person = people.make_person(MACHINE, f"pemberi-{number}", f"Pemberi {number}", None)
    position = people.make_position(unit, people.NewPost("Agendaris", ("registrar",), 1))
    people.assign(MACHINE, person, position)
    actor = Actor(person, position)
    batch = intake.open_batch(actor, unit, expected.name, via="folder")
    with expected.path.open("rb") as content:
        return intake.give(actor, batch, intake.GivenFile(expected.path.name, expected.name, "1", content))


GIVERS = itertools.count(1)


def hands_of(worker: Running) -> set[int]:
    """Return the processes that the worker keeps."""
    return {process.pid for process in psutil.Process(worker.pid).children()}


def put_aside(worker: Running) -> None:
    """Take a hanging job away, so that the next file begins with nothing open."""
    from dms.jobs.models import Job

    for process in psutil.Process(worker.pid).children():
        process.kill()
    Job.objects.all().delete()


def log_size() -> int:
    """Return how much the worker has said."""
    return (office.data_folder() / "worker.log").stat().st_size


def faults_since(position: int) -> str:
    """Return what jobs did wrong since then, as the worker's log tells: one name for each fault."""
    with (office.data_folder() / "worker.log").open("rb") as log:
        log.seek(position)
        lines = log.read().decode(errors="replace").splitlines()
    return " ".join(line.split(FAULT_MARK, 1)[1].split(":")[0] for line in lines if FAULT_MARK in line)


def show(verdict: Verdict, number: int, of: int) -> None:
    """Print a file whose verdict is not right, or that cost a job a fault; and now and then how far it is."""
    if verdict.wrong:
        print(f"WRONG {', '.join(verdict.wrong)}: {verdict}", flush=True)
    elif verdict.faults:
        print(f"fault {verdict.faults}: {verdict.path} ({verdict.state} {verdict.reason})", flush=True)
    elif number % 50 == 0:
        print(f"… {number} / {of}", flush=True)


def report(verdicts: Sequence[Verdict], target: Path | None) -> int:
    """Print the table by folder and write all verdicts; 0 when all are right."""
    rows = [figures(name, group) for name, group in by_folder(verdicts)]
    total = figures("all", verdicts)
    print_table([*rows, total])
    write_json(target, [{**asdict(each), "wrong": ", ".join(each.wrong)} for each in verdicts], total)
    return 1 if any(each.wrong for each in verdicts) else 0


def by_folder(verdicts: Sequence[Verdict]) -> Iterator[tuple[str, list[Verdict]]]:
    """Return the verdicts grouped by the first folder of their path."""
    ordered = sorted(verdicts, key=lambda each: each.path.partition("/")[0])
    for name, group in itertools.groupby(ordered, key=lambda each: each.path.partition("/")[0]):
        yield name, list(group)


def figures(name: str, verdicts: Sequence[Verdict]) -> Row:
    """Return one row of the table."""
    states = [each.state for each in verdicts]
    return {
        "folder": name[:24],
        "files": len(verdicts),
        "sound": sum(each.sound == "yes" for each in verdicts),
        "accepted": states.count("filed"),
        "refused": states.count("refused"),
        "waiting": states.count("waiting"),
        "crash_faults": sum("reader_crashed" in each.faults for each in verdicts),
        "other_faults": sum(bool(each.faults) and "reader_crashed" not in each.faults for each in verdicts),
        "worker_crashes": sum(each.crashed for each in verdicts),
        "hangs": sum(each.hung for each in verdicts),
        "max_seconds": max((each.wall_seconds for each in verdicts), default=0.0),
        "max_megabytes": max((each.peak_megabytes for each in verdicts), default=0.0),
        "wrong": sum(bool(each.wrong) for each in verdicts),
    }
