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
        reading_of("Satu kata"),
        regions=(stamp, code),
        measured=measured,
        notes=(ocr.Note("layer_wrong", {"at": 1, "words": 2}),),
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


@pytest.mark.parametrize(
    ("first", "second", "is_kept"),
    [
        ("unread", "partial", True),
        ("partial", "blank", True),
        ("partial", "read", True),
        ("partial", "text_layer", True),
        ("partial", "partial", False),
        ("partial", "unread", False),
        ("read", "partial", False),
        ("read", "blank", False),
        ("blank", "read", False),
        ("read", "text_layer", False),
        ("text_layer", "read", False),
    ],
)
def test_of_two_readings_by_the_same_pipeline_the_one_that_got_further_is_current(
    page: SourcePage, first: ocr.values.Outcome, second: ocr.values.Outcome, is_kept: bool
) -> None:
    earlier = intake.store_reading(page, reading_of("Satu", first))
    later = intake.store_reading(page, reading_of("Satu", second))
    assert (later != earlier) is is_kept
    assert page.readings.get(is_current=True) == later


def test_another_pipeline_is_heard_whatever_it_says(page: SourcePage) -> None:
    intake.store_reading(page, reading_of("Satu"))
    later = intake.store_reading(page, replace(reading_of("Lain", "unread"), engine_version="9" * 50, dpi=300.0))
    assert page.readings.get(is_current=True) == later
    assert (later.engine_version, page.dpi) == ("9" * 40, 300.0)
    again = intake.store_reading(page, reading_of("Satu", "unread"))
    assert page.readings.get(is_current=True) == again
    page.refresh_from_db()
    assert (page.dpi, page.width_px, page.height_px) == (200.0, 1654, 2339)


@pytest.mark.parametrize(
    ("outcome", "confidence", "is_doubtful"),
    [
        ("unread", None, True),
        ("partial", 0.99, True),
        ("read", 0.74, True),
        ("read", 0.75, False),
        ("read", 0.95, False),
        ("read", None, False),
        ("blank", 0.1, False),
        ("text_layer", 0.1, False),
    ],
)
def test_somebody_should_look_at_what_was_not_wholly_or_not_surely_read(
    page: SourcePage, outcome: ocr.values.Outcome, confidence: float | None, is_doubtful: bool
) -> None:
    reading = replace(reading_of("Satu", outcome), confidence=confidence)
    assert intake.store_reading(page, reading).is_doubtful is is_doubtful


def test_only_current_readings_come_in_the_order_of_their_pages(page: SourcePage) -> None:
    second = SourcePage.objects.create(original=page.original, number=2)
    SourcePage.objects.create(original=page.original, number=3)
    last, _, first = (intake.store_reading(one, reading_of(text)) for one, text in
                      ((second, "Dua"), (page, "Satu"), (page, "Satu lagi")))  # fmt: skip
    assert queries.current_readings(page.original) == [(page, first), (second, last)]


def test_asking_for_a_page_again_forgets_why_the_last_time_was_in_vain(page: SourcePage) -> None:
    page.reread_fault = "over_time"
    page.save()
    intake.ask_to_reread(page, ocr.Overrule(), letter_id="abc")
    page.refresh_from_db()
    assert (page.overruled_for, page.reread_fault) == ("abc", "")
    assert Job.objects.get(kind="reread").group == "abc"
