"""Letters cut and joined, pages moved and set aside by people: every page stays accounted for, nobody sees more."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dms.intake.models import BatchItem
from dms.jobs import running
from dms.jobs import services as jobs
from dms.jobs.registry import KINDS
from dms.letters import arranging, continuing, correcting, index, queries
from dms.letters import services as letters
from dms.letters.models import AccessToken, Letter, LetterPage, SetAsidePage
from dms.letters.models.letters import PageRole, SetAsideReason
from dms.people.models import Clearance, Person
from dms.people.policy import access_of
from ocr import Box
from tests.cast import Cast, actor
from tests.dms.paper import Paper, make_letter, open_batch

pytestmark = pytest.mark.usefixtures("data_folder", "plain_static_files")

PAGES = ("Kata satu", "Kata dua", "Kata tiga", "Kata empat")


@pytest.fixture
def letter(office: Cast) -> Letter:
    return make_letter(office.registrar, office.section, Paper(PAGES, {"subject": "Perihal", "security": "biasa"}))


def words(letter: Letter) -> list[str]:
    return index.text_of(Letter.objects.get(pk=letter.pk)).split("\n\f\n")


def catch_up() -> None:
    """Let searches see what was done: in server mode the entries are written by jobs."""
    while claim := jobs.claim(kinds=("index",)):
        assert running.run_here(KINDS[claim.kind], claim) == "", claim
    index.engine().refresh()


def found(person: Person, text: str) -> list[Letter]:
    return [one.letter for one in queries.find(access_of(person), text).found]


def page(letter: Letter, order: int) -> LetterPage:
    return letter.pages.select_related("letter", "source_page__original").get(order=order)


def accounted(item: BatchItem) -> list[int]:
    """Return the numbers of the file's pages that stand in a letter or are set aside, each as often as it does."""
    in_letters = LetterPage.objects.filter(source_page__original=item.original, letter__merged_into=None)
    numbers = [*in_letters.values_list("source_page__number", flat=True)]
    return sorted([*numbers, *item.set_aside_pages.values_list("source_page__number", flat=True)])


def test_a_letter_is_cut_and_both_parts_are_found_by_their_own_words(office: Cast, letter: Letter) -> None:
    new = arranging.cut(actor(office.registrar), letter, 3)
    assert (words(letter), words(new)) == (["Kata satu", "Kata dua"], ["Kata tiga", "Kata empat"])
    catch_up()
    assert found(office.registrar, "tiga") == [new]
    assert found(office.registrar, "dua") == [letter]
    item = letter.sources.get().item
    assert item.filed_as == [
        {"letter": letter.public_id, "first": 1, "last": 2},
        {"letter": new.public_id, "first": 3, "last": 4},
    ]
    assert accounted(item) == [1, 2, 3, 4]
    kinds = set()
    while claim := jobs.claim():
        kinds.add(claim.kind)
        if claim.kind != "render_pdf":
            assert running.run_here(KINDS[claim.kind], claim) == "", claim
    assert {"classify", "render_pdf"} <= kinds


def test_nothing_is_cut_before_the_first_page_or_beyond_the_last(office: Cast, letter: Letter) -> None:
    for order in (1, 5):
        with pytest.raises(arranging.CannotArrangeError):
            arranging.cut(actor(office.registrar), letter, order)


def test_a_part_of_a_secret_letter_stays_as_secret(office: Cast) -> None:
    secret = make_letter(office.head, office.unit, Paper(PAGES, {"security": "rahasia"}))
    new = arranging.cut(actor(office.head), secret, 2)
    new.refresh_from_db()
    assert new.clearance_required == Clearance.RAHASIA
    catch_up()
    assert found(office.registrar, "tiga") == []
    assert found(office.head, "tiga") == [new]


def test_a_part_of_an_ordinary_letter_is_not_taken_for_harmless(office: Cast, letter: Letter) -> None:
    new = arranging.cut(actor(office.registrar), letter, 2)
    new.refresh_from_db()
    assert (new.security_class, new.clearance_required) == (None, Clearance.TERBATAS)


def test_what_was_named_for_the_letter_holds_for_its_parts(office: Cast, letter: Letter) -> None:
    letters.open_to(actor(office.registrar), letter, [f"person:{office.legal.public_id}"], source="grant")
    new = arranging.cut(actor(office.registrar), letter, 2)
    assert queries.letters_for(access_of(office.legal), "content").filter(pk=new.pk).exists()


