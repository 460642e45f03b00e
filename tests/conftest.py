"""Fixtures for all tests."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker, Settings

from tests.cast import Cast, make_cast

pytest_plugins = ["tests.services.fixtures"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Make the test database ready as `prepare_office` does: with its index, and a journal that tests may flush."""
    from dms.letters import index
    from tests.services import database

    database.allow_flushing_the_journal()
    with django_db_blocker.unblock():
        index.engine().create()


@pytest.fixture(autouse=True)
def _index_left_empty(request: pytest.FixtureRequest) -> Iterator[None]:
    """Take out what a test put into the index, where no rollback does it."""
    marker = request.node.get_closest_marker("django_db")
    if marker is None and "_django_db_helper" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("_django_db_helper")
    yield
    from dms.letters import index
    from tests.services import database

    commits = bool(marker and marker.kwargs.get("transaction")) or "transactional_db" in request.fixturenames
    if commits or not index.engine().transactional:
        database.empty_index()


@pytest.fixture
def data_folder(tmp_path: Path, settings: Settings) -> Path:
    """Return an empty data folder that the product writes to during this test."""
    folder = tmp_path / "data"
    (folder / "incoming").mkdir(parents=True)
    settings.DATA = folder
    settings.FILE_UPLOAD_TEMP_DIR = folder / "incoming"
    settings.WATCH_ROOTS = [folder / "scans"]
    return folder


@pytest.fixture
def office(db: Any) -> Cast:
    """Return a small office with everyone in it."""
    return make_cast()
