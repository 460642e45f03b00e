"""Kills processes (-9) while letters come in, then looks whether anything is lost or doubled: `./telusur bench faults`.

Files are given by turns with `./telusur add` and through the web page, which people try again when it fails. What is
killed: a reader alone, a hand of the worker with its reader, the whole worker, the command that gives, the web server.
When: while a job of the phase is open, seen in the job table; a kill counts for a phase only when the job was still
open afterwards. `bench/fault_check.py` judges.
"""

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from bench import office, small_pages
from bench.giving import Giver, giver_for
from bench.processes import Running, kill_tree
from bench.report import Row, print_table, write_json

PHASES: Mapping[str, tuple[str, ...]] = {
    "receiving": ("receive",),
    "reading": ("read_page",),
    "assembling": ("assemble",),
    "indexing": ("index",),
}
TARGETS = ("reader", "hand", "worker")
SLICE = 25
LEAST_A_PHASE = 5
WATCH_SECONDS = 0.001
LOOK_ELSEWHERE_SECONDS = 20.0
END_SECONDS = 1_200.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say how many kills and files, and in which mode."""
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--mode", choices=("embedded", "servers"), default="embedded")
    parser.add_argument("--hands", type=int, default=2, help="processes of the worker")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, help="write the numbers here too")


def run(options: argparse.Namespace) -> int:
    """Measure in a throw-away office; server mode starts its servers where the environment names none."""
    prefix = office.servers_prefix() if options.mode == "servers" else []
    return office.run_inside("faults", office.arguments_of(options), mode=options.mode, prefix=prefix)


@dataclass(frozen=True)
class Seen:
    """A running job as the table shows it."""

    pk: int
    attempt: int
    losses: int
    pid: int
    isolated: bool


@dataclass
class Attack:
    """The run: who gives, the worker, and what was killed so far."""

    options: argparse.Namespace
    folders: list[Path]
    rng: random.Random
    worker: Running
    killed: Counter[str] = field(default_factory=Counter)
    targets: Counter[str] = field(default_factory=Counter)
    misses: int = 0
    phase: str = "reading"
    since: float = 0.0
    givers: list[Giver] = field(default_factory=list)

    @property
    def kills(self) -> int:
        """Return how many kills hit."""
        return sum(self.killed.values())

    def go_on(self) -> bool:
        """Do one thing that is due; False when all is given, killed and done."""
        self.give_more()
        self.kill_a_giver()
        if self.kills < self.options.kills * self.share_settled() + 1:
            self.kill_in_phase()
        if self.worker_is_dead():
            self.worker = office.start_worker(hands=self.options.hands)
        return not (self.all_given() and is_idle())

    def share_settled(self) -> float:
        """Return how far the files are, so that kills spread over the whole run; a little ahead of them."""
        return min(1.0, 1.1 * count_settled() / int(self.options.files))

    def give_more(self) -> None:
        """Begin with the next slice when the last one is given and mostly settled."""
        if self.givers and not self.givers[-1].is_done():
            return
        if len(self.givers) < len(self.folders) and count_settled() > SLICE * (len(self.givers) - 1):
            number = len(self.givers)
            self.givers.append(giver_for(self.folders[number], number, self.rng))

    def kill_a_giver(self) -> None:
        """Kill the giving process when its time has come, and let it be tried again."""
        if self.givers and self.kills < self.options.kills and self.givers[-1].kill_when_due():
            self.note("receiving", self.givers[-1].kind)

    def kill_in_phase(self) -> None:
        """Kill somebody who works in the phase that was hit least; look elsewhere when nobody does for a while."""
        if self.kills >= self.options.kills:
            return
        job = self.running_job(self.phase)
        if job is None:
            if time.monotonic() - self.since > LOOK_ELSEWHERE_SECONDS:
                self.choose_phase(self.rng.choice(list(PHASES)))
            return
        target = TARGETS[self.targets.total() % len(TARGETS)]
        self.kill(target, job)
        if is_lost(job):
            self.note(self.phase, target)
            self.choose_phase(min(PHASES, key=lambda name: self.killed[name]))
        else:
            self.misses += 1

    def choose_phase(self, phase: str) -> None:
        """Watch for jobs of PHASE from now on."""
        self.phase, self.since = phase, time.monotonic()

    def running_job(self, phase: str) -> Seen | None:
        """Return a job of PHASE that a process of this machine is doing."""
        from dms.jobs.models import Job
        from dms.jobs.registry import KINDS

        row = Job.objects.filter(kind__in=PHASES[phase], state="running").order_by("-pk").first()
        if row is None or not row.owner:
            return None
        return Seen(row.pk, row.attempt, row.losses, int(row.owner.split("/")[-2]), KINDS[row.kind].isolated)

    def kill(self, target: str, job: Seen) -> None:
        """Kill who does JOB: the reader of its hand (short jobs are the hand's own), the hand, or the whole worker."""
        if target == "worker":
            self.worker.kill()
        elif target == "hand":
            kill_tree(job.pid)
        else:
            for pid in (readers_of(job.pid) if job.isolated else []) or [job.pid]:
                kill_tree(pid)

    def note(self, phase: str, target: str) -> None:
        """Count a kill that hit."""
        self.killed[phase] += 1
        self.targets[target] += 1
        if self.kills % 10 == 0:
            print(f"… {self.kills} kills, {count_settled()} of {self.options.files} files settled", flush=True)

    def worker_is_dead(self) -> bool:
        """Tell whether the worker must be started again."""
        return self.worker.process is None or self.worker.process.poll() is not None

    def all_given(self) -> bool:
        """Tell whether every slice was given to its end."""
        return len(self.givers) == len(self.folders) and all(giver.is_done() for giver in self.givers)


def is_lost(job: Seen) -> bool:
    """Tell whether JOB was still open when its process died: nobody ended it, and it is not in the same hands."""
    from dms.jobs.models import Job

    row = Job.objects.filter(pk=job.pk).first()
    if row is None:
        return False
    return row.losses > job.losses or (row.state == "running" and not psutil.pid_exists(job.pid)) or gone(job.pid)


def readers_of(owner: int) -> list[int]:
    """Return the processes below the hand OWNER; it may have ended by itself meanwhile."""
    try:
        return [child.pid for child in psutil.Process(owner).children()]
    except psutil.NoSuchProcess:
        return []


def gone(pid: int) -> bool:
    """Tell whether PID is no more, or waits to be buried."""
    try:
        return bool(psutil.Process(pid).status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True


def count_settled() -> int:
    """Return how many lines have come to an end."""
    from dms.intake.models import BatchItem
    from dms.intake.models.batches import ENDS

    return BatchItem.objects.filter(state__in=ENDS).count()


def is_idle() -> bool:
    """Tell whether no job is open."""
    from dms.jobs import services

    return services.is_idle()


def measure(options: argparse.Namespace) -> int:
    """Give, kill, wait for the end, and let the check judge."""
    folders = make_files(options)
    begun = time.monotonic()
    attack = Attack(options, folders, random.Random(options.seed), office.start_worker(hands=options.hands))
    try:
        while attack.go_on() and time.monotonic() - begun < END_SECONDS:
            time.sleep(WATCH_SECONDS)
    finally:
        for giver in attack.givers:
            giver.end()
        attack.worker.kill()
    seconds = time.monotonic() - begun
    return report(attack, judge(folders), seconds)


def make_files(options: argparse.Namespace) -> list[Path]:
    """Make the letters and deal them into slices."""
    folder = office.data_folder().parent / "input"
    made = small_pages.make(folder / "all", options.files, seed=options.seed)
    slices = [made[start : start + SLICE] for start in range(0, len(made), SLICE)]
    folders = []
    for number, part in enumerate(slices):
        target = folder / f"kiriman-{number:02}"
        target.mkdir()
        for each in part:
            each.path.rename(target / each.path.name)
        folders.append(target)
    return folders


def judge(folders: Sequence[Path]) -> dict[str, int]:
    """Run the check as a program of its own and return its counts."""
    return office.judged("bench.fault_check", [str(each) for each in folders], kinds=("lost", "doubled", "wrong"))


def report(attack: Attack, findings: Mapping[str, int], seconds: float) -> int:
    """Print kills by phase and target and what the check found; 0 when every kill was made and nothing is wrong."""
    options = attack.options
    rows: list[Row] = [{"phase": phase, "kills": attack.killed[phase]} for phase in PHASES]
    print_table(rows)
    print_table([{"target": name, "kills": count} for name, count in sorted(attack.targets.items())])
    least = min(LEAST_A_PHASE, options.kills // len(PHASES))
    total = {
        "mode": options.mode,
        "files": options.files,
        "kills": attack.kills,
        "least_kills_a_phase": min(attack.killed[phase] for phase in PHASES),
        "misses": attack.misses,
        "seconds": round(seconds, 1),
        **findings,
    }
    print_table([total])
    write_json(options.json, rows, total)
    fine = attack.kills >= options.kills and all(attack.killed[phase] >= least for phase in PHASES)
    return 0 if fine and not any(findings.values()) else 1


if __name__ == "__main__":
    command_line = argparse.ArgumentParser(description=__doc__)
    add_arguments(command_line)
    sys.exit(run(command_line.parse_args()))
