"""What the journeys stand on: one running product a test process, one Chromium a file, a signed-in tab a test."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.journeys.desk import Desk
from tests.journeys.papers import Papers, make_papers
from tests.journeys.stage import Stage, running_product
from tests.journeys.tabs import PATIENCE_MS, Tabs
from tests.services import chromium


@pytest.fixture(scope="session")
def stage() -> Iterator[Stage]:
    """The product, running."""
    with running_product(os.environ.get("PYTEST_XDIST_WORKER", "main")) as running:
        yield running


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    """The files that are given once and shared by the tests that only need their letters (`filed`)."""
    return make_papers(tmp_path_factory.mktemp("papers"))


@pytest.fixture
def own_papers(tmp_path: Path) -> Papers:
    """Files of this test alone, for what a test gives itself."""
    return make_papers(tmp_path / "papers")


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    """One Chromium; ended with the file, as its event loop would be in the way of other tests of this process."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.executable(), args=chromium.arguments())
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def session_cookies() -> dict[str, Any]:
    """Who has signed in already."""
    return {}


@pytest.fixture
def tabs(stage: Stage, chrome: Browser, session_cookies: dict[str, Any]) -> Iterator[Tabs]:
    """Tabs of this test; at its end no page may have complained (scripts, styles, pictures, CSP)."""
    opened = Tabs(stage, chrome, session_cookies)
    yield opened
    for context in opened.contexts:
        context.close()
    assert stage.faults() == ""
    assert opened.complaints == []


@pytest.fixture
def desk(tabs: Tabs) -> Desk:
    """The registrar's tab."""
    return tabs.open("agendaris")


@pytest.fixture(scope="session")
def filed_letters() -> dict[str, str]:
    """Addresses of letters that were given in this session, by the name of their file."""
    return {}


@pytest.fixture
def filed(tabs: Tabs, papers: Papers, filed_letters: dict[str, str]) -> Callable[[Path], str]:
    """Return the address of the letter of a file, which is given through the screens when it was not yet."""

    def address(path: Path) -> str:
        if path.name not in filed_letters:
            desk = tabs.open("agendaris")
            filed_letters.update(desk.give("Surat masuk", [path]))
        return filed_letters[path.name]

    return address