def test_cut_and_joined_again_it_is_what_it_was(office: Cast, letter: Letter) -> None:
    correcting.correct(actor(office.registrar), page(letter, 3), Box(0.12, 0.045, 0.21, 0.075), "TIGA")
    new = arranging.cut(actor(office.registrar), letter, 3)
    assert words(new) == ["Kata TIGA", "Kata empat"]
    joined = arranging.join_to_previous(actor(office.registrar), letter, new)
    assert joined == letter
    assert words(letter) == ["Kata satu", "Kata dua", "Kata TIGA", "Kata empat"]
    assert queries.merged_target(access_of(office.registrar), new.public_id) == letter
    item = letter.sources.get().item
    assert item.filed_as == [{"letter": letter.public_id, "first": 1, "last": 4}]


def test_a_page_moves_within_its_letter_and_to_another(office: Cast, letter: Letter) -> None:
    arranging.move(actor(office.registrar), page(letter, 4), letter, 1)
    assert words(letter) == ["Kata empat", "Kata satu", "Kata dua", "Kata tiga"]
    other = make_letter(office.registrar, office.section, Paper(("Lain",), {"security": "biasa"}))
    arranging.move(actor(office.registrar), page(letter, 1), other, 2)
    assert (words(letter), words(other)) == (["Kata satu", "Kata dua", "Kata tiga"], ["Lain", "Kata empat"])
    assert accounted(letter.sources.get().item) == [1, 2, 3, 4]
    assert other.sources.count() == 2
    with pytest.raises(arranging.CannotArrangeError):
        arranging.move(actor(office.registrar), page(letter, 1), other, 9)


def test_the_last_page_that_moves_takes_its_letter_along(office: Cast, letter: Letter) -> None:
    other = make_letter(office.registrar, office.section, Paper(("Lain",), {"security": "biasa"}))
    arranging.move(actor(office.registrar), page(other, 1), letter, 2)
    assert words(letter)[1] == "Lain"
    assert queries.merged_target(access_of(office.registrar), other.public_id) == letter


def test_a_page_set_aside_is_kept_with_its_reason_and_comes_back(office: Cast, letter: Letter) -> None:
    item = letter.sources.get().item
    aside = arranging.set_aside(actor(office.registrar), page(letter, 2), SetAsideReason.TWICE)
    assert words(letter) == ["Kata satu", "Kata tiga", "Kata empat"]
    assert (aside.reason, aside.set_by, accounted(item)) == ("twice", office.registrar, [1, 2, 3, 4])
    catch_up()
    assert found(office.registrar, "dua") == []
    arranging.take_back(actor(office.registrar), aside)
    assert words(letter) == list(PAGES)
    assert not SetAsidePage.objects.exists()


def test_a_letter_all_of_whose_pages_are_set_aside_is_withdrawn_and_can_come_back(office: Cast) -> None:
    letter = make_letter(office.registrar, office.section, Paper(("Kosong",), {"security": "biasa"}))
    aside = arranging.set_aside(actor(office.registrar), page(letter, 1), SetAsideReason.BLANK)
    letter.refresh_from_db()
    assert letter.withdrawn_at is not None
    assert arranging.take_back(actor(office.registrar), aside) == letter
    catch_up()
    assert found(office.registrar, "kosong") == [letter]


def test_a_page_put_back_is_what_it_was(office: Cast, letter: Letter) -> None:
    arranging.set_role(actor(office.registrar), page(letter, 1), PageRole.ANNEX)
    correcting.lock(actor(office.registrar), page(letter, 1))
    aside = arranging.set_aside(actor(office.registrar), page(letter, 1), SetAsideReason.TWICE)
    arranging.take_back(actor(office.registrar), aside)
    back = page(letter, 1)
    assert (words(letter)[0], back.role, back.locked_reading_id is not None) == ("Kata satu", PageRole.ANNEX, True)


