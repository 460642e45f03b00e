"""A page read again as a person decided: the new reading counts, its letters follow, and nobody else is told."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

import ocr
from dms.audit.models import Event
from dms.flow import services as flow
from dms.intake import storage
from dms.intake.models import Reading, SourcePage
from dms.jobs import running
from dms.jobs import services as jobs
from dms.jobs.models import Job
from dms.jobs.registry import KINDS
from dms.letters import index, queries, rereading
from dms.letters import services as letters
from dms.letters.models import Letter, LetterPage
from dms.letters.models.letters import PageRole
from dms.people.models import Clearance, Person
from dms.people.policy import access_of
from tests.cast import Cast, actor
from tests.dms.paper import Paper, fields_of, make_letter, reading_of

pytestmark = pytest.mark.usefixtures("data_folder", "plain_static_files")

TURNED = ocr.Overrule(turned_degrees=90, level=False)
Reader = Callable[..., None]


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Reader:
    """Let the reader see what is set here; what a person wished of it stands in `wishes`."""

    def set_up(text: str, fields: dict[str, str] | None = None, **changes: object) -> None:
        reading = replace(reading_of(text), **changes)  # type: ignore[arg-type]
        images = ocr.PageImages(b"RIFF baru", b"RIFF kecil baru")

        def read_page(path: Path, *, number: int, options: ocr.ReadOptions) -> tuple[ocr.PageReading, ocr.PageImages]:
            wishes.append(options.overrule)
            return reading, images

        monkeypatch.setattr(ocr, "read_page", read_page, raising=False)
        monkeypatch.setattr("dms.flow.rereading.read_fields", lambda pages: fields_of(fields or {}))
        monkeypatch.setattr(
            ocr, "write_searchable_pdf", lambda pages, target: target.write_bytes(b"%PDF"), raising=False
        )

    wishes.clear()
    return set_up


wishes: list[ocr.Overrule] = []


@pytest.fixture
def letter(office: Cast) -> Letter:
    fields = {"number": "1/A/2024", "subject": "Perihal lama", "security": "biasa"}
    return make_letter(office.registrar, office.section, Paper(("Kata lama", "Kata kedua"), fields))


def page_of(letter: Letter, order: int = 1) -> LetterPage:
    return letter.pages.select_related("letter", "source_page__original").get(order=order)


def work() -> list[str]:
    """Do what is due in this process; return the kinds in their order."""
    done = []
    while claim := jobs.claim():
        assert running.run_here(KINDS[claim.kind], claim) == "", claim
        done.append(claim.kind)
    index.engine().refresh()
    return done


def reread(office: Cast, letter: Letter, overrule: ocr.Overrule = TURNED) -> list[str]:
    rereading.ask(actor(office.registrar), page_of(letter), overrule)
    return work()


def found(person: Person, text: str) -> list[Letter]:
    return [one.letter for one in queries.find(access_of(person), text).found]


def fresh(letter: Letter) -> Letter:
    return Letter.objects.select_related("unit").get(pk=letter.pk)


def test_the_page_is_read_as_decided_and_all_that_hangs_on_it_follows(
    office: Cast, letter: Letter, reads: Reader
) -> None:
    work()
    reads("Kata baru", {"subject": "Perihal baru"}, width_px=2339, height_px=1654, turned_degrees=90)
    assert reread(office, letter) == ["reread", "reassemble", "classify", "index", "render_pdf"]
    assert wishes == [TURNED]
    page = page_of(letter).source_page
    assert (page.width_px, page.height_px, page.turned_degrees) == (2339, 1654, 90)
    assert page.readings.count() == 2
    assert storage.page_path(page.original.sha256, 1).read_bytes() == b"RIFF baru"
    assert storage.thumbnail_path(page.original.sha256, 1).read_bytes() == b"RIFF kecil baru"
    now = fresh(letter)
    assert (now.subject, now.number, now.has_pdf) == ("Perihal baru", None, True)
    assert found(office.registrar, "baru") == [letter]
    assert found(office.registrar, "lama") == []
    verbs = list(Event.objects.filter(object_id=letter.public_id).order_by("pk").values_list("verb", flat=True))
    assert verbs[-2:] == ["page_reread_asked", "letter_reread"]


def test_what_a_person_set_stays(office: Cast, letter: Letter, reads: Reader) -> None:
    letters.set_field(actor(office.registrar), letter, "subject", "Kata orang", version=letter.version)
    reads("Kata baru", {"subject": "Kata mesin", "number": "2/B/2024"})
    reread(office, letter)
    assert (fresh(letter).subject, fresh(letter).number) == ("Kata orang", "2/B/2024")


def test_no_reading_makes_a_letter_less_secret(office: Cast, reads: Reader) -> None:
    secret = make_letter(office.head, office.unit, Paper(("Rahasia",), {"security": "rahasia"}))
    for proposed in ({}, {"security": "biasa"}):
        reads("Kata lain", proposed)
        reread(office, secret)
        assert fresh(secret).security_class == Clearance.RAHASIA
        assert found(office.staff, "lain") == []


def test_a_secret_stamp_that_is_found_now_closes_the_letter(office: Cast, letter: Letter, reads: Reader) -> None:
    assert found(office.staff, "lama") == [letter]
    reads("Kata lama", {"security": "rahasia"})
    reread(office, letter)
    assert found(office.staff, "lama") == []
    assert fresh(letter).clearance_required == Clearance.RAHASIA


def test_a_page_that_turns_out_blank_is_marked_and_back(office: Cast, letter: Letter, reads: Reader) -> None:
    reads("", outcome="blank", confidence=None)
    reread(office, letter)
    assert page_of(letter).role == PageRole.BLANK
    assert fresh(letter).notes == [{"page": 1, "outcome": "blank", "codes": []}]
    reads("Ada kata")
    reread(office, letter)
    assert page_of(letter).role == PageRole.BODY
    assert fresh(letter).notes == []


def test_a_reading_in_vain_leaves_what_was_there_and_says_so(office: Cast, letter: Letter, reads: Reader) -> None:
    before = storage.page_path(page_of(letter).source_page.original.sha256, 1).read_bytes()
    reads("", outcome="unread", notes=(ocr.Note("over_time"),))
    assert "reassemble" not in reread(office, letter)
    page = page_of(letter)
    assert page.source_page.reread_fault == "over_time"
    assert storage.page_path(page.source_page.original.sha256, 1).read_bytes() == before
    assert found(office.registrar, "lama") == [letter]
    assert "Pembacaan ulang tidak berhasil" in shown(office.registrar, letter)
    reads("Kata baru")
    reread(office, letter)
    assert page_of(letter).source_page.reread_fault == ""


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def shown(person: Person, letter: Letter, order: int = 1, query: str = "") -> str:
    """Return the record of a page as PERSON sees it."""
    address = reverse("letter_page_record", args=[letter.public_id, order])
    body = client_of(person).get(address + query).content.decode()
    return re.sub(r'(csrfmiddlewaretoken" value=)"\w+"', r"\1", body)


def test_the_page_says_that_it_is_being_read_and_is_loaded_anew_after_that(
    office: Cast, letter: Letter, reads: Reader
) -> None:
    client, address = client_of(office.staff), reverse("letter_page_reread", args=[letter.public_id, 1])
    answer = client.post(address, {"turned_degrees": "180", "level": "no"}, headers={"HX-Request": "true"})
    assert "Sedang dibaca ulang" in answer.content.decode()
    assert "Sedang dibaca ulang" not in shown(office.staff, letter, 2)
    waiting = reverse("letter_page_record", args=[letter.public_id, 1]) + "?menunggu=1"
    assert "HX-Refresh" not in client.get(waiting).headers
    reads("Kata baru")
    work()
    assert client.get(waiting).headers["HX-Refresh"] == "true"
    assert wishes == [ocr.Overrule(turned_degrees=180, level=False)]


def test_while_it_is_read_again_what_is_shown_is_not_called_a_persons_choice(
    office: Cast, letter: Letter, reads: Reader
) -> None:
    rereading.ask(actor(office.registrar), page_of(letter), TURNED)
    waiting = shown(office.staff, letter)
    assert "yang tampak di bawah ini masih bacaan sebelumnya" in waiting
    assert "Menurut pilihan orang" not in waiting
    reads("Kata baru")
    work()
    done = shown(office.staff, letter)
    assert "Menurut pilihan orang" in done
    assert "bacaan sebelumnya" not in done
    reads("", outcome="unread", notes=(ocr.Note("over_time"),))
    rereading.ask(actor(office.registrar), page_of(letter), ocr.Overrule(turned_degrees=180))
    work()
    in_vain = shown(office.staff, letter)
    assert "Pembacaan ulang tidak berhasil" in in_vain
    assert "Menurut pilihan orang" not in in_vain


PARTS = (("letter_page_record", (1,)), ("letter_fields", ()), ("letter_codes", ()))


@pytest.mark.parametrize(("name", "rest"), PARTS)
def test_a_part_opened_by_itself_is_a_whole_page_that_leads_to_its_letter(
    office: Cast, letter: Letter, name: str, rest: tuple[int, ...]
) -> None:
    client, address = client_of(office.staff), reverse(name, args=[letter.public_id, *rest])
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    page = client.get(address).content.decode()
    assert part.lstrip().startswith("<section") and "<html" not in part
    assert page.startswith("<!doctype html>") and "telusur.css" in page and 'class="panel-part' in page
    assert f'href="{reverse("letter", args=[letter.public_id])}' in page


def test_turns_are_chosen_as_the_page_is_seen(office: Cast, letter: Letter) -> None:
    SourcePage.objects.filter(pk=page_of(letter).source_page_id).update(turned_degrees=270)
    assert '<option value="90">Balik 180°</option>' in shown(office.staff, letter)


def test_a_wrong_choice_is_refused(office: Cast, letter: Letter) -> None:
    address = reverse("letter_page_reread", args=[letter.public_id, 1])
    assert client_of(office.staff).post(address, {"turned_degrees": "45"}).status_code == 400
    assert not Job.objects.filter(kind="reread").exists()


@pytest.fixture
def neighbors(office: Cast, letter: Letter) -> Letter:
    """The letter that another office has of the same paper."""
    home = access_of(office.outsider).positions[0].unit
    fields = {"subject": "Perihal lama", "security": "biasa"}
    return make_letter(office.outsider, home, Paper(("Kata lama", "Kata kedua"), fields))


def test_the_same_paper_in_another_office_follows_and_nothing_is_told(
    office: Cast, letter: Letter, neighbors: Letter, reads: Reader
) -> None:
    before = shown(office.outsider, neighbors)
    rereading.ask(actor(office.registrar), page_of(letter), TURNED)
    assert shown(office.outsider, neighbors) == before
    reads("Kata baru")
    work()
    assert found(office.outsider, "baru") == [neighbors]
    assert found(office.registrar, "baru") == [letter]
    assert "Menurut pilihan orang" in shown(office.registrar, letter)
    assert "Menurut pilihan orang" not in shown(office.outsider, neighbors)
    assert letter.public_id not in shown(office.outsider, neighbors)


def test_what_was_decided_holds_when_the_paper_is_given_once_more(office: Cast, letter: Letter) -> None:
    rereading.ask(actor(office.registrar), page_of(letter), TURNED)
    page = SourcePage.objects.get(pk=page_of(letter).source_page_id)
    assert flow.read_options(page, seconds=1, plain_only=False).overrule == TURNED


def picture_address(letter: Letter) -> str:
    return reverse("letter_page_prepared", args=[letter.public_id, 1])


def test_the_picture_that_was_read_is_made_when_it_is_first_asked_for(
    office: Cast, letter: Letter, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[ocr.ReadOptions] = []

    def prepared_picture(path: Path, *, number: int, options: ocr.ReadOptions) -> bytes:
        asked.append(options)
        return b"RIFF siapan"

    monkeypatch.setattr(ocr, "prepared_picture", prepared_picture, raising=False)
    monkeypatch.setattr(ocr, "write_searchable_pdf", lambda pages, target: None, raising=False)
    client = client_of(office.staff)
    assert client.get(picture_address(letter)).status_code == 202
    assert not Event.objects.filter(verb="page_viewed").exists()
    assert "prepare_picture" in work()
    answer = client.get(picture_address(letter))
    assert b"".join(answer.streaming_content) == b"RIFF siapan"  # type: ignore[attr-defined]
    assert Event.objects.get(verb="page_viewed").facts == '{"page":1,"prepared":true}'
    assert [options.plain_only for options in asked] == [False]
    Reading.objects.filter(page=page_of(letter).source_page).update(is_current=False)
    assert client.get(picture_address(letter)).status_code == 404


def test_nobody_waits_for_a_picture_that_cannot_be_made(
    office: Cast, letter: Letter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(path: Path, *, number: int, options: ocr.ReadOptions) -> bytes:
        raise ValueError("rusak")

    monkeypatch.setattr(ocr, "prepared_picture", broken, raising=False)
    client = client_of(office.staff)
    client.get(picture_address(letter))
    Job.objects.filter(kind="prepare_picture").update(faults=running.FAULTS_LIMIT, last_fault="error")
    claim = jobs.claim(kinds=("prepare_picture",))
    assert claim is not None
    running.run(claim)
    assert client.get(picture_address(letter)).status_code == 404
    assert not Job.objects.filter(kind="prepare_picture").exists()
