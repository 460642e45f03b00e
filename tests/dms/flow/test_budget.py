"""How long a page may be read: what its file has left."""

import pytest
from pytest_django import Settings

import ocr
from dms.flow import budget
from dms.intake import services as intake
from dms.intake.models import Original, SourcePage
from dms.jobs.claims import Claim
from tests.dms.paper import reading_of

pytestmark = pytest.mark.django_db


def claim(faults: int = 0, spent_seconds: float = 0.0) -> Claim:
    return Claim(1, "read_page", "a:1", "a", 1, faults=faults, spent_seconds=spent_seconds)


@pytest.fixture(autouse=True)
def idle_machine(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    monkeypatch.setattr(budget, "stretch", lambda: 1.0)
    settings.FILE_SECONDS_LIMIT, settings.PAGE_SECONDS_LIMIT = 40, 25


def original(pages: int, read: int = 0, seconds: float = 0.0) -> Original:
    """Return an original of which so many pages were read in so many seconds each."""
    made = Original.objects.create(sha256="a" * 64, size_bytes=1, media_type="application/pdf", page_count=pages)
    for number in range(1, pages + 1):
        page = SourcePage.objects.create(original=made, number=number)
        if number <= read:
            value = reading_of(f"halaman {number}")
            intake.store_reading(page, ocr.PageReading(**{**vars(value), "seconds": seconds}))
    return made


def test_a_first_page_has_all_the_time_there_is() -> None:
    assert budget.page_seconds(original(1), claim()) == 25


def test_quick_pages_leave_their_time_to_slow_ones() -> None:
    assert budget.page_seconds(original(20, read=19, seconds=2), claim()) == 25


def test_slow_pages_leave_little_but_never_nothing() -> None:
    assert budget.page_seconds(original(20, read=5, seconds=12), claim()) == 4
    assert not budget.is_spent(Original.objects.get(), claim())


def test_a_failed_try_counts_and_the_next_gets_half() -> None:
    made = original(1)
    assert budget.page_seconds(made, claim(faults=1, spent_seconds=27)) == pytest.approx(8.5)
    assert budget.is_spent(made, claim(faults=1, spent_seconds=45))


def test_a_file_of_pages_that_all_use_their_time_ends_in_time() -> None:
    made, total = original(60), 0.0
    for page in made.pages.all():
        seconds = budget.page_seconds(made, claim())
        total += seconds
        intake.store_reading(page, ocr.PageReading(**{**vars(reading_of(f"{page.number}")), "seconds": seconds}))
    assert total <= 60 + 5 * 60


def test_load_alone_cuts_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "stretch", lambda: 3.0)
    assert budget.page_seconds(original(20, read=10, seconds=12), claim()) == 75