def test_what_another_hand_did_meanwhile_is_not_done_twice(office: Cast, letter: Letter) -> None:
    """Both hands have loaded the letter; the second step finds it changed and does nothing."""
    first = make_letter(office.registrar, office.section, Paper(("Awal",), {"security": "biasa"}))
    stale, stale_page = Letter.objects.get(pk=letter.pk), page(letter, 2)
    arranging.join_to_previous(actor(office.registrar), first, letter)
    steps: list[Callable[[], object]] = [
        lambda: arranging.cut(actor(office.head), stale, 2),
        lambda: arranging.join_to_previous(actor(office.head), first, stale),
        lambda: arranging.move(actor(office.head), stale_page, first, 1),
        lambda: arranging.set_aside(actor(office.head), stale_page, SetAsideReason.TWICE),
        lambda: arranging.set_role(actor(office.head), stale_page, PageRole.ANNEX),
    ]
    for step in steps:
        with pytest.raises(arranging.CannotArrangeError, match="changed"):
            step()
    assert words(first) == ["Awal", *PAGES]


def test_a_stale_tab_acts_on_no_other_page(client: Client, office: Cast) -> None:
    batch = open_batch(office.registrar, office.section)
    letter = make_letter(office.registrar, office.section, Paper(PAGES, {"security": "biasa"}), batch=batch)
    client.force_login(office.registrar)
    seen = {"versi": str(letter.version)}
    address = reverse("letter_page_role", args=[letter.public_id, 2])
    for status in (200, 409):
        answer = client.post(address, seen | {"role": "sisih:twice"}, headers={"HX-Request": "true"})
        assert answer.status_code == status
    assert words(letter) == ["Kata satu", "Kata tiga", "Kata empat"]


@pytest.mark.parametrize("role", [PageRole.ANNEX, PageRole.BLANK])
def test_a_role_that_a_person_set_stays(office: Cast, letter: Letter, role: PageRole) -> None:
    arranging.set_role(actor(office.registrar), page(letter, 2), role)
    arranging.cut(actor(office.registrar), letter, 4)
    assert page(letter, 2).role == role


def test_a_letter_of_other_pages_is_to_be_verified_again(office: Cast, letter: Letter) -> None:
    letters.mark_verified(letter, timezone.now())
    arranging.set_role(actor(office.registrar), page(letter, 2), PageRole.ANNEX)
    assert Letter.objects.get(pk=letter.pk).verified_at is not None
    arranging.cut(actor(office.registrar), letter, 3)
    assert Letter.objects.get(pk=letter.pk).verified_at is None


def test_a_page_goes_one_place_on_without_dragging(client: Client, office: Cast) -> None:
    batch = open_batch(office.registrar, office.section)
    one, two = (
        make_letter(office.registrar, office.section, Paper(texts, {"security": "biasa"}, name), batch=batch)
        for name, texts in (("a.png", ("Kata satu", "Kata dua")), ("b.png", ("Kata tiga",)))
    )
    client.force_login(office.registrar)
    htmx = {"HX-Request": "true"}

    def go(letter: Letter, order: int, step: str) -> int:
        address = reverse("letter_page_role", args=[letter.public_id, order])
        return client.post(address, {"role": f"pindah:{step}"}, headers=htmx).status_code

    assert go(one, 2, "-1") == 200
    assert words(one) == ["Kata dua", "Kata satu"]
    assert go(one, 2, "1") == 200
    assert (words(one), words(two)) == (["Kata dua"], ["Kata satu", "Kata tiga"])
    assert go(two, 1, "-1") == 409  # the letter of the first page given is the first of the strip
    assert go(one, 1, "-1") == 200
    assert words(two) == ["Kata satu", "Kata tiga", "Kata dua"]


def test_nothing_is_joined_over_a_letter_that_the_person_may_not_see(client: Client, office: Cast) -> None:
    batch = open_batch(office.registrar, office.section)
    first, secret, last = (
        make_letter(
            office.registrar, office.section, Paper((text,), {"security": security}, f"{text}.png"), batch=batch
        )
        for text, security in (("satu", "biasa"), ("dua", "sangat_rahasia"), ("tiga", "biasa"))
    )
    last.pages.update(begins=continuing.GOES_ON)
    assert continuing.told(batch, access_of(office.registrar)) == []
    client.force_login(office.registrar)
    client.post(reverse("arrange_join_told", args=[batch.public_id]))
    assert client.post(reverse("letter_join", args=[last.public_id])).status_code == 409
    assert [one.pages.count() for one in (first, secret, last)] == [1, 1, 1]


