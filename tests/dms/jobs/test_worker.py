"""The embedded worker: hands that are killed are replaced, and none outlives the worker."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from dms.jobs import presence, services, worker
from dms.jobs.claims import Claim
from dms.jobs.models import Job
from tests.dms.jobs.conftest import Register
from tests.dms.jobs.test_running import until

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning"),
]
Fork = Callable[[Callable[[], None]], int]


def hands(pid: int) -> list[psutil.Process]:
    return list(psutil.Process(pid).children())


def wait_for(kind: Register, folder: Path) -> None:
    """Register a kind that waits in its child until the file `go` is there."""

    def wait(claim: Claim) -> None:
        (folder / f"begun-{claim.attempt}").touch()
        until((folder / "go").exists)

    kind("step", wait, isolated=True)


def test_a_killed_hand_is_replaced_and_its_job_done_by_another(
    kind: Register, forked: Fork, tmp_path: Path, data_folder: Path
) -> None:
    wait_for(kind, tmp_path)
    services.enqueue("step", "a")
    pid = forked(lambda: worker.serve(1))
    assert until((tmp_path / "begun-1").exists)
    (hand,) = hands(pid)
    (child,) = hand.children()
    hand.kill()
    assert until(lambda: not child.is_running())
    (tmp_path / "go").touch()
    assert until(lambda: not Job.objects.exists())
    assert (tmp_path / "begun-2").exists()
    assert presence.is_locked()


def test_no_hand_outlives_the_worker(kind: Register, forked: Fork, tmp_path: Path, data_folder: Path) -> None:
    wait_for(kind, tmp_path)
    services.enqueue("step", "a")
    pid = forked(lambda: worker.serve(2))
    assert until((tmp_path / "begun-1").exists)
    family = psutil.Process(pid).children(recursive=True)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    assert until(lambda: not any(each.is_running() for each in family))
    assert not presence.is_locked()


def test_asked_to_end_the_worker_finishes_what_it_holds(
    kind: Register, forked: Fork, tmp_path: Path, data_folder: Path
) -> None:
    wait_for(kind, tmp_path)
    services.enqueue("step", "a")
    pid = forked(lambda: worker.serve(1))
    assert until((tmp_path / "begun-1").exists)
    os.kill(pid, signal.SIGTERM)
    (tmp_path / "go").touch()
    assert os.waitpid(pid, 0)[1] == 0
    assert not Job.objects.exists()
