"""Whether a worker is there: told by a lock that ends with its process."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dms.jobs import presence
from tests.launcher.starting import until
from tests.services.installation import installation


def test_nobody_works_in_a_new_folder(data_folder: Path) -> None:
    assert not presence.is_locked()
    assert not (data_folder / presence.LOCK_NAME).exists()


def test_two_workers_may_be_there_until_the_last_one_goes(data_folder: Path) -> None:
    first, second = presence.announce(), presence.announce()
    os.close(first)
    assert presence.is_locked()
    os.close(second)
    assert not presence.is_locked()


def test_a_killed_worker_is_gone(data_folder: Path, tmp_path: Path) -> None:
    with installation(tmp_path / "own") as office:
        office.run("prepare_office")
        with subprocess.Popen([*office.manage, "worker"], env=office.environment) as worker:
            until(lambda: "X" not in doctor_on_worker(office.run_raw(*office.manage, "doctor").stdout), what="a worker")
            worker.kill()
        said = office.run_raw(*office.manage, "doctor").stdout
    assert "tidak berjalan" in doctor_on_worker(said)


def doctor_on_worker(said: str) -> str:
    """Return the doctor's line about the worker."""
    return next(line for line in said.splitlines() if "Pekerja / Worker" in line)


@pytest.mark.skipif("TELUSUR_BROKER_URL" not in os.environ, reason="Celery works in server mode only")
def test_a_celery_worker_answers() -> None:
    argv = [sys.executable, "-m", "celery", "--app", "config.celery", "worker", "--pool", "solo", "--loglevel", "ERROR"]
    with subprocess.Popen(argv) as worker:
        until(presence.answers, what="a Celery worker")
        worker.terminate()
