"""A line of the receipt in words: why it was refused, what it doubles, what was read only in part."""

import pytest

from dms.intake.lines import line
from dms.intake.models import BatchItem, ItemState
from dms.intake.wording import notes_in_words, reason_in_words
from tests.cast import Cast
from tests.dms.paper import Paper, give, make_letter, open_batch

pytestmark = pytest.mark.usefixtures("data_folder")


@pytest.fixture
def given(office: Cast) -> BatchItem:
    """A line of the registrar's."""
    return give(office.registrar, open_batch(office.registrar, office.unit), Paper(content=b"satu"), "a")


def doubled(item: BatchItem, earlier: BatchItem) -> str:
    """Return what is said of ITEM as a duplicate of EARLIER."""
    item.state, item.reason, item.duplicate_of = ItemState.DUPLICATE, "same_bytes", earlier
    return reason_in_words(item)


def test_a_reason_is_said_in_its_own_words(given: BatchItem) -> None:
    assert reason_in_words(given) == ""
    given.reason = "empty"
    assert "kosong" in reason_in_words(given)
    given.reason = "sesuatu yang lain"
    assert "tidak dapat diproses" in reason_in_words(given)
    given.state, given.reason = ItemState.DUPLICATE, "same_bytes"  # and the earlier line is gone
    assert reason_in_words(given) == "Sama persis dengan fail yang sudah diberikan."


def test_a_line_that_is_no_duplicate_names_no_other(given: BatchItem, office: Cast) -> None:
    again = give(office.registrar, given.batch, Paper(content=b"satu"), "b")
    again.reason, again.duplicate_of = "damaged", given
    assert "rusak" in reason_in_words(again)


def test_a_duplicate_names_the_earlier_line_and_its_batch_only_to_the_same_post(given: BatchItem, office: Cast) -> None:
    same_batch = give(office.registrar, given.batch, Paper(content=b"satu"), "b")
    assert f"baris {given.line} ({given.name})" in doubled(same_batch, given)
    other_batch = give(
        office.registrar, open_batch(office.registrar, office.unit, "Kedua"), Paper(content=b"satu"), "c"
    )
    assert f"pada “{given.batch.name}”" in doubled(other_batch, given)
    other_post = give(
        office.archivist, open_batch(office.archivist, office.unit, "Ketiga"), Paper(content=b"satu"), "d"
    )
    assert doubled(other_post, given) == "Sama persis dengan fail yang sudah diberikan."


def test_what_was_read_in_part_is_said_and_what_is_only_for_the_record_is_not(given: BatchItem) -> None:
    given.notes = [
        {"code": "repaired"},
        {"code": "truncated"},
        {"page": 2, "outcome": "partial", "codes": ["over_time", "leveled"]},
        {"page": 3, "outcome": "unread", "codes": []},
    ]
    assert notes_in_words(given) == [
        "Peringatan: fail terpotong.",
        "Halaman 2 hanya terbaca sebagian (melampaui batas waktu baca).",
        "Halaman 3 tidak dapat dibaca.",
    ]
    assert line(given).is_partial


@pytest.mark.parametrize(
    ("state", "reason", "asked"),
    [
        (ItemState.WAITING, "needs_password", True),
        (ItemState.WAITING, "wrong_password", True),
        (ItemState.WAITING, "", False),
        (ItemState.REFUSED, "wrong_password", False),
    ],
)
def test_a_password_is_asked_for_only_while_the_line_waits_for_it(
    given: BatchItem, state: ItemState, reason: str, asked: bool
) -> None:
    given.state, given.reason = state, reason
    assert (line(given).password_url is not None) == asked


def test_a_line_counts_its_pages_and_leads_to_them_only_who_may_look(given: BatchItem, office: Cast) -> None:
    assert line(given).page_count == 0
    filed = make_letter(office.registrar, office.unit).sources.get().item
    assert line(filed).page_count == (filed.original.page_count if filed.original else 0) > 0
    assert line(filed, may_look=True).pages_url == ""  # the letter stands, its own page shows them
