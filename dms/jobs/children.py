"""A forked process that does jobs which may crash, hang or eat memory, one after another until one breaks it.

A fork for each job costs a page of a letter 0.3 s of CPU: all that the job touches is copied or cleared anew. A child
that had any fault is never used again; neither is one that has grown, or has done `MOST_JOBS`.
"""

import ctypes
import os
import resource
import signal
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Self

from django.conf import settings
from django.db import close_old_connections, connections

from dms.jobs.claims import Claim

MOST_JOBS = 200
MOST_GROWTH_BYTES = 256 * 2**20
KILLED = "killed"  # from outside: SIGKILL
PR_SET_PDEATHSIG = 1
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3  # mallopt(3)
KEPT_BYTES = 192 * 2**20
USUAL_BYTES = 200 * 2**20  # of a hand with a warm reader; what it learned of codes may be hundreds more
LARGE_BYTES = 32 * 2**20  # the most glibc takes


class Child:
    """Does claims in a forked process; a context manager that lets the process go at its end.

    `work` does one claim in the child and returns the fault's name or "".
    """

    def __init__(self, work: Callable[[Claim], str]) -> None:
        self._work = work
        self._pid = 0
        self._pipe: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.let_go()

    def do(self, claim: Claim) -> str:
        """Have CLAIM done; return the fault's name, "" for none, KILLED when the process was killed from outside."""
        pipe = self._pipe or self._start()
        try:
            pipe.send(claim)
            fault, goes_on = pipe.recv()
        except (EOFError, OSError):
            return fault_of(self._end(pipe))
        if not goes_on:
            self._end(pipe)
        return str(fault)

    def let_go(self) -> None:
        """Let the process end; the next claim gets a new one."""
        if self._pipe is not None:
            self._end(self._pipe)

    def _start(self) -> Connection:
        connections.close_all()  # they would be shared
        ours, theirs = Pipe()
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            try:
                ours.close()
                limit_this_process(parent)
                serve(theirs, self._work)
            finally:
                os._exit(0)
        theirs.close()
        self._pid, self._pipe = pid, ours
        return ours

    def _end(self, pipe: Connection) -> int:
        """Close the pipe, which ends the process, wait for it and kill what it left running; return its status."""
        pipe.close()
        self._pipe = None
        _, status = os.waitpid(self._pid, 0)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._pid, signal.SIGKILL)
        return status


def serve(pipe: Connection, work: Callable[[Claim], str]) -> None:
    """Do what comes through PIPE until a job had a fault or the process has grown. Runs in the child only."""
    at_first = data_bytes()
    with suppress(EOFError, BrokenPipeError):
        for number in range(1, MOST_JOBS + 1):
            claim = pipe.recv()
            close_old_connections()
            fault = work(claim)
            goes_on = not fault and number < MOST_JOBS and data_bytes() - at_first < MOST_GROWTH_BYTES
            pipe.send((fault, goes_on))
            if not goes_on:
                break
    connections.close_all()


def limit_this_process(parent: int) -> None:
    """Die with process PARENT, in a group of its own, deaf to TERM and INT, with limited memory and no core file."""
    die_with(parent)
    os.setpgid(0, 0)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    most = most_data_bytes(data_bytes())
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    keep_freed_memory()


def most_data_bytes(inherited_bytes: int) -> int:
    """Return how much data the process may have; what it inherits beyond the usual is its parent's too, and extra."""
    return int(settings.MEMORY_BYTES_LIMIT) + max(0, inherited_bytes - USUAL_BYTES)


def keep_freed_memory() -> None:
    """Keep freed memory for the next picture: to have it cleared by the kernel each time costs 50 ms a page."""
    libc = ctypes.CDLL(None)
    libc.mallopt(M_MMAP_THRESHOLD, LARGE_BYTES)
    libc.mallopt(M_TRIM_THRESHOLD, KEPT_BYTES)


def data_bytes() -> int:
    """Return how much memory this process has for its data: what RLIMIT_DATA counts."""
    return int(Path("/proc/self/statm").read_text().split()[5]) * resource.getpagesize()


def die_with(parent: int) -> None:
    """Ask the kernel to kill this process when process PARENT dies, so that no orphan goes on (Linux prctl(2))."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before the kernel was asked
        os.kill(os.getpid(), signal.SIGKILL)


def fault_of(status: int) -> str:
    """Return what the wait STATUS of a process that ended within a job says of the job."""
    if not os.WIFSIGNALED(status):
        return "error"
    named = {signal.SIGKILL: KILLED, signal.SIGALRM: "over_time"}
    return named.get(signal.Signals(os.WTERMSIG(status)), "reader_crashed")
