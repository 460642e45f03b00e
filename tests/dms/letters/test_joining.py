"""Several files, one letter: pages follow, old addresses lead on, and nobody sees more than before."""

import pytest

from dms.intake.models import Batch
from dms.letters import index, queries, removal
from dms.letters import services as letters
from dms.letters.models import AccessToken, Letter, RemovalBlock
from dms.people.models import Clearance
from dms.people.policy import access_of, person_token
from tests.cast import Cast, actor
from tests.dms.paper import Paper, make_letter, open_batch, show

pytestmark = pytest.mark.usefixtures("data_folder")


@pytest.fixture
def batch(office: Cast) -> Batch:
    """A batch of the section, given by the registrar."""
    return open_batch(office.registrar, office.section)


def part(office: Cast, batch: Batch, word: str, *, security: str = "biasa", **share_with: list[str]) -> Letter:
    paper = Paper(
        (f"Halaman {word}.",), {"subject": f"Perihal {word}", "security": security}, f"{word}.png", b"", share_with
    )
    return make_letter(office.registrar, office.section, paper, batch=batch)


def joined(office: Cast, *parts: Letter) -> Letter:
    letter = letters.join(actor(office.registrar), list(parts))
    for one in parts:
        show(one)
    return Letter.objects.get(pk=letter.pk)


def test_pages_follow_in_order_and_words_of_all_of_them_match_together(office: Cast, batch: Batch) -> None:
    letter = joined(office, part(office, batch, "satu"), part(office, batch, "dua"), part(office, batch, "tiga"))
    assert [page.order for page in letter.pages.all()] == [1, 2, 3]
    (found,) = queries.find(access_of(office.staff), "satu dua tiga").found
    assert (found.letter, found.pages) == (letter, [1, 2, 3])
    assert queries.find(access_of(office.staff), "halaman").total == 1
    assert not letter.has_pdf
    assert letter.sources.count() == 3


def test_the_old_addresses_lead_to_the_joined_letter_for_who_may_see_it(office: Cast, batch: Batch) -> None:
    first, second = part(office, batch, "satu"), part(office, batch, "dua")
    letter = joined(office, first, second)
    assert queries.merged_target(access_of(office.staff), second.public_id) == letter
    assert queries.merged_target(access_of(office.outsider), second.public_id) is None
    assert queries.merged_target(access_of(office.staff), first.public_id) is None
    letters.withdraw(actor(office.registrar), letter, "uji")
    assert queries.merged_target(access_of(office.staff), second.public_id) is None


def test_the_joined_letter_is_as_secret_as_its_most_secret_part(office: Cast, batch: Batch) -> None:
    first, second = part(office, batch, "satu"), part(office, batch, "dua", security="rahasia")
    letter = joined(office, first, second)
    assert (letter.clearance_required, letter.security_class) == (Clearance.RAHASIA, Clearance.RAHASIA)
    assert letter.field_values.get(name="security", is_current=True).value == "rahasia"
    for person in (office.staff, office.registrar, office.section_head):
        assert queries.find(access_of(person), "satu").total == 0


def test_an_unknown_class_is_not_lost_under_a_harmless_one(office: Cast, batch: Batch) -> None:
    unknown = make_letter(office.registrar, office.section, Paper(("Halaman nol.",), name="nol.png"), batch=batch)
    letter = joined(office, part(office, batch, "satu"), unknown)
    assert (letter.clearance_required, letter.security_class) == (Clearance.TERBATAS, None)
    assert queries.find(access_of(office.staff), "satu").total == 0
    assert queries.find(access_of(office.section_head), "satu nol").total == 1


def test_who_might_read_one_part_only_reads_none_of_the_joined_letter(office: Cast, batch: Batch) -> None:
    legal, auditor = person_token(office.legal), person_token(office.auditor)
    first = part(office, batch, "satu", content=[legal, auditor])
    second = part(office, batch, "dua", content=[auditor])
    letter = joined(office, first, second)
    assert queries.find(access_of(office.auditor), "satu dua").total == 1
    assert queries.find(access_of(office.legal), "perihal").total == 1
    assert queries.find(access_of(office.legal), "halaman").total == 0
    assert not queries.letters_for(access_of(office.legal), "content").filter(pk=letter.pk).exists()


def test_who_was_denied_a_part_is_denied_the_whole(office: Cast, batch: Batch) -> None:
    first, second = part(office, batch, "satu"), part(office, batch, "dua")
    token = person_token(office.staff)
    AccessToken.objects.create(letter=second, token=token, question="content", effect="deny", source="uji")
    joined(office, first, second)
    assert queries.find(access_of(office.staff), "perihal").total == 0
    assert queries.find(access_of(office.section_head), "satu dua").total == 1


def test_what_was_said_of_a_page_is_said_of_it_in_its_new_place(office: Cast, batch: Batch) -> None:
    first, second = part(office, batch, "satu"), part(office, batch, "dua")
    second.notes = [{"page": 1, "outcome": "blank", "codes": []}]
    second.save(update_fields=["notes"])
    assert joined(office, first, second).notes == [{"page": 2, "outcome": "blank", "codes": []}]


def test_a_joined_or_withdrawn_letter_is_no_part_of_another(office: Cast, batch: Batch) -> None:
    first, second, third = (part(office, batch, word) for word in ("satu", "dua", "tiga"))
    items = [letter.sources.get().item for letter in (first, second, third)]
    letters.withdraw(actor(office.registrar), third, "uji")
    joined(office, first, second)
    assert [[source.letter for source in letters.standing_sources(item)] for item in items] == [[first], [first], []]


def test_nothing_is_removed_while_something_keeps_it(office: Cast, batch: Batch) -> None:
    letter = part(office, batch, "satu")
    removal.assert_removable(letter)
    block = RemovalBlock.objects.create(letter=letter, kind="hold", reason="Perkara", source="uji")
    with pytest.raises(removal.RemovalBlockedError) as kept:
        removal.assert_removable(letter)
    assert kept.value.blocks == [block]
    block.lifted_at = block.placed_at
    block.save()
    removal.assert_removable(letter)


def test_shared_bytes_go_only_with_their_last_user(office: Cast, batch: Batch) -> None:
    first, second = part(office, batch, "satu"), part(office, batch, "dua")
    original = queries.originals(second)[0]
    assert removal.is_last_user(second, original)
    letter = joined(office, first, second)
    assert not removal.is_last_user(second, original)
    assert removal.is_last_user(letter, original)
    assert index.guard(letter).content
