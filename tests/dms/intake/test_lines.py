"""What becomes of a line, step by step: each end is kept with its reason, its time and a row of the journal."""

import json

import pytest

import ocr
from dms.audit.models import Event
from dms.intake import queries
from dms.intake import services as intake
from dms.intake.models import Batch, BatchItem, ItemState, Original
from dms.jobs import services as jobs
from dms.jobs.models import Job
from dms.people import services as people
from dms.people.actor import MACHINE
from dms.people.models import Assignment
from dms.people.policy import NOBODY, access_of
from tests.cast import Cast, actor
from tests.dms.paper import Paper, give, open_batch

pytestmark = pytest.mark.usefixtures("data_folder")

FACTS = ocr.FileFacts("application/pdf", 3, True, False, (ocr.Note("truncated", {"at": 7}),))


@pytest.fixture
def item(office: Cast, batch: Batch) -> BatchItem:
    """A line of that batch."""
    return give(office.registrar, batch, Paper())


def kept(item: BatchItem) -> BatchItem:
    """Return ITEM as the database has it."""
    return BatchItem.objects.get(pk=item.pk)


def journaled(item: BatchItem) -> list[tuple[str, str]]:
    """Return what the machine journaled of ITEM: verb and reason."""
    rows = Event.objects.filter(object_id=item.public_id, person_id="").order_by("pk")
    return [(row.verb, json.loads(row.facts)["reason"]) for row in rows]


def test_a_batch_is_kept_with_who_opened_it_and_in_what_post(office: Cast) -> None:
    made = intake.open_batch(actor(office.registrar), office.unit, " " + "n" * 300, via="cli", box="17")
    made.refresh_from_db()
    assert (made.name, made.received_via, made.box, made.device) == ("n" * 200, "cli", "17", "")
    assert (made.given_by, made.given_by_position) == (office.registrar, access_of(office.registrar).positions[0])
    told = Event.objects.get(verb="batch_opened", object_id=made.public_id)
    assert (told.person_id, json.loads(told.facts)) == (office.registrar.public_id, {"via": "cli"})


def test_a_file_that_was_given_is_journaled_and_waits_its_turn(office: Cast, item: BatchItem) -> None:
    facts = {"sha256": item.sha256, "bytes": len(Paper().bytes_given)}
    assert json.loads(Event.objects.get(verb="file_given", object_id=item.public_id).facts) == facts
    assert (item.state, item.settled_at, item.size_bytes) == (ItemState.RECEIVED, None, facts["bytes"])
    for number in (3, 4, 5):
        jobs.enqueue("read_page", f"lain:{number}", priority=number)
    order = Job.objects.order_by("priority", "pk").values_list("subject", flat=True)
    assert list(order) == ["lain:3", item.public_id, "lain:4", "lain:5"]


def test_a_file_that_opens_is_being_read_page_by_page(office: Cast, item: BatchItem) -> None:
    intake.accept(item, FACTS)
    (original,) = Original.objects.all()
    assert list(original.pages.values_list("number", flat=True)) == [1, 2, 3]
    assert (original.media_type, original.page_count, original.size_bytes) == ("application/pdf", 3, item.size_bytes)
    assert (original.is_encrypted, original.is_signed) == (True, False)
    assert kept(item).notes == original.notes == [{"code": "truncated", "at": 7}]
    assert (kept(item).state, kept(item).original, kept(item).settled_at) == (ItemState.READING, original, None)
    assert journaled(item) == []


def test_the_same_bytes_on_another_line_have_the_same_pages(office: Cast, item: BatchItem) -> None:
    again = give(office.registrar, open_batch(office.registrar, office.unit), Paper())
    for one in (item, again):
        intake.accept(one, FACTS)
    assert kept(item).original == kept(again).original
    assert Original.objects.get().pages.count() == 3


