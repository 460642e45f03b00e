"""What people put right on a page counts at once, survives every later reading, and is told to nobody else."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

import ocr
from dms.audit.models import Event
from dms.jobs import running
from dms.jobs import services as jobs
from dms.jobs.registry import KINDS
from dms.letters import correcting, index, queries, rereading
from dms.letters.models import Letter, LetterPage
from dms.people.models import Person
from dms.people.policy import access_of
from tests.cast import Cast, actor
from tests.dms.paper import Paper, make_letter, reading_of

pytestmark = pytest.mark.usefixtures("data_folder", "plain_static_files")

TEXT = "Nomor radioaktlf dua\nBaris kedua"
PLACE = {"x0": "0.12", "y0": "0.045", "x1": "0.21", "y1": "0.075"}
WORD = ocr.Box(0.12, 0.045, 0.21, 0.075)  # the second word of `words_of`


@pytest.fixture
def letter(office: Cast) -> Letter:
    return make_letter(office.registrar, office.section, Paper((TEXT,), {"subject": "Perihal", "security": "biasa"}))


@pytest.fixture(autouse=True)
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the searchable PDF says each time it is made."""
    said: list[str] = []

    def write(pages: list[ocr.PdfPage], target: Path) -> None:
        said.append("\f".join(page.reading.text for page in pages))
        target.write_bytes(b"%PDF")

    monkeypatch.setattr(ocr, "write_searchable_pdf", write, raising=False)
    return said


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let a later reading say TEXT."""

    def set_up(text: str, **changes: object) -> None:
        reading = replace(reading_of(text), **changes)  # type: ignore[arg-type]
        answer = reading, ocr.PageImages(b"RIFF", b"RIFF")
        monkeypatch.setattr(ocr, "read_page", lambda path, number, options: answer, raising=False)

    return set_up


def page_of(letter: Letter) -> LetterPage:
    return letter.pages.select_related("letter", "source_page__original", "locked_reading").get(order=1)


def work() -> None:
    while claim := jobs.claim():
        assert running.run_here(KINDS[claim.kind], claim) == "", claim
    index.engine().refresh()


def found(person: Person, text: str) -> list[Letter]:
    return [one.letter for one in queries.find(access_of(person), text).found]


def correct(office: Cast, letter: Letter, text: str = "radioaktif") -> None:
    correcting.correct(actor(office.registrar), page_of(letter), WORD, text)


def text_of(letter: Letter) -> str:
    return index.text_of(Letter.objects.get(pk=letter.pk))


def test_a_correction_is_found_and_stands_in_the_pdf(office: Cast, letter: Letter, written: list[str]) -> None:
    work()
    correct(office, letter)
    work()
    assert text_of(letter) == "Nomor radioaktif dua\nBaris kedua"
    assert found(office.registrar, "radioaktif") == [letter]
    assert found(office.registrar, "radioaktlf") == []
    assert written[-1] == "Nomor radioaktif dua\nBaris kedua"
    assert Letter.objects.get(pk=letter.pk).has_pdf
    made = letter.corrections.get()
    assert (made.before, made.text, made.corrected_by) == ("radioaktlf", "radioaktif", office.registrar)
    event = Event.objects.get(verb="page_corrected")
    assert "radioakt" not in str(event.details if hasattr(event, "details") else event.__dict__)


def test_it_survives_a_reading_by_another_engine(
    office: Cast, letter: Letter, reads: Callable[..., None], written: list[str]
) -> None:
    correct(office, letter)
    reads("Nomor radicakiif dua\nBaris ketiga", engine="mesin baru")
    rereading.ask(actor(office.registrar), page_of(letter), ocr.Overrule(level=False))
    work()
    assert text_of(letter) == "Nomor radioaktif dua\nBaris ketiga"
    assert written[-1] == "Nomor radioaktif dua\nBaris ketiga"


def test_it_turns_with_the_page(office: Cast, letter: Letter, reads: Callable[..., None]) -> None:
    correct(office, letter)
    turned = [replace(word, box=word.box.turned(90)) for word in reading_of(TEXT).words]
    reads(TEXT, words=tuple(turned), turned_degrees=90, width_px=2339, height_px=1654)
    rereading.ask(actor(office.registrar), page_of(letter), ocr.Overrule(turned_degrees=90))
    work()
    assert text_of(letter) == "Nomor radioaktif dua\nBaris kedua"


def test_taken_back_the_reading_counts_again_and_the_history_stays(office: Cast, letter: Letter) -> None:
    correct(office, letter)
    correcting.take_back(actor(office.head), letter.corrections.get())
    assert text_of(letter) == TEXT
    made = letter.corrections.get()
    assert (made.text, made.taken_back_by) == ("radioaktif", office.head)
    assert found(office.registrar, "radioaktlf") == [letter]


def test_the_fields_follow_at_once(office: Cast) -> None:
    text = "Nomor 12/A\nHal : Undangan Rapatt Kerja"
    letter = make_letter(office.registrar, office.section, Paper((text,), {"security": "biasa"}))
    place = ocr.Box(0.285, 0.075, 0.365, 0.105)  # "Rapatt"
    made = correcting.correct(actor(office.registrar), page_of(letter), place, "Rapat")
    assert made.before == "Rapatt"
    assert Letter.objects.get(pk=letter.pk).subject == "Undangan Rapat Kerja"


def test_a_locked_page_keeps_its_reading_until_it_is_unlocked(
    office: Cast, letter: Letter, reads: Callable[..., None]
) -> None:
    correcting.lock(actor(office.registrar), page_of(letter))
    reads("Kata lain sama sekali")
    rereading.ask(actor(office.registrar), page_of(letter), ocr.Overrule(level=False))
    work()
    assert text_of(letter) == TEXT
    correcting.unlock(actor(office.registrar), page_of(letter))
    work()
    assert text_of(letter) == "Kata lain sama sekali"
    assert found(office.registrar, "sekali") == [letter]


def test_another_letter_of_the_same_bytes_learns_nothing(office: Cast, letter: Letter) -> None:
    paper = Paper((TEXT,), {"subject": "Perihal", "security": "biasa"})
    other = make_letter(office.other_section_head, office.other_section, paper)
    assert page_of(other).source_page == page_of(letter).source_page
    correct(office, letter)
    assert text_of(other) == TEXT
    assert found(office.other_section_head, "radioaktif") == []


@pytest.mark.parametrize(
    ("place", "text", "code"),
    [
        (ocr.Box(0.1, 0.1, 0.1, 0.2), "x", "no_place"),
        (ocr.Box(-0.1, 0.1, 0.2, 0.2), "x", "no_place"),
        (WORD, "x" * 2_001, "too_long"),
        (WORD, " radioaktlf ", "no_change"),
    ],
)
def test_what_is_no_correction_is_refused(office: Cast, letter: Letter, place: ocr.Box, text: str, code: str) -> None:
    with pytest.raises(correcting.BadCorrectionError) as refused:
        correcting.correct(actor(office.registrar), page_of(letter), place, text)
    assert refused.value.code == code
    assert not letter.corrections.exists()


def test_the_viewer_is_told_to_load_its_words_anew(client: Client, office: Cast, letter: Letter) -> None:
    client.force_login(office.staff)
    address = reverse("letter_page_correct", args=[letter.public_id, 1])
    answer = client.post(address, PLACE | {"text": "radioaktif"}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "page-corrected" in answer.headers["HX-Trigger"]
    assert "radioaktlf" in answer.content.decode()
    again = client.post(address, PLACE | {"text": "radioaktif"}, headers={"HX-Request": "true"})
    assert (again.status_code, again.headers["HX-Retarget"]) == (400, "#correct-fault-place")
    nowhere = client.post(address, {"text": "radioaktif", "x0": "nan"}, headers={"HX-Request": "true"})
    assert nowhere.status_code == 400
    words = client.get(reverse("letter_page_words", args=[letter.public_id, 1])).json()["words"]
    assert words[1]["t"] == "radioaktif"


def test_who_may_not_read_the_letter_corrects_nothing(client: Client, office: Cast, letter: Letter) -> None:
    correct(office, letter)
    made = letter.corrections.get()
    client.force_login(office.outsider)
    for name, args in (
        ("letter_page_correct", [letter.public_id, 1]),
        ("letter_page_lock", [letter.public_id, 1]),
        ("letter_correction_take_back", [letter.public_id, 1, made.public_id]),
    ):
        assert client.post(reverse(name, args=args), PLACE | {"text": "x"}).status_code == 404
    assert letter.corrections.get().taken_back_at is None
