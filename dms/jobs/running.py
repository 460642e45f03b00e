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

from django.conf import settings
from django.db import connections

from dms.jobs.claims import Claim, Later, LostLeaseError
from dms.jobs.registry import KINDS, JobKind

log = logging.getLogger(__name__)

FAULTS_LIMIT = 2
ATTEMPTS_LIMIT = 60
EXIT_OUT_OF_MEMORY = 3
EXIT_ERROR = 4
PR_SET_PDEATHSIG = 1


def run(claim: Claim) -> None:
    """Do the job of CLAIM and settle it: done, put back, or given up."""
    kind = KINDS[claim.kind]
    if claim.faults >= FAULTS_LIMIT or claim.attempt > ATTEMPTS_LIMIT:
        give_up(kind, claim)
        return
    fault = run_in_child(kind, claim) if kind.isolated else run_here(kind, claim)
    if fault:
        claim.put_back(seconds=claim.faults * 2.0, fault=fault)


def run_here(kind: JobKind, claim: Claim) -> str:
    """Do the job in this process; return the fault's name, or "" when it ended well or waits."""
    try:
        kind.run(claim)
    except Later as later:
        claim.put_back(seconds=later.seconds)
    except LostLeaseError:
        log.warning("lease lost: %s", claim)
    except MemoryError:
        log.exception("out of memory: %s", claim)
        return "out_of_memory"
    except Exception:
        log.exception("job failed: %s", claim)
        return "error"
    else:
        with_no_rest(claim)
    return ""


def with_no_rest(claim: Claim) -> None:
    """End a job that ran well and wrote nothing (its handler never said `finishing`)."""
    if claim.held().exists():
        with claim.finishing():
            pass


def run_in_child(kind: JobKind, claim: Claim) -> str:
    """Do the job in a forked child with limits of its own; return the fault's name or ""."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        os._exit(child_main(kind, claim))
    _, status = os.waitpid(child, 0)
    return fault_of(status)


def child_main(kind: JobKind, claim: Claim) -> int:
    """Set the limits, do the job, return the exit status. Runs in the child only."""
    die_with_parent()
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, signal.SIG_IGN)
    signal.alarm(kind.limit_seconds)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_DATA, (settings.MEMORY_BYTES_LIMIT, settings.MEMORY_BYTES_LIMIT))
    fault = run_here(kind, claim)
    connections.close_all()
    return {"": 0, "out_of_memory": EXIT_OUT_OF_MEMORY}.get(fault, EXIT_ERROR)


def die_with_parent() -> None:
    """Ask the kernel to kill this process when its parent dies, so that no orphan goes on (Linux prctl(2))."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def fault_of(status: int) -> str:
    """Return what the wait STATUS says of the job: "" for a good end and for a kill from outside."""
    if os.WIFSIGNALED(status):
        return {signal.SIGALRM: "over_time", signal.SIGKILL: ""}.get(
            signal.Signals(os.WTERMSIG(status)), "reader_crashed"
        )
    return {0: "", EXIT_OUT_OF_MEMORY: "out_of_memory"}.get(os.WEXITSTATUS(status), "error")


def give_up(kind: JobKind, claim: Claim) -> None:
    """Let the kind record that the job cannot be done; where it has no such way, keep the job as failed."""
    reason = claim.last_fault or "error"
    log.error("given up (%s): %s", reason, claim)
    if kind.give_up is None:
        claim.fail(reason)
    else:
        kind.give_up(claim, reason)
