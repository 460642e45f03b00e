"""Dates and codes as tags: a period's tags match exactly the days in it."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from search import Viewer
from search.tags import LETTER_DATE, access_tags, code_tag, period_tags, tags_of
from tests.search.corpus import corpus

LETTER = corpus(1, seed=1)[0]
DAYS = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))
NEAR_DAYS = st.dates(min_value=date(1985, 1, 1), max_value=date(2031, 12, 31))


def matches(day: date, first: date | None, last: date | None) -> bool:
    held = set(tags_of(replace(LETTER, letter_date=day, received_date=None)))
    return bool(held & set(period_tags(LETTER_DATE, first, last)))


@settings(max_examples=300, deadline=None)
@given(day=DAYS | NEAR_DAYS, first=st.none() | NEAR_DAYS | DAYS, last=st.none() | NEAR_DAYS | DAYS)
def test_a_period_matches_the_days_in_it(day: date, first: date | None, last: date | None) -> None:
    assert matches(day, first, last) == ((first or date.min) <= day <= (last or date.max))


@settings(max_examples=100, deadline=None)
@given(first=NEAR_DAYS, length_days=st.integers(0, 15_000))
def test_the_edges_of_a_period_belong_to_it(first: date, length_days: int) -> None:
    last = first + timedelta(days=length_days)
    assert matches(first, first, last) and matches(last, first, last)
    assert not matches(first - timedelta(days=1), first, last)
    assert not matches(last + timedelta(days=1), first, last)


def test_a_period_needs_few_tags() -> None:
    assert period_tags(LETTER_DATE, date(2019, 1, 1), date(2021, 12, 31)) == ["t2019", "t2020", "t2021"]
    assert period_tags(LETTER_DATE, date(2000, 1, 1), date(2009, 12, 31)) == ["t200"]
    assert len(period_tags(LETTER_DATE, date(1999, 2, 2), None)) < 150


def test_a_code_stands_under_all_its_ancestors() -> None:
    held = tags_of(replace(LETTER, code="000.5.3.2"))
    for ancestor in ("000", "000.5", "000.5.3", "000.5.3.2"):
        assert code_tag(ancestor, subtree=True) in held
    assert code_tag("000.5.3.2", subtree=False) in held
    assert code_tag("000.5.3", subtree=False) not in held
    assert code_tag("00", subtree=True) not in held


def test_nobody_without_clearance_holds_a_key() -> None:
    assert access_tags(Viewer(frozenset({"a"}), -1)).content == ()
