"""Fixtures of the office's own tests."""

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
