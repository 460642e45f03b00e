"""Servers as pytest fixtures; registered by `pytest_plugins` in tests/conftest.py."""

import os
from collections.abc import Iterator

import pytest

from tests.services.elasticsearch import elasticsearch


@pytest.fixture(scope="session")
def elasticsearch_url() -> Iterator[str]:
    """The server that the test command started (TELUSUR_TEST_ELASTICSEARCH_URL), else one of this session's own."""
    if url := os.environ.get("TELUSUR_TEST_ELASTICSEARCH_URL"):
        yield url
        return
    with elasticsearch() as url:
        yield url
