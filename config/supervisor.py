"""Keeps a few programs running, and ends everything they started when it is told to end.

Each program leads a process group of its own. A program that dies is started again, after a growing pause; what is
left of its group is ended first. The kernel gives orphans of the programs to this process (PR_SET_CHILD_SUBREAPER), so
that nothing outlives it; and if this process itself is killed, the kernel sends TERM to each program (setpriv).
"""

import contextlib
import ctypes
import os
import select
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36
LONGEST_PAUSE_SECONDS = 30.0
SOUND_AFTER_SECONDS = 30.0
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(eq=False)
class Program:
    """One program to keep running: NAME for the reader, ARGV to run, and what happened so far."""

    name: str
    argv: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    stdout: int | None = None
    stderr: int | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    pid: int | None = None
    started: float = 0.0
    deaths: int = 0
    start_again_at: float | None = None

    def start(self) -> None:
        """Start it: own process group, nothing to read, signals as a fresh program has them."""
        actions: list[tuple[int, ...] | tuple[int, int, str, int, int]] = [
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0)
        ]
        redirected = {1: self.stdout, 2: self.stderr}
        actions += [(os.POSIX_SPAWN_DUP2, to, number) for number, to in redirected.items() if to is not None]
        self.pid = os.posix_spawnp(
            "setpriv",
            ["setpriv", "--pdeathsig", "TERM", "--", *self.argv],
            self.environment,
            file_actions=actions,
            setpgroup=0,
            setsigdef=[*ENDING, signal.SIGCHLD, signal.SIGPIPE],
        )
        self.started, self.start_again_at = time.monotonic(), None

    def died(self, code: int) -> float:
        """Note its death and return the pause in seconds before it starts again: 1, 2, 4 … 30.

        A program that lived well, or that somebody killed (negative CODE), starts again soon.
        """
        if code < 0 or time.monotonic() - self.started > SOUND_AFTER_SECONDS:
            self.deaths = 0
        pause_seconds = min(LONGEST_PAUSE_SECONDS, 2.0**self.deaths)
        self.deaths += 1
        self.pid, self.start_again_at = None, time.monotonic() + pause_seconds
        return pause_seconds


OnDeath = Callable[[Program, int, float], None]


class Supervisor:
    """Runs programs until a signal ends it; use as a context manager, which leaves no process behind."""

    def __init__(self, *, stop_seconds: float = 10.0) -> None:
        self.programs: list[Program] = []
        self.ending: signal.Signals | None = None
        self._stop_seconds = stop_seconds
        self._wake, self._woken = socket.socketpair()

    def __enter__(self) -> "Supervisor":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        self._wake.setblocking(False)
        self._woken.setblocking(False)
        signal.set_wakeup_fd(self._woken.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for number in ENDING:
            if number != signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN:  # nohup is respected
                signal.signal(number, self._end)
        return self

    def __exit__(self, *_: object) -> None:
        self._end_all()
        signal.set_wakeup_fd(-1)
        self._wake.close()
        self._woken.close()

    def _end(self, number: int, _frame: object) -> None:
        self.ending = signal.Signals(number)

    def complete(self, program: Program) -> int | None:
        """Run PROGRAM to its end and return its exit code, or None when a signal ended us first."""
        codes = list[int]()
        program.start()
        self.programs.append(program)
        while not codes and not self.ending:
            self._wait(None)
            codes = [code for dead, code in self._bury() if dead is program]
        if codes:
            self.programs.remove(program)
        return codes[0] if codes else None

    def keep(self, programs: Iterable[Program]) -> None:
        """Start PROGRAMS; `serve` looks after them."""
        for program in programs:
            self.programs.append(program)
            program.start()

    def serve(self, on_death: OnDeath, *, until: Callable[[], bool] | None = None) -> bool:
        """Look after the kept programs until a signal (False) or until UNTIL, asked five times a second, holds (True).

        ON_DEATH is told the program, its exit code and the pause in seconds before it starts again.
        """
        while not self.ending:
            if until and until():
                return True
            self._wait(0.2 if until else self._next_start_seconds())
            for program, code in self._bury():
                on_death(program, code, program.died(code))
            self._start_due()
        return False

    def _next_start_seconds(self) -> float | None:
        due = [program.start_again_at for program in self.programs if program.start_again_at is not None]
        return max(0.0, min(due) - time.monotonic()) if due else None

    def _start_due(self) -> None:
        for program in self.programs:
            if program.start_again_at is not None and program.start_again_at <= time.monotonic():
                program.start()

    def _wait(self, timeout_seconds: float | None) -> None:
        """Sleep until a signal comes or the time is over."""
        select.select([self._wake], [], [], timeout_seconds)
        with contextlib.suppress(BlockingIOError):
            while self._wake.recv(4096):
                pass

    def _bury(self) -> Iterator[tuple[Program, int]]:
        """Take every dead child off the process table; yield our programs among them with their exit codes."""
        while (dead := _next_dead()) is not None:
            program = next((program for program in self.programs if program.pid == dead), None)
            if program is not None:
                _signal_group(dead, signal.SIGKILL)  # before the number is free for another process
            _, status = os.waitpid(dead, 0)
            if program is not None:
                self._kill_adopted()
                yield program, os.waitstatus_to_exitcode(status)

    def _kill_adopted(self) -> bool:
        """Kill orphans that the kernel gave to us; True when there were any."""
        ours = {program.pid for program in self.programs}
        adopted = [pid for pid in _children() if pid not in ours]
        for pid in adopted:
            _signal_one(pid, signal.SIGKILL)
        return bool(adopted)

    def _end_all(self) -> None:
        """Its stop signal to each program, KILL to its group after the grace time, then to orphans, until none is left.

        Only the leader of a group gets the stop signal: it knows in which order its own processes end.
        """
        for program in self._running():
            _signal_one(program.pid or 0, program.stop_signal)
        deadline = time.monotonic() + self._stop_seconds
        while self._running() and time.monotonic() < deadline:
            self._wait(deadline - time.monotonic())
            for program, _ in self._bury():
                program.pid = None
        for program in self._running():
            _signal_group(program.pid or 0, signal.SIGKILL)
            program.pid = None
        while self._kill_adopted():
            self._wait(0.05)
            list(self._bury())

    def _running(self) -> list[Program]:
        return [program for program in self.programs if program.pid is not None]


def _next_dead() -> int | None:
    """Return the pid of a child that has ended and still waits to be buried."""
    try:
        found = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return None
    return found.si_pid if found else None


def _children() -> list[int]:
    """Return the pids of this process's own children, as the kernel lists them."""
    return [int(pid) for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()]


def _signal_group(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, number)


def _signal_one(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


def flush() -> None:
    """Show what was printed so far, before a child prints to the same terminal."""
    sys.stdout.flush()
    sys.stderr.flush()
