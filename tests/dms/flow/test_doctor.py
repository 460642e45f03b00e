"""The doctor finds each fault that is there, names its cure, and finds nothing where nothing is."""

import json
import os
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from dms.flow import health
from dms.intake.models import BatchItem, ItemState
from dms.jobs import presence
from dms.jobs import services as jobs
from dms.jobs.models import Job, JobState
from dms.letters import index
from dms.letters.models import Letter
from tests.cast import Cast
from tests.dms.paper import Paper, give, make_letter, open_batch, show
from tests.dms.verbs import refused, run
from tests.launcher.starting import bound_by_modes
from tests.services.installation import installation

pytestmark = pytest.mark.django_db


@pytest.fixture
def sound(office: Cast, data_folder: Path) -> Iterator[Cast]:
    """Return an office with one letter, nothing to do, and a worker at hand."""
    make_letter(office.registrar, office.unit)
    Job.objects.all().delete()
    lock = presence.announce()
    yield office
    os.close(lock)


def faults() -> set[str]:
    return {finding.name for finding in health.examine() if not finding.is_sound}


def test_a_sound_office_has_no_faults(sound: Cast) -> None:
    assert faults() == set()
    assert "X" not in run("doctor")
    assert json.loads(run("doctor", "--json"))["ok"] is True


def test_every_fault_names_a_cure(sound: Cast, data_folder: Path) -> None:
    Job.objects.create(kind="index", subject="x", state=JobState.FAILED, last_fault="error")
    for finding in health.examine():
        assert finding.said
        assert finding.is_sound or finding.cure


def test_a_letter_that_is_not_in_the_index(sound: Cast) -> None:
    index.engine().remove([Letter.objects.get().public_id])
    assert faults() == {"index"}
    assert "reindex" in run_with_fault()


def test_a_letter_whose_entry_is_behind(sound: Cast) -> None:
    Letter.objects.update(version=7)
    assert faults() == {"index"}


def test_an_entry_whose_letter_is_withdrawn(sound: Cast) -> None:
    Letter.objects.update(withdrawn_at=timezone.now())
    assert faults() == {"index"}


def test_a_letter_on_its_way_to_the_index_is_no_fault(sound: Cast) -> None:
    letter = Letter.objects.get()
    index.engine().remove([letter.public_id])
    jobs.enqueue("index", letter.public_id)
    assert faults() == set()


def test_failed_jobs_are_named_and_tried_again(sound: Cast) -> None:
    Job.objects.create(kind="assemble", subject="abc", state=JobState.FAILED, last_fault="error", faults=2)
    assert "assemble abc (error)" in run_with_fault()
    run("doctor", "--retry")
    job = Job.objects.get()
    assert (job.state, job.faults) == (JobState.QUEUED, 0)


def test_a_job_in_the_hands_of_a_dead_process(sound: Cast) -> None:
    long_ago = timezone.now() - timedelta(hours=1)
    Job.objects.create(kind="index", subject="x", state=JobState.RUNNING, owner="a/b/1/1", lease_until=long_ago)
    assert faults() == {"stuck_jobs"}


def test_work_without_a_worker(office: Cast, data_folder: Path) -> None:
    assert "worker" not in faults()
    jobs.enqueue("index", "x")
    assert "worker" in faults()
    lock = presence.announce()
    assert "worker" not in faults()
    os.close(lock)


def test_a_line_that_nobody_works_on(sound: Cast) -> None:
    give(sound.registrar, open_batch(sound.registrar, sound.unit), Paper(("other words",)))
    assert faults() == set()
    Job.objects.all().delete()
    BatchItem.objects.filter(state=ItemState.RECEIVED).update(given_at=timezone.now() - timedelta(hours=1))
    assert faults() == {"receipt_lines"}


def test_a_locked_pdf_is_news_and_no_fault(sound: Cast) -> None:
    BatchItem.objects.update(state=ItemState.WAITING, reason="needs_password")
    assert faults() == set()
    assert "1 PDF terkunci" in run("doctor")


def test_an_old_half_received_file_can_be_removed(sound: Cast, data_folder: Path) -> None:
    old, new = data_folder / "incoming" / "old.part", data_folder / "incoming" / "new.part"
    for part in (old, new):
        part.write_bytes(b"half")
    os.utime(old, (time.time() - 2 * 24 * 3600,) * 2)
    assert faults() == {"stray_parts"}
    run("doctor", "--clean")
    assert not old.exists()
    assert new.exists()


def test_a_missing_reader_names_the_packages(sound: Cast, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "tesseract-ocr-ind" in run_with_fault()


def test_a_data_folder_that_cannot_be_written(sound: Cast, settings: object, tmp_path: Path) -> None:
    settings.DATA = tmp_path / "gone"  # type: ignore[attr-defined]
    assert not health.data_folder().is_sound


def test_before_the_first_start_it_says_start(tmp_path: Path) -> None:
    with installation(tmp_path / "data") as empty:
        done = empty.run_raw(*bound_by_modes(), *empty.manage, "doctor", "--json")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    report = {row["check"]: row for row in json.loads(done.stdout)["findings"]}
    assert not report["database"]["ok"]
    assert "./telusur start" in report["database"]["cure"]


def run_with_fault() -> str:
    """Run the doctor, who must find something; return what was said of it."""
    assert "perlu diperbaiki" in refused("doctor")
    return "\n".join(f"{finding.said} {finding.cure}" for finding in health.examine() if not finding.is_sound)


def test_the_index_comes_back_in_step(sound: Cast) -> None:
    letter = Letter.objects.get()
    index.engine().remove([letter.public_id])
    show(letter)
    assert faults() == set()
