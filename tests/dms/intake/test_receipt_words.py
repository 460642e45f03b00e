"""A line of the receipt in words: why it was refused, what it doubles, what was read only in part."""

import pytest
from django.urls import reverse

from dms.intake.became import Standings
from dms.intake.lines import LetterPart, line
from dms.intake.models import BatchItem, ItemState
from dms.intake.wording import notes_in_words, reason_in_words
from tests.cast import Cast
from tests.dms.paper import Paper, give, make_letter, open_batch, read

pytestmark = pytest.mark.usefixtures("data_folder")

KNOWN: dict[str, Standings] = {"open": {"abc": "open"}, "withdrawn": {"abc": "withdrawn"}, "unknown": {}}


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


def test_a_duplicate_names_the_other_line_and_its_batch_only_to_the_same_post(given: BatchItem, office: Cast) -> None:
    same_batch = give(office.registrar, given.batch, Paper(content=b"satu"), "b")
    assert doubled(same_batch, given) == f"Sama persis dengan baris {given.line} ({given.name})."
    other_batch = give(
        office.registrar, open_batch(office.registrar, office.unit, "Kedua"), Paper(content=b"satu"), "c"
    )
    assert doubled(other_batch, given).endswith(f"baris {given.line} pada “{given.batch.name}”.")
    assert doubled(given, other_batch).endswith("baris 1 pada “Kedua”.")
    other_post = give(
        office.archivist, open_batch(office.archivist, office.unit, "Ketiga"), Paper(content=b"satu"), "d"
    )
    for one, other in ((other_post, given), (given, other_post)):
        assert doubled(one, other) == "Sama persis dengan fail yang sudah diberikan."


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
    assert line(given, may_look=True).page_count == 0
    filed = make_letter(office.registrar, office.unit).sources.get().item
    assert line(filed, may_look=True).page_count == (filed.original.page_count if filed.original else 0) > 0
    assert line(filed, may_look=True).pages_url == ""  # the letter stands, its own page shows them
    read(given, Paper(("satu", "dua")))
    assert line(given, may_look=True).pages_url == reverse("item_pages", args=[given.public_id])
    assert (line(given).pages_url, line(given).pages_read, line(given).is_partial) == ("", 2, False)


def test_where_a_file_went_is_led_to_only_where_it_opens(given: BatchItem) -> None:
    given.filed_as = [{"letter": "abc", "first": 2, "last": 3}]
    address = reverse("letter", args=["abc"])
    told = {standing: line(given, known=known).letters for standing, known in KNOWN.items()}
    assert told == {
        "open": [LetterPart("abc", address, 2, 3, False)],
        "withdrawn": [LetterPart("abc", "", 2, 3, True)],
        "unknown": [LetterPart("abc", "", 2, 3, False)],
    }


def test_the_letter_of_the_line_it_doubles_is_named_only_to_whom_it_is_known(given: BatchItem) -> None:
    given.filed_as = [{"letter": "abc", "first": 1, "last": 1}]
    double = BatchItem(name="sama.png", state=ItemState.DUPLICATE, batch=given.batch, duplicate_of=given)
    named = {
        standing: [part.public_id for part in line(double, known=known).letters] for standing, known in KNOWN.items()
    }
    assert named == {"open": ["abc"], "withdrawn": ["abc"], "unknown": []}


def test_blank_backs_of_a_box_are_one_sentence(given: BatchItem) -> None:
    given.notes = [{"page": page, "outcome": "blank", "codes": []} for page in (2, 4)]
    assert len(notes_in_words(given)) == 2
    given.notes += [{"page": page, "outcome": "blank", "codes": []} for page in (6, 8)]
    given.notes.append({"page": 9, "outcome": "unread", "codes": ["over_time"]})
    said = notes_in_words(given)
    assert said[-1] == "4 halaman tidak memuat kata: 2, 4, 6, 8."
    assert len(said) == 2
    assert said[0].startswith("Halaman 9")
