"""Fixtures of the tests of letters."""

import pytest

from tests.dms.later_reader import NewEngine, put_in_place


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> NewEngine:
    """A later reader, in the place of the one that has read so far."""
    changed = NewEngine()
    put_in_place(changed, monkeypatch)
    return changed
