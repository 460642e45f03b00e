"""What is kept of a reading beside its words: regions, measures, and what a person decided."""

from dataclasses import replace

import pytest

import ocr
from dms.intake import queries
from dms.intake import services as intake
from dms.intake.models import Original, SourcePage
from dms.jobs.models import Job
from tests.dms.paper import reading_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> SourcePage:
    original = Original.objects.create(sha256="a" * 64, size_bytes=1, media_type="image/png", page_count=1)
    return SourcePage.objects.create(original=original, number=1)


def test_a_reading_comes_back_as_it_was_stored(page: SourcePage) -> None:
    stamp = ocr.Region("stamp", ocr.Box(0.1, 0.2, 0.3, 0.4), "RAHASIA", 0.9)
    code = ocr.Region("qr", ocr.Box(0.5, 0.5, 0.6, 0.6), None)
    measured: dict[str, ocr.values.Parameter] = {"dpi": 200.0, "light": "uneven", "noise_pieces": 12}
    reading = replace(
        reading_of("Satu kata"), regions=(stamp, code), measured=measured, notes=(ocr.Note("layer_wrong", {"a": 1}),)
    )
    row = intake.store_reading(page, reading)
    row.refresh_from_db()
    assert queries.page_reading(page, row) == reading


def test_a_reading_that_was_asked_for_becomes_the_current_one_and_the_earlier_is_kept(page: SourcePage) -> None:
    first = intake.store_reading(page, reading_of("Satu"))
    assert intake.store_reading(page, reading_of("Satu")) == first
    second = intake.store_reading(page, reading_of("Satu"), is_asked=True)
    assert list(page.readings.filter(is_current=True)) == [second]
    assert page.readings.count() == 2


def test_what_a_person_decided_stands_on_the_page_and_on_the_reading_made_by_it(page: SourcePage) -> None:
    decided = ocr.Overrule(turned_degrees=90, level=False)
    intake.ask_to_reread(page, decided, letter_id="abc")
    page.refresh_from_db()
    assert queries.overrule_of(page) == decided
    assert intake.store_reading(page, reading_of("Satu")).overrule == {"turned_degrees": 90, "level": False}
    assert Job.objects.get(kind="reread").subject == f"{'a' * 64}:1"


def test_a_page_nobody_decided_about_is_left_to_what_is_measured(page: SourcePage) -> None:
    assert queries.overrule_of(page) == ocr.Overrule()
