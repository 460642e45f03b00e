"""What a page costs from file to hit, beside a named peer: `./telusur bench ingest DIR --against ocrmypdf`.

Ours: giving, a worker with two hands (its start included), until letter, page images, index entry and searchable PDF
of every file exist. OCRmyPDF writes a searchable PDF/A: file by file with two jobs, and two files at a time with one
job each; the cheaper counts. Cost is CPU seconds of whole process trees as the kernel adds them up; the runs are
interleaved and the median of the ratios is shown. Error rates are against NAME.gt.txt.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bench import ingest_mix, office
from bench.processes import Running, Spent
from bench.report import Row, print_table, write_json
from bench.texts import cer_percent, errors, files_in, truth_of

if TYPE_CHECKING:
    from dms.intake.models import BatchItem
    from dms.letters.models import Letter

HANDS = 2
PEER_OPTIONS = ("-l", "ind", "--quiet")
END_SECONDS = 3_600.0


@dataclass(frozen=True)
class Run:
    """One run over all files."""

    who: str
    cpu_seconds: float
    wall_seconds: float
    pages: int
    cer_percent: float | None

    @property
    def cpu_seconds_per_page(self) -> float:
        """Return what one page cost."""
        return self.cpu_seconds / self.pages


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Name the files, the peer, and how often to compare."""
    parser.add_argument("folder", type=Path, nargs="?", default=None, help="PDFs and pictures, NAME.gt.txt beside them")
    parser.add_argument("--against", choices=["ocrmypdf"], help="the peer; without: only ours")
    parser.add_argument("--pairs", type=int, default=5, help="interleaved runs of each (default: %(default)s)")
    parser.add_argument("--make", type=Path, metavar="DIR", help="make a mix of the sample letters there first")
    parser.add_argument("--json", type=Path, help="write the numbers here too")
    parser.add_argument("--one-run", type=Path, help=argparse.SUPPRESS)


def run(options: argparse.Namespace) -> dict[str, object]:
    """Measure both by turns, print the table, and give the report."""
    if options.make:
        ingest_mix.make(options.make)
    folder = (options.folder or options.make).resolve()
    runs: list[Run] = []
    for number in range(options.pairs):
        runs.append(ours(folder))
        if options.against:
            runs += [by_peer(folder, at_once=1, jobs=2, pages=runs[0].pages)]
            runs += [by_peer(folder, at_once=2, jobs=1, pages=runs[0].pages)]
        print(f"… {number + 1} / {options.pairs}", flush=True)
    return report(runs, options.json)


def ours(folder: Path) -> Run:
    """Measure one run in an office of its own."""
    with tempfile.TemporaryDirectory() as scratch:
        target = Path(scratch) / "run.json"
        if office.run_inside("ingest", [str(folder), f"--one-run={target}"]):
            raise RuntimeError("our own run failed")
        return Run(**json.loads(target.read_text()))


def measure(options: argparse.Namespace) -> int:
    """Do one run of ours inside the throw-away office."""
    files = files_in(options.folder)
    worker = office.start_worker(hands=HANDS)
    giver = give(files)
    ended = office.wait_until_idle(worker, timeout_seconds=END_SECONDS)
    wall_seconds = time.monotonic() - worker.begun
    spent = worker.stop()
    pages, pairs = outcome(files)
    done = Run("telusur", spent.cpu_seconds + giver, wall_seconds, pages, cer_percent(pairs))
    options.one_run.write_text(json.dumps(asdict(done)))
    return 0 if ended else 1


def give(files: Sequence[Path]) -> float:
    """Give the files from a forked process; return its CPU seconds."""
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            give_here(files)
            status = 0
        finally:
            os._exit(status)
    _, code, usage = os.wait4(child, 0)
    if code:
        raise RuntimeError("the files could not be given")
    return usage.ru_utime + usage.ru_stime


def give_here(files: Sequence[Path]) -> None:
    """Give the files as one batch."""
    from dms.intake import services as intake

    actor, unit = office.first_giver()
    batch = intake.open_batch(actor, unit, "bench", via="folder")
    for path in files:
        with path.open("rb") as content:
            intake.give(actor, batch, intake.GivenFile(path.name, path.name, path.name, content))


def outcome(files: Sequence[Path]) -> tuple[int, list[tuple[int, int]]]:
    """Return how many pages are done, and the errors of each file with a truth. Raises when one is not done."""
    from dms.intake import storage
    from dms.intake.models import BatchItem
    from dms.letters import index, services

    entries = dict(index.engine().versions())
    by_name = {item.name: item for item in BatchItem.objects.all()}
    pages, pairs = 0, []
    for path in files:
        letters = letters_of(by_name[path.name])
        for letter in letters:
            sheets = [page.source_page for page in letter.pages.select_related("source_page__original")]
            pictures = [storage.page_path(sheet.original.sha256, sheet.number) for sheet in sheets]
            is_there = letter.public_id in entries and services.pdf_path(letter).exists()
            if not (is_there and all(map(Path.exists, pictures))):
                raise RuntimeError(f"{path.name} is not done")
            pages += len(sheets)
        truth = truth_of(path)
        if truth is not None:
            pairs.append(errors("\n".join(index.text_of(letter) for letter in letters), truth))
    return pages, pairs


