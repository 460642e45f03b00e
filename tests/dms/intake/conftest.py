"""What the tests of intake begin with: an empty batch, and a browser of the one who gives files."""

from pathlib import Path

import pytest
from django.test import Client

from dms.intake.models import Batch, WatchedFolder
from dms.people.policy import access_of
from tests.cast import Cast
from tests.dms.paper import open_batch


@pytest.fixture
def batch(office: Cast) -> Batch:
    """An empty batch of the registrar."""
    return open_batch(office.registrar, office.unit)


@pytest.fixture
def registrar(office: Cast) -> Client:
    """A browser in which the registrar is signed in."""
    client = Client()
    client.force_login(office.registrar)
    return client


@pytest.fixture
def root(data_folder: Path, office: Cast) -> Path:
    """The folder a scanner writes to."""
    folder = data_folder / "scans" / office.office.key / "loket"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def folder(office: Cast, root: Path) -> WatchedFolder:
    """The watched folder of the registrar."""
    post = access_of(office.registrar).positions[0]
    return WatchedFolder.objects.create(
        unit=office.section,
        name="Loket",
        path=str(root),
        person=office.registrar,
        position=post,
        direction="incoming",
        box="Boks 17",
    )