def test_a_refused_line_keeps_why(item: BatchItem) -> None:
    intake.refuse(item, "too_large", {"bytes": 7})
    assert (kept(item).state, kept(item).reason, kept(item).reason_params) == ("refused", "too_large", {"bytes": 7})
    assert kept(item).settled_at is not None
    assert journaled(item) == [("file_refused", "too_large")]


def test_a_waiting_line_is_not_settled_until_it_is_filed(item: BatchItem) -> None:
    intake.wait_for_password(item)
    assert (kept(item).state, kept(item).reason, kept(item).settled_at) == ("waiting", "needs_password", None)
    note, part = {"page": 1, "outcome": "blank"}, {"letter": "abc", "first": 1, "last": 3}
    intake.mark_filed(item, [part], [note])
    assert (kept(item).state, kept(item).reason, kept(item).reason_params) == ("filed", "", {})
    assert (kept(item).filed_as, kept(item).notes) == ([part], [note])
    assert kept(item).settled_at is not None
    assert journaled(item) == [("file_waiting", "needs_password"), ("file_filed", "")]


def test_a_duplicate_is_settled_by_the_line_it_doubles(office: Cast, batch: Batch, item: BatchItem) -> None:
    again = give(office.registrar, batch, Paper(), "lagi")
    intake.mark_duplicate(again, item)
    assert (kept(again).state, kept(again).duplicate_of) == (ItemState.DUPLICATE, item)
    assert kept(again).settled_at is not None
    assert journaled(again) == [("file_duplicate", "same_bytes")]


def test_files_joined_to_one_letter_say_which_of_its_pages_they_are(office: Cast, batch: Batch) -> None:
    items = [give(office.registrar, batch, Paper(name=name), name) for name in ("a.pdf", "b.pdf", "c.pdf")]
    for one, pages in zip(items[1:], (2, 3), strict=True):
        one.original = Original.objects.create(sha256=f"{pages}", size_bytes=1, media_type="", page_count=pages)
        one.save()
    intake.refile(items[1:], "abc")
    assert [kept(one).filed_as for one in items] == [
        [],
        [{"letter": "abc", "first": 1, "last": 2}],
        [{"letter": "abc", "first": 3, "last": 5}],
    ]


def test_lines_with_the_same_bytes_are_found_and_the_earlier_ones_by_themselves(office: Cast, batch: Batch) -> None:
    first, second, third = (give(office.registrar, batch, Paper(content=b"satu"), key) for key in "abc")
    give(office.registrar, batch, Paper(content=b"dua"), "d")
    assert list(queries.other_lines(second)) == [first, third]
    assert list(queries.earlier_lines(second)) == [first]
    assert list(queries.earlier_lines(third)) == [first, second]


def test_lines_that_wait_and_batches_at_work_are_listed_once(office: Cast, batch: Batch) -> None:
    other = open_batch(office.registrar, office.unit)
    lines = {key: give(office.registrar, batch, Paper(name=f"{key}.pdf"), key) for key in "abcd"}
    strange = give(office.registrar, other, Paper())
    for waiting in (lines["a"], lines["b"], strange):
        intake.wait_for_password(waiting)
    mine = Batch.objects.filter(pk=batch.pk)
    assert list(queries.waiting_items(mine)) == [lines["b"], lines["a"]]
    assert list(queries.unfinished(Batch.objects.all())) == [batch]


def test_a_batch_is_seen_by_its_giver_and_by_his_successor_only(office: Cast, batch: Batch) -> None:
    (post,) = access_of(office.registrar).positions
    of_the_machine = intake.open_batch(MACHINE, office.unit, "Map", via="cli")
    people.assign(actor(office.head), office.legal, post)
    Assignment.objects.filter(person=office.registrar).delete()
    for person, seen in ((office.registrar, [batch]), (office.legal, [batch]), (office.head, []), (office.staff, [])):
        assert list(queries.visible_batches(access_of(person), person.pk)) == seen
    assert list(queries.visible_batches(NOBODY, None)) == []
    assert of_the_machine.given_by is None