def letters_of(item: "BatchItem") -> "list[Letter]":
    """Return the letters that a file became, in the order of its pages."""
    from dms.letters.models import Letter

    by_id = {letter.public_id: letter for letter in Letter.objects.filter(sources__item=item)}
    return [by_id[part["letter"]] for part in item.filed_as]


def by_peer(folder: Path, *, at_once: int, jobs: int, pages: int) -> Run:
    """Let OCRmyPDF do the same files, AT_ONCE at a time with JOBS each."""
    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor(at_once) as pool:
        files = files_in(folder)
        begun = time.monotonic()
        spent = list(pool.map(lambda path: peer_file(path, Path(scratch), jobs), files))
        seconds = time.monotonic() - begun
        pairs = [pair for path in files if (pair := peer_errors(path, Path(scratch))) is not None]
    who = f"ocrmypdf {peer_output()} -j{jobs}, {at_once} at a time"
    return Run(who, sum(each.cpu_seconds for each in spent), seconds, pages, cer_percent(pairs))


def peer_output() -> str:
    """Return the kind of PDF the peer writes: PDF/A needs Ghostscript; without it a plain PDF, which costs it less."""
    return "pdfa" if shutil.which("gs") else "pdf"


def has_text(path: Path) -> bool:
    """Tell whether a PDF brings words of its own (which Ghostscript 10.0 would spoil in a PDF/A)."""
    return path.suffix.lower() == ".pdf" and bool(text_inside(path).split())


def text_inside(path: Path) -> str:
    """Return the words of a PDF."""
    return subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout


def peer_file(path: Path, target: Path, jobs: int) -> Spent:
    """Run OCRmyPDF on one file."""
    program = shutil.which("ocrmypdf", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    if program is None:
        raise RuntimeError("ocrmypdf is not installed: it is in requirements-test.txt")
    picture = [] if path.suffix.lower() == ".pdf" else ["--image-dpi", "200"]
    command = [
        program,
        *PEER_OPTIONS,
        "--output-type",
        peer_output(),
        *picture,
        "-j",
        str(jobs),
        "--sidecar",
        str(target / f"{path.name}.txt"),
    ]
    log = (target / "log").open("ab")
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    spent = Running([*command, str(path), str(target / f"{path.name}.pdf")], env=environment, output=log).start().wait()
    if spent.exit_code:
        raise RuntimeError(f"ocrmypdf failed on {path.name}: {(target / 'log').read_text()[-1000:]}")
    return spent


def peer_errors(path: Path, target: Path) -> tuple[int, int] | None:
    """Return the errors of OCRmyPDF's text: of its sidecar, or of the text in its PDF where that is nearer."""
    truth = truth_of(path)
    if truth is None:
        return None
    texts = [text_inside(target / f"{path.name}.pdf"), (target / f"{path.name}.txt").read_text()]
    return min(errors(text, truth) for text in texts)


def report(runs: Sequence[Run], target: Path | None) -> dict[str, object]:
    """Print the medians and the ratio."""
    names = list(dict.fromkeys(each.who for each in runs))
    groups = {name: [each for each in runs if each.who == name] for name in names}
    rows = [row_of(name, group) for name, group in groups.items()]
    total: dict[str, str | int | float | None] = {"pages": runs[0].pages, "pairs": len(groups["telusur"])}
    if len(names) > 1:
        cheaper = min(names[1:], key=lambda name: statistics.median(each.cpu_seconds_per_page for each in groups[name]))
        pairs = zip(groups["telusur"], groups[cheaper], strict=True)
        ratios = [theirs.cpu_seconds_per_page / own.cpu_seconds_per_page for own, theirs in pairs]
        total |= {"peer": cheaper, "times_better": round(statistics.median(ratios), 2)}
        total |= {"times_better_least": round(min(ratios), 2), "times_better_most": round(max(ratios), 2)}
    print_table(rows)
    print_table([total])
    return write_json(target, rows, total)


def row_of(name: str, group: Sequence[Run]) -> Row:
    """Return the medians of one way to do it."""
    return {
        "who": name,
        "cpu_seconds_per_page": round(statistics.median(each.cpu_seconds_per_page for each in group), 3),
        "wall_seconds_per_page": round(statistics.median(each.wall_seconds / each.pages for each in group), 3),
        "cer_percent": group[0].cer_percent,
    }