def test_one_click_cuts_and_one_joins_in_the_strip(client: Client, office: Cast) -> None:
    batch = open_batch(office.registrar, office.section)
    paper = Paper(PAGES, {"subject": "Perihal", "security": "biasa"})
    letter = make_letter(office.registrar, office.section, paper, batch=batch)
    client.force_login(office.registrar)
    strip = client.get(reverse("arrange", args=[batch.public_id])).content.decode()
    assert strip.count("strip-page ") + strip.count('strip-page"') == 4
    htmx = {"HX-Request": "true"}
    answer = client.post(reverse("letter_cut", args=[letter.public_id, 3]), headers=htmx).content.decode()
    new = Letter.objects.exclude(pk=letter.pk).get()
    assert answer.index(f"susun-{letter.public_id}") < answer.index(f"susun-{new.public_id}")
    answer = client.post(reverse("letter_join", args=[new.public_id]), headers=htmx).content.decode()
    assert letter.pages.count() == 4
    refused = client.post(reverse("letter_join", args=[letter.public_id]), headers=htmx)
    assert (refused.status_code, refused.headers["HX-Retarget"]) == (409, "#messages")
    role = client.post(reverse("letter_page_role", args=[letter.public_id, 2]), {"role": "sisih:blank"}, headers=htmx)
    assert "Halaman yang disisihkan" in role.content.decode()
    client.post(reverse("page_take_back", args=[SetAsidePage.objects.get().public_id]))
    values = {"target": letter.public_id, "place": "1"}
    assert client.post(reverse("letter_page_move", args=[letter.public_id, 4]), values, headers=htmx).status_code == 200
    assert words(letter)[0] == "Kata empat"


def test_who_did_not_give_the_batch_does_not_arrange_it(client: Client, office: Cast) -> None:
    batch = open_batch(office.registrar, office.section)
    letter = make_letter(office.registrar, office.section, Paper(PAGES, {"security": "biasa"}), batch=batch)
    for person in (office.staff, office.outsider):
        client.force_login(person)
        assert client.get(reverse("arrange", args=[batch.public_id])).status_code == 404
    assert client.post(reverse("letter_cut", args=[letter.public_id, 2])).status_code == 404
    assert letter.pages.count() == 4


def test_a_secret_letter_in_a_batch_of_others_is_arranged_by_who_may_read_it(client: Client, office: Cast) -> None:
    batch = open_batch(office.registrar, office.unit, "Kiriman agendaris")
    paper = Paper(PAGES, {"security": "rahasia"}, "nama-fail-agendaris.png")
    secret = make_letter(office.registrar, office.unit, paper, batch=batch)
    AccessToken.objects.filter(letter=secret, token__startswith="position:").exclude(source="class").delete()
    client.force_login(office.registrar)
    assert client.get(reverse("arrange_letter", args=[secret.public_id])).status_code == 404
    client.force_login(office.head)
    shown = client.get(reverse("arrange_letter", args=[secret.public_id])).content.decode()
    assert "nama-fail" not in shown
    assert "Kiriman agendaris" not in shown
    answer = client.post(reverse("letter_cut", args=[secret.public_id, 2]), headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "nama-fail" not in answer.content.decode()
    assert secret.pages.count() == 1


HEAD = (
    "PEMERINTAH KOTA TIRTAWANGI\nDINAS SOSIAL\nJalan Merdeka 1 Tirtawangi\nTirtawangi, 14 Oktober 2024\n"
    "Nomor : 005/12/Dinsos\nHal : Undangan\nYth. Kepala Dinas\n"
    "Dengan hormat bersama ini kami mengundang Saudara untuk hadir pada rapat yang membahas"
)
REST = "- 2 -\npelaksanaan kegiatan tersebut bersama semua peserta.\nKepala Dinas Sosial\nBudi Santoso\nNIP 19700101"


def test_pictures_of_one_letter_are_told_and_joined_with_one_click(client: Client, office: Cast) -> None:
    batch = open_batch(office.registrar, office.section)
    texts = (HEAD, REST, HEAD.replace("005/12", "005/13").replace("Undangan", "Laporan"))
    made = [make_letter(office.registrar, office.section, Paper((text,), name=f"{n}.png"), batch=batch)
            for n, text in enumerate(texts)]  # fmt: skip
    continuing.find(batch)
    assert [page.letter for page in continuing.told(batch, access_of(office.registrar))] == [made[1]]
    client.force_login(office.registrar)
    assert "1 fail tampaknya lanjutan" in client.get(reverse("arrange", args=[batch.public_id])).content.decode()
    client.post(reverse("arrange_join_told", args=[batch.public_id]))
    assert made[0].pages.count() == 2
    assert Letter.objects.filter(merged_into=None).count() == 2
