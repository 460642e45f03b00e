"""Doing jobs: what a job does to its process is held against it, what is done to its process is not."""

import faulthandler
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from dms.jobs import running, services
from dms.jobs.claims import Claim, Later
from dms.jobs.models import Job, JobState
from tests.dms.jobs.conftest import Register

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning"),
]
isolated = pytest.mark.parametrize("isolated", [True, False], ids=["in a child", "here"])


def do(name: str = "step") -> Job | None:
    """Ask for a job of the kind, do it once, and return its row if it is still there."""
    services.enqueue(name, "a")
    Job.objects.update(not_before=timezone.now())
    claim = services.claim(kinds=(name,))
    assert claim is not None
    running.run(claim)
    return Job.objects.filter(kind=name).first()


def signal_self(number: signal.Signals) -> Callable[[Claim], None]:
    def send(_claim: Claim) -> None:
        faulthandler.disable()  # pytest's would print a traceback for each crash that is meant
        os.kill(os.getpid(), number)

    return send


@isolated
def test_a_job_that_ends_well_is_gone(kind: Register, isolated: bool, tmp_path: Path) -> None:
    kind("step", lambda claim: (tmp_path / claim.subject).touch(), isolated=isolated)
    assert do() is None
    assert (tmp_path / "a").exists()


@isolated
def test_a_job_that_waits_is_put_back(kind: Register, isolated: bool) -> None:
    def wait(_claim: Claim) -> None:
        raise Later(60)

    kind("step", wait, isolated=isolated)
    job = do()
    assert job is not None
    assert (job.state, job.faults, job.losses) == (JobState.QUEUED, 0, 0)
    assert job.not_before > timezone.now()


@isolated
def test_an_error_is_a_fault(kind: Register, isolated: bool) -> None:
    def fail(_claim: Claim) -> None:
        raise ValueError("odd")

    kind("step", fail, isolated=isolated)
    job = do()
    assert job is not None
    assert (job.state, job.faults, job.last_fault) == (JobState.QUEUED, 1, "error")


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS])
def test_a_crash_is_a_fault(kind: Register, number: signal.Signals) -> None:
    kind("step", signal_self(number), isolated=True)
    job = do()
    assert job is not None
    assert (job.faults, job.losses, job.last_fault) == (1, 0, "reader_crashed")


def test_a_kill_from_outside_is_none(kind: Register) -> None:
    kind("step", signal_self(signal.SIGKILL), isolated=True)
    job = do()
    assert job is not None
    assert (job.state, job.faults, job.losses, job.last_fault) == (JobState.QUEUED, 0, 1, "")


@isolated
def test_a_job_ends_at_its_time_limit(kind: Register, isolated: bool) -> None:
    kind("step", lambda _claim: time.sleep(3600), isolated=isolated, limit_seconds=1)
    job = do()
    assert job is not None
    assert (job.faults, job.last_fault) == (1, "over_time")
    assert job.spent_seconds >= 1


def test_native_code_that_never_returns_ends_at_its_time_limit(kind: Register) -> None:
    kind("step", lambda _claim: signal.sigwait([signal.SIGUSR1]) and None, isolated=True, limit_seconds=1)
    job = do()
    assert job is not None
    assert job.last_fault == "over_time"


def test_a_job_may_shorten_its_limit(kind: Register) -> None:
    def shorten(_claim: Claim) -> None:
        running.end_in(0.05)
        time.sleep(3600)

    kind("step", shorten, isolated=True, limit_seconds=3600)
    job = do()
    assert job is not None
    assert job.last_fault == "over_time"


def test_too_much_memory_is_a_fault(kind: Register, settings: Settings) -> None:
    settings.MEMORY_BYTES_LIMIT = 600_000_000
    kind("step", lambda _claim: bytearray(2_000_000_000) and None, isolated=True)
    job = do()
    assert job is not None
    assert job.last_fault == "out_of_memory"


def test_what_a_dead_child_started_ends_too(kind: Register, tmp_path: Path) -> None:
    def start_and_die(_claim: Claim) -> None:
        program = subprocess.Popen(["sleep", "3600"])
        (tmp_path / "pid").write_text(str(program.pid))
        signal_self(signal.SIGSEGV)(_claim)

    kind("step", start_and_die, isolated=True)
    do()
    pid = int((tmp_path / "pid").read_text())
    assert until(lambda: not Path(f"/proc/{pid}").exists() or "(sleep) Z" in Path(f"/proc/{pid}/stat").read_text())


def until(is_so: Callable[[], bool], timeout_seconds: float = 20) -> bool:
    """Wait until IS_SO."""
    deadline = time.monotonic() + timeout_seconds
    while not is_so():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def test_after_two_faults_the_kind_says_what_becomes_of_it(kind: Register) -> None:
    told: list[str] = []

    def record(claim: Claim, reason: str) -> None:
        with claim.finishing():
            told.append(reason)

    kind("step", signal_self(signal.SIGSEGV), isolated=True, give_up=record)
    for _ in range(2):
        assert do() is not None
        assert not told
    assert do() is None
    assert told == ["reader_crashed"]


def test_what_dies_from_outside_again_and_again_is_given_up(kind: Register) -> None:
    kind("step", signal_self(signal.SIGKILL), isolated=True)
    services.enqueue("step", "a")
    Job.objects.update(losses=running.LOSSES_LIMIT)
    job = do()
    assert job is not None
    assert job.state == JobState.FAILED


@pytest.mark.parametrize("says", [True, False], ids=["whose giving up fails", "without a way to give up"])
def test_a_job_that_nobody_can_end_is_kept_as_failed(kind: Register, says: bool) -> None:
    def fail(_claim: Claim, _reason: str) -> None:
        raise ValueError("odd")

    kind("step", signal_self(signal.SIGSEGV), isolated=True, give_up=fail if says else None)
    for _ in range(3):
        job = do() if not Job.objects.exists() else again()
    assert job is not None
    assert (job.state, job.last_fault) == (JobState.FAILED, "reader_crashed")
    assert services.is_idle()


def again() -> Job | None:
    """Do the job that is there once more."""
    Job.objects.update(not_before=timezone.now())
    claim = services.claim(kinds=("step",))
    assert claim is not None
    running.run(claim)
    return Job.objects.first()
