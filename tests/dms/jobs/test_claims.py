"""Claims: exclusive, fenced, and given back without harm."""

import os
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from dms.audit.models import Event
from dms.audit.services import record
from dms.jobs import owners, services
from dms.jobs.claims import Claim, LostLeaseError
from dms.jobs.models import Job, JobState
from dms.people.actor import MACHINE
from tests.dms.jobs.conftest import Register

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning"),
]


def nothing(_claim: Claim) -> None:
    """Do nothing."""


def claimed() -> Claim:
    found = services.claim(kinds=("step",))
    assert found is not None
    return found


def journal() -> list[str]:
    return list(Event.objects.values_list("object_id", flat=True))


def write(claim: Claim, word: str) -> None:
    """Write something together with the end of the job."""
    with claim.finishing():
        record(MACHINE, "tested", "job", word)


def test_two_processes_never_take_the_same_job(kind: Register, forked: Callable[[Callable[[], None]], int]) -> None:
    kind("step", nothing)
    for number in range(40):
        services.enqueue("step", str(number))
    read_end, write_end = os.pipe()

    def take_all() -> None:
        while (claim := services.claim(kinds=("step",))) is not None:
            os.write(write_end, f"{claim.subject}\n".encode())

    for pid in [forked(take_all), forked(take_all)]:
        assert os.waitpid(pid, 0)[1] == 0
    os.close(write_end)
    with os.fdopen(read_end) as taken:
        assert sorted(int(line) for line in taken) == list(range(40))


def test_priority_goes_before_age_and_time_before_both(kind: Register) -> None:
    kind("step", nothing)
    for subject, priority in (("late", 5), ("first", 1), ("second", 1), ("not yet", 0)):
        services.enqueue("step", subject, priority=priority)
    Job.objects.filter(subject="not yet").update(not_before=timezone.now() + timedelta(hours=1))
    assert [claimed().subject for _ in range(3)] == ["first", "second", "late"]
    assert services.claim(kinds=("step",)) is None


def test_effects_and_end_are_one_transaction(kind: Register) -> None:
    kind("step", nothing)
    services.enqueue("step", "a")
    write(claimed(), "a")
    assert journal() == ["a"]
    assert not Job.objects.exists()


def test_who_lost_the_lease_writes_nothing(kind: Register) -> None:
    kind("step", nothing)
    services.enqueue("step", "a")
    first = claimed()
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert services.release_dead() == 1
    second = claimed()
    with pytest.raises(LostLeaseError):
        write(first, "first")
    first.put_back_faulty("error")
    first.fail("error")
    write(second, "second")
    assert journal() == ["second"]
    assert not Job.objects.exists()


def test_a_job_asked_for_while_it_runs_runs_again_and_its_fence_grows(kind: Register) -> None:
    kind("step", nothing)
    services.enqueue("step", "a")
    first = claimed()
    services.enqueue("step", "a")
    assert services.claim(kinds=("step",)) is None
    write(first, "once")
    second = claimed()
    assert second.attempt > first.attempt
    with pytest.raises(LostLeaseError):
        write(first, "ghost")
    write(second, "twice")
    assert journal() == ["once", "twice"]


def test_waiting_is_neither_fault_nor_loss(kind: Register) -> None:
    kind("step", nothing)
    services.enqueue("step", "a")
    for _ in range(100):
        claimed().put_back()
    claim = claimed()
    assert (claim.faults, claim.losses) == (0, 0)


def test_asking_twice_gives_one_job_and_asking_for_a_failed_one_tries_anew(kind: Register) -> None:
    kind("step", nothing)
    services.enqueue("step", "a")
    services.enqueue("step", "a")
    claim = claimed()
    claim.fail("error")
    assert services.claim(kinds=("step",)) is None
    assert services.is_idle()
    services.enqueue("step", "a")
    job = Job.objects.get()
    assert (job.state, job.faults, job.last_fault) == (JobState.QUEUED, 0, "")


def test_the_job_of_a_dead_process_is_free_at_once(kind: Register, forked: Callable[[Callable[[], None]], int]) -> None:
    kind("step", nothing)
    services.enqueue("step", "a")
    os.waitpid(forked(lambda: print(claimed())), 0)
    assert Job.objects.get().state == JobState.RUNNING
    assert services.release_dead() == 1
    claim = claimed()
    assert (claim.losses, claim.faults) == (1, 0)


def test_the_job_of_a_living_process_and_of_another_machine_stays(kind: Register) -> None:
    kind("step", nothing)
    services.enqueue("step", "here")
    services.enqueue("step", "there")
    claimed(), claimed()
    Job.objects.filter(subject="there").update(owner="other-machine/abcdef12/1/1")
    assert services.release_dead() == 0


def test_an_owner_is_told_from_a_later_process_with_its_number() -> None:
    mine = owners.this_process()
    assert not owners.is_gone(mine)
    assert owners.is_gone(f"{mine.rpartition('/')[0]}/1")
    assert owners.is_gone(f"{owners.machine()}/999999999/1")
    assert owners.is_gone(f"{owners.machine().partition('/')[0]}/before-the-boot/{os.getpid()}/1")
