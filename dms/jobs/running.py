"""Doing a claimed job: in this process, or in a child that may crash, hang or eat memory without harm."""

import logging
import signal
import time
from types import FrameType

from dms.jobs.children import KILLED, Child
from dms.jobs.claims import Claim, Later, LostLeaseError
from dms.jobs.registry import KINDS, JobKind, warm_up

log = logging.getLogger(__name__)

FAULTS_LIMIT = 2
LOSSES_LIMIT = 60  # a process that dies from outside each time is killed by the kernel for want of memory


class OverTimeError(Exception):
    """A job in the worker's own process took longer than its kind may."""


def new_child() -> Child:
    """Return the process that does isolated jobs for this one; it begins with the first of them."""
    return Child(attempt_in_child)


def run(claim: Claim, child: Child | None = None) -> None:
    """Do the job of CLAIM and settle it: done, put back, or given up. Isolated ones in CHILD, or in one of its own.

    A child that dies tells by its exit status what happened: SIGALRM is its own time limit, SIGSEGV and SIGABRT are
    crashes of a library on a hostile file: these are faults of the job. SIGKILL came from outside: the job is put back
    and nothing is held against it. After `FAULTS_LIMIT` faults the job is given up, with the reason on its record.
    """
    kind = KINDS[claim.kind]
    if claim.faults >= FAULTS_LIMIT or claim.losses >= LOSSES_LIMIT:
        give_up(kind, claim)
        return
    begun = time.monotonic()
    fault = run_isolated(claim, child) if kind.isolated else run_here(kind, claim)
    if fault == KILLED:
        claim.put_back_lost()
    elif fault:
        log.warning("fault %s: %s", fault, claim)
        claim.put_back_faulty(fault, seconds=claim.faults * 2.0, spent_seconds=time.monotonic() - begun)


def run_isolated(claim: Claim, child: Child | None) -> str:
    """Do the job in CHILD, or in one of its own; return the fault's name or ""."""
    warm_up()
    if child is not None:
        return child.do(claim)
    with new_child() as own:
        return own.do(claim)


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


def attempt_in_child(claim: Claim) -> str:
    """Do the job within its time limit in a process that may break; return the fault's name or ""."""
    kind = KINDS[claim.kind]
    end_in(kind.limit_seconds)
    try:
        return attempt(kind, claim)
    finally:
        end_in(0)


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
