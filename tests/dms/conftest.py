"""Fixtures of the office's own tests."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture
def plain_static_files(settings: Settings, tmp_path: Path) -> None:
    """Serve pages without the collected, hashed static files that `prepare_office` makes."""
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@pytest.fixture(autouse=True)
def no_time_limit_left_behind() -> Iterator[None]:
    """Fail a test that does a job's work without `run_here`: the limit it sets would kill the test process later."""
    yield
    left_seconds = signal.setitimer(signal.ITIMER_REAL, 0)[0]
    assert left_seconds == 0
