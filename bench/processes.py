"""What a tree of processes costs, seen from outside: memory by sampling, CPU seconds as the kernel adds them up."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import psutil

SAMPLE_SECONDS = 0.05


def tree_of(pid: int) -> list[psutil.Process]:
    """Return the process PID and everything below it; empty when it is gone."""
    try:
        root = psutil.Process(pid)
        return [root, *root.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def resident_bytes(pid: int) -> int:
    """Return the sum of the resident sets of a tree. Pages that processes share count for each of them."""
    total = 0
    for process in tree_of(pid):
        try:
            total += process.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return total


def kill_tree(pid: int) -> list[int]:
    """Kill (-9) a process and everything below it; return who was killed."""
    victims = tree_of(pid)
    for victim in victims:
        try:
            victim.kill()
        except psutil.NoSuchProcess:
            continue
    return [victim.pid for victim in victims]


class Peak:
    """Samples the memory of a tree in a thread of its own while the block runs."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.peak_bytes = 0
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _: TracebackType | None
    ) -> None:
        self._ending.set()
        self._thread.join()

    def begin_anew(self) -> None:
        """Forget the peak so far."""
        self.peak_bytes = 0

    def _sample(self) -> None:
        while not self._ending.wait(SAMPLE_SECONDS):
            self.peak_bytes = max(self.peak_bytes, resident_bytes(self.pid))


@dataclass
class Spent:
    """What a command took."""

    wall_seconds: float
    cpu_seconds: float
    exit_code: int


@dataclass
class Running:
    """A command in a session of its own, whose whole tree is measured when it has ended."""

    argv: Sequence[str]
    env: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    cwd: Path | None = None
    output: IO[bytes] | None = None
    begun: float = 0.0
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> Self:
        """Start it."""
        self.begun = time.monotonic()
        target = self.output if self.output is not None else subprocess.DEVNULL
        self.process = subprocess.Popen(
            self.argv,
            env=dict(self.env),
            cwd=self.cwd,
            stdin=subprocess.DEVNULL,
            stdout=target,
            stderr=target,
            start_new_session=True,
        )
        return self

    @property
    def pid(self) -> int:
        """Return its number."""
        assert self.process is not None
        return self.process.pid

    def has_ended(self) -> bool:
        """Tell whether it is no more, without taking its figures from whoever waits for it."""
        return psutil.Process(self.pid).status() == psutil.STATUS_ZOMBIE if psutil.pid_exists(self.pid) else True

    def wait(self) -> Spent:
        """Wait for its end and return what it and all children it waited for took."""
        _, status, usage = os.wait4(self.pid, 0)
        if self.process is not None:
            self.process.returncode = os.waitstatus_to_exitcode(status)
        cpu_seconds = usage.ru_utime + usage.ru_stime
        return Spent(time.monotonic() - self.begun, cpu_seconds, os.waitstatus_to_exitcode(status))

    def stop(self) -> Spent:
        """Ask it to end, wait, and return what it took."""
        os.kill(self.pid, signal.SIGTERM)
        return self.wait()

    def kill(self) -> None:
        """Kill it and everything below it; nothing is measured."""
        kill_tree(self.pid)
        if self.process is not None:
            self.process.wait()
