"""Job kinds: what a kind does, how long it may take, and what happens when it is given up."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from dms.jobs.claims import Claim


@dataclass(frozen=True)
class JobKind:
    """How the jobs of one kind are done. `isolated` runs them in a child process that may crash or be stopped."""

    name: str
    run: Callable[[Claim], None]
    give_up: Callable[[Claim, str], None] | None
    isolated: bool
    limit_seconds: int


KINDS: dict[str, JobKind] = {}
WARMERS: list[Callable[[], None]] = []
"""What a worker loads once before it forks children, so that none of them has to."""
SCHEDULES: list[Callable[[], None]] = []
"""What asks for jobs whose time has come; workers call each of them every second or two."""


@cache
def warm_up() -> None:
    """Load what the kinds said they need; once a process, inherited by its children."""
    for warm in WARMERS:
        warm()


def job_kind(
    name: str, *, isolated: bool = False, limit_seconds: int = 300, give_up: Callable[[Claim, str], None] | None = None
) -> Callable[[Callable[[Claim], None]], Callable[[Claim], None]]:
    """Register the decorated function as the one that does jobs of kind NAME.

    GIVE_UP(claim, reason) is called when a job has failed for good; it must end the job with `claim.finishing()`.
    """

    def register(run: Callable[[Claim], None]) -> Callable[[Claim], None]:
        KINDS[name] = JobKind(name, run, give_up, isolated, limit_seconds)
        return run

    return register
