"""What the tests of intake begin with: an empty batch, and a browser of the one who gives files."""

import pytest
from django.test import Client

from dms.intake.models import Batch
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
