"""Doing a claimed job: in this process, or in a child that may crash, hang or eat memory without harm.

A child that dies tells by its exit status what happened: SIGALRM is its own time limit, SIGSEGV and SIGABRT are
crashes of a library on a hostile file: these are faults of the job. SIGKILL came from outside: the job is put back
and nothing is held against it. After `FAULTS_LIMIT` faults the job is given up, with the reason on its record.
"""

import ctypes
import logging
import os
import resource
import signal
import time
from contextlib import suppress
from types import FrameType

from django.conf import settings
from django.db import connections

from dms.jobs.claims import Claim, Later, LostLeaseError
from dms.jobs.registry import KINDS, JobKind, warm_up

log = logging.getLogger(__name__)

FAULTS_LIMIT = 2
LOSSES_LIMIT = 60  # a process that dies from outside each time is killed by the kernel for want of memory
EXIT_OUT_OF_MEMORY = 3
EXIT_ERROR = 4
PR_SET_PDEATHSIG = 1


class OverTimeError(Exception):
    """A job in the worker's own process took longer than its kind may."""


def run(claim: Claim) -> None:
    """Do the job of CLAIM and settle it: done, put back, or given up."""
    kind = KINDS[claim.kind]
    if claim.faults >= FAULTS_LIMIT or claim.losses >= LOSSES_LIMIT:
        give_up(kind, claim)
        return
    begun = time.monotonic()
    fault = run_in_child(kind, claim) if kind.isolated else run_here(kind, claim)
    if fault:
        log.warning("fault %s: %s", fault, claim)
        claim.put_back_faulty(fault, seconds=claim.faults * 2.0, spent_seconds=time.monotonic() - begun)


def run_here(kind: JobKind, claim: Claim) -> str:
    """Do the job in this process within its time limit; return the fault's name or ""."""
    earlier = signal.signal(signal.SIGALRM, interrupt)
    end_in(kind.limit_seconds)
    try:
        return attempt(kind, claim)
    finally:
        end_in(0)
        signal.signal(signal.SIGALRM, earlier)


def interrupt(_signal: int, _frame: FrameType | None) -> None:
    """End what this process is doing."""
    raise OverTimeError


def end_in(seconds: float) -> None:
    """Set the time limit of the running job anew, from now (0: none). A job may shorten its own by this."""
    signal.setitimer(signal.ITIMER_REAL, seconds)


def attempt(kind: JobKind, claim: Claim) -> str:
    """Do the job; return the fault's name, or "" when it ended well or waits."""
    try:
        kind.run(claim)
        end_unfinished(claim)
    except Later as later:
        claim.put_back(seconds=later.seconds)
    except LostLeaseError:
        log.warning("lease lost: %s", claim)
    except MemoryError:
        log.exception("out of memory: %s", claim)
        return "out_of_memory"
    except OverTimeError:
        log.exception("over time: %s", claim)
        return "over_time"
    except Exception:
        log.exception("job failed: %s", claim)
        return "error"
    return ""


def end_unfinished(claim: Claim) -> None:
    """End a job that ran well and wrote nothing (its handler never said `finishing`)."""
    if claim.held().exists():
        with claim.finishing():
            pass


def run_in_child(kind: JobKind, claim: Claim) -> str:
    """Do the job in a forked child with limits of its own; return the fault's name or ""."""
    warm_up()
    connections.close_all()
    parent = os.getpid()
    child = os.fork()
    if child == 0:
        status = EXIT_ERROR
        try:
            status = child_main(kind, claim, parent)
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    end_group(child)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        claim.put_back_lost()
        return ""
    return fault_of(status)


def child_main(kind: JobKind, claim: Claim, parent: int) -> int:
    """Set the limits, do the job, return the exit status. Runs in the child only."""
    die_with(parent)
    os.setpgid(0, 0)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, signal.SIG_IGN)
    end_in(kind.limit_seconds)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_DATA, (settings.MEMORY_BYTES_LIMIT, settings.MEMORY_BYTES_LIMIT))
    fault = attempt(kind, claim)
    connections.close_all()
    return {"": 0, "out_of_memory": EXIT_OUT_OF_MEMORY}.get(fault, EXIT_ERROR)


def die_with(parent: int) -> None:
    """Ask the kernel to kill this process when process PARENT dies, so that no orphan goes on (Linux prctl(2))."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before the kernel was asked
        os.kill(os.getpid(), signal.SIGKILL)


def end_group(child: int) -> None:
    """Kill what a dead child left running: programs that draw or read pages for it."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)


def fault_of(status: int) -> str:
    """Return what the wait STATUS says of the job; "" for a good end."""
    if os.WIFSIGNALED(status):
        return "over_time" if os.WTERMSIG(status) == signal.SIGALRM else "reader_crashed"
    return {0: "", EXIT_OUT_OF_MEMORY: "out_of_memory"}.get(os.WEXITSTATUS(status), "error")


def give_up(kind: JobKind, claim: Claim) -> None:
    """Let the kind record that the job cannot be done; where it has no such way, keep the job as failed."""
    reason = claim.last_fault or "error"
    log.error("given up (%s): %s", reason, claim)
    try:
        if kind.give_up is not None:
            kind.give_up(claim, reason)
    except LostLeaseError:
        return
    except Exception:
        log.exception("could not be given up: %s", claim)
    claim.fail(reason)
