"""Drops files into a watched folder while the worker is killed (-9), then looks whether all came in whole and once.

Four writers work as scanners, copying programs and FTP servers do: in pieces with the file open, in pieces with the
file closed between them, under another name until it is whole, back to front, with an old date. Every kill takes the
whole worker, when a look at the folder is going on. `bench/watching_check.py` judges.
"""

import argparse
import json
import os
import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bench import office, small_pages
from bench.processes import Running
from bench.report import Row, print_table, write_json

WRITERS = 4
STILL_SECONDS = 2
END_SECONDS = 3_000.0
SEEN_SECONDS = 8.0
WATCH_SECONDS = 0.002
BAD = ("lost", "half", "twice", "wrong")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say how many files and kills, and when it is enough."""
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--hands", type=int, default=2, help="processes of the worker")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--until", choices=("moved", "settled"), default="settled", help="wait until files are read too"
    )
    parser.add_argument("--mode", choices=("embedded", "servers"), default="embedded")
    parser.add_argument("--json", type=Path, help="write the numbers here too")


def run(options: argparse.Namespace) -> int:
    """Measure in a throw-away office that looks at its folder every second."""
    os.environ |= {"TELUSUR_WATCH_SECONDS": "1", "TELUSUR_WATCH_STILL_SECONDS": str(STILL_SECONDS)}
    os.environ.pop("TELUSUR_WATCH_ROOTS", None)
    prefix = office.servers_prefix() if options.mode == "servers" else []
    return office.run_inside("watching", office.arguments_of(options), mode=options.mode, prefix=prefix)


Write = Callable[[Path, bytes, random.Random], None]


def pieces(content: bytes, rng: random.Random) -> list[bytes]:
    """Return CONTENT in two to ten pieces."""
    cuts = sorted(rng.sample(range(1, len(content)), rng.randint(1, 9)))
    return [content[start:end] for start, end in zip([0, *cuts], [*cuts, len(content)], strict=True)]


def in_pieces(path: Path, content: bytes, rng: random.Random) -> None:
    """Write with the file open all the time; now and then nothing comes for longer than a file must be still."""
    with path.open("wb") as file:
        for piece in pieces(content, rng):
            file.write(piece)
            file.flush()
            time.sleep(STILL_SECONDS * 1.5 if rng.random() < 0.03 else rng.uniform(0, 0.2))


def reopened(path: Path, content: bytes, rng: random.Random) -> None:
    """Write with the file closed after each piece; only its missing end tells that more will come."""
    for piece in pieces(content, rng):
        with path.open("ab") as file:
            file.write(piece)
        time.sleep(STILL_SECONDS * 1.5 if rng.random() < 0.03 else rng.uniform(0, 0.2))


def renamed(path: Path, content: bytes, rng: random.Random) -> None:
    """Write under another name, which becomes the right one when all is there."""
    unfinished = path.with_name(rng.choice([f"{path.name}.part", f".{path.name}", f"{path.name}.tmp"]))
    in_pieces(unfinished, content, rng)
    unfinished.rename(path)


def back_to_front(path: Path, content: bytes, rng: random.Random) -> None:
    """Take the whole room at once, then fill it from the end."""
    with path.open("wb") as file:
        file.truncate(len(content))
        end = len(content)
        for piece in reversed(pieces(content, rng)):
            end -= len(piece)
            file.seek(end)
            file.write(piece)
            file.flush()
            time.sleep(rng.uniform(0, 0.2))


def old_date(path: Path, content: bytes, rng: random.Random) -> None:
    """Copy a file of long ago with its date, in pieces."""
    in_pieces(path, content, rng)
    os.utime(path, (1_000_000_000, 1_000_000_000 + rng.randrange(1000)))


WAYS: tuple[Write, ...] = (in_pieces, reopened, renamed, back_to_front, old_date)


@dataclass
class Drop:
    """The files to be dropped, dealt out to the writers, and which were dropped whole."""

    target: Path
    files: list[tuple[str, bytes]]
    seed: int
    whole: Counter[str] = field(default_factory=Counter)

    def start(self) -> list[threading.Thread]:
        """Begin to write."""
        threads = [threading.Thread(target=self.write, args=(number,), daemon=True) for number in range(WRITERS)]
        for thread in threads:
            thread.start()
        return threads

    def write(self, number: int) -> None:
        """Write every WRITERS-th file, each in its way."""
        rng = random.Random(self.seed * 100 + number)
        for name, content in self.files[number::WRITERS]:
            way = rng.choice(WAYS)
            path = self.target / name
            path.parent.mkdir(parents=True, exist_ok=True)
            way(path, content, rng)
            self.whole[way.__name__] += 1


def make_files(options: argparse.Namespace) -> list[tuple[str, bytes]]:
    """Return names and contents: letters, a tenth of them in two copies, some in subfolders."""
    folder = office.data_folder().parent / "input"
    made = small_pages.make(folder, options.files, seed=options.seed)
    rng = random.Random(options.seed)
    return [
        (f"{rng.choice(['', '', 'boks 1/', 'boks 2/a/'])}{each.path.name}", each.path.read_bytes()) for each in made
    ]


def watched_folder() -> Path:
    """Have the registrar watch a folder; return it."""
    from django.conf import settings

    from dms.intake.models import WatchedFolder

    actor, unit = office.first_giver()
    assert actor.person is not None
    assert actor.position is not None
    path = Path(settings.WATCH_ROOTS[0]) / "loket"
    path.mkdir(parents=True)
    WatchedFolder.objects.create(unit=unit, name="Loket", path=str(path), person=actor.person, position=actor.position)
    return path


def looks_going_on() -> bool:
    """Tell whether a worker is looking at the folder this moment."""
    from dms.jobs.models import Job

    return Job.objects.filter(kind="watch_folder", state="running").exists()


def count_moved() -> int:
    """Return how many files were taken and moved aside."""
    from dms.intake.models import FolderFile

    return FolderFile.objects.filter(stage__in=("moved", "done")).count()


def count_settled() -> int:
    """Return how many lines have come to an end."""
    from dms.intake.models import BatchItem
    from dms.intake.models.batches import ENDS

    return BatchItem.objects.filter(state__in=ENDS).count()


@dataclass
class Attack:
    """The worker and how often it was killed, and how often while a look went on."""

    options: argparse.Namespace
    worker: Running
    kills: int = 0
    during_a_look: int = 0

    def kill_when_due(self) -> None:
        """Kill in step with the files that were moved, so that kills spread over the run."""
        due = self.options.kills * (count_moved() + 1) / self.options.files
        if self.kills >= self.options.kills or self.kills > due:
            return
        deadline = time.monotonic() + SEEN_SECONDS
        while not (is_looking := looks_going_on()) and time.monotonic() < deadline:
            time.sleep(WATCH_SECONDS)
        time.sleep(random.uniform(0, 0.03))
        is_looking = is_looking and looks_going_on()
        self.worker.kill()
        self.kills, self.during_a_look = self.kills + 1, self.during_a_look + is_looking
        print(f"… {self.kills} kills, {count_moved()} of {self.options.files} files moved", flush=True)
        self.worker = office.start_worker(hands=self.options.hands)


def measure(options: argparse.Namespace) -> int:
    """Drop, kill, wait for the end, and let the check judge."""
    drop = Drop(watched_folder(), make_files(options), options.seed)
    attack = Attack(options, office.start_worker(hands=options.hands))
    begun = time.monotonic()
    threads = drop.start()
    try:
        while time.monotonic() - begun < END_SECONDS and not is_over(options, threads):
            attack.kill_when_due()
            time.sleep(0.1)
        moved_seconds = time.monotonic() - begun
        while options.until == "settled" and count_settled() < options.files and time.monotonic() - begun < END_SECONDS:
            time.sleep(1)
    finally:
        attack.worker.kill()
    return report(attack, drop, judge(drop), moved_seconds, time.monotonic() - begun)


def is_over(options: argparse.Namespace, threads: list[threading.Thread]) -> bool:
    """Tell whether all was dropped and moved."""
    return not any(thread.is_alive() for thread in threads) and count_moved() >= options.files


def judge(drop: Drop) -> dict[str, int]:
    """Run the check as a program of its own, over what was to be dropped; return its counts."""
    import hashlib

    expected = {name: hashlib.sha256(content).hexdigest() for name, content in drop.files}
    listing = office.data_folder().parent / "expected.json"
    listing.write_text(json.dumps(expected))
    return office.judged("bench.watching_check", [str(drop.target), str(listing)], kinds=BAD)


def report(attack: Attack, drop: Drop, findings: Mapping[str, int], moved_seconds: float, seconds: float) -> int:
    """Print how files were written and what the check found; 0 when every kill was made and nothing is wrong."""
    ways: list[Row] = [{"written": name, "files": count} for name, count in sorted(drop.whole.items())]
    print_table(ways)
    total: Row = {
        "files": attack.options.files,
        "kills": attack.kills,
        "during_a_look": attack.during_a_look,
        "moved_seconds": round(moved_seconds, 1),
        "seconds": round(seconds, 1),
        **findings,
    }
    print_table([total])
    write_json(attack.options.json, ways, total)
    bad = [findings[name] for name in BAD]
    return 0 if attack.kills >= attack.options.kills and not any(bad) else 1


if __name__ == "__main__":
    command_line = argparse.ArgumentParser(description=__doc__)
    add_arguments(command_line)
    sys.exit(run(command_line.parse_args()))
