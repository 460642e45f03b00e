"""Job kinds for tests, and processes that are forked from the test."""

import os
from collections.abc import Callable, Iterator

import pytest

from dms.jobs.claims import Claim
from dms.jobs.registry import KINDS, job_kind

Register = Callable[..., None]


@pytest.fixture
def kind() -> Iterator[Register]:
    """Register job kinds that are gone after the test."""
    before = dict(KINDS)

    def register(name: str, run: Callable[[Claim], None], **options: object) -> None:
        job_kind(name, **options)(run)  # type: ignore[arg-type]

    yield register
    KINDS.clear()
    KINDS.update(before)


@pytest.fixture
def forked() -> Iterator[Callable[[Callable[[], None]], int]]:
    """Run a function in a forked process and return its number; those that still live are killed after the test."""
    started: list[int] = []

    def fork(function: Callable[[], None]) -> int:
        from django.db import connections

        connections.close_all()
        pid = os.fork()
        if pid == 0:
            status = 1
            try:
                function()
                status = 0
            finally:
                os._exit(status)
        started.append(pid)
        return pid

    yield fork
    for pid in started:
        try:
            os.kill(pid, 9)
            os.waitpid(pid, 0)
        except (ProcessLookupError, ChildProcessError):
            continue
