"""Many pages read again in the background: what counts is never worse, what people did stays, nothing is told on."""

import pytest
from django.utils import timezone

import ocr
from dms.audit.models import Event
from dms.intake import storage
from dms.intake.models import Reading, SourcePage
from dms.jobs import running
from dms.jobs import services as jobs
from dms.jobs.models import Job, JobState
from dms.jobs.registry import KINDS
from dms.letters import correcting, index, queries, reread_report, reread_runs, rereading
from dms.letters import services as letters
from dms.letters.models import Letter, LetterPage, RereadOutcome, RereadRun, RereadScope
from dms.people.models import Person
from dms.people.policy import access_of
from tests.cast import Cast, actor
from tests.dms.later_reader import FIRST, SECOND, NewEngine, two_pages, work
from tests.dms.paper import Paper, make_letter, reading_of

pytestmark = pytest.mark.usefixtures("data_folder", "plain_static_files")

WORD = ocr.Box(0.12, 0.045, 0.21, 0.075)  # the second word


@pytest.fixture
def letter(office: Cast) -> Letter:
    return two_pages(office)


def page_of(letter: Letter, order: int = 1) -> LetterPage:
    return letter.pages.select_related("letter", "source_page__original", "locked_reading").get(order=order)


def ask(person: Person, scope: RereadScope = RereadScope.ALL) -> RereadRun:
    return reread_runs.ask_all(actor(person), LetterPage.objects.all(), scope)


def text_of(letter: Letter) -> str:
    return index.text_of(Letter.objects.get(pk=letter.pk))


def outcomes(run: RereadRun) -> list[str]:
    return list(run.pages.order_by("letter", "source_page__number").values_list("outcome", flat=True))


def found(person: Person, text: str) -> list[Letter]:
    return [one.letter for one in queries.find(access_of(person), text).found]


def test_corrections_and_what_people_set_survive_a_changed_engine(
    office: Cast, letter: Letter, engine: NewEngine
) -> None:
    correcting.correct(actor(office.registrar), page_of(letter), WORD, "radioaktif")
    letter.refresh_from_db()
    letters.set_field(actor(office.registrar), letter, "subject", "Kata orang", version=letter.version)
    engine.sees(1, "Nomor radicakiif dua\nBaris kedua suratnya panjang")
    engine.sees(2, "Halaman kedua dari surat ini")
    work()
    run = ask(office.registrar)
    work()
    said = "Nomor radioaktif dua Baris kedua suratnya panjang Halaman kedua dari surat ini"
    assert text_of(letter).split() == said.split()
    assert found(office.registrar, "radioaktif") == [letter]
    assert found(office.registrar, "radicakiif") == []
    assert letters.pdf_path(letter).read_text().startswith("Nomor radioaktif dua\n")
    now = Letter.objects.get(pk=letter.pk)
    assert (now.subject, now.has_pdf) == ("Kata orang", True)
    assert {row.engine for row in Reading.objects.filter(is_current=True)} == {"mesin baru"}
    run.refresh_from_db()
    assert (outcomes(run), run.pages_total) == (["better", "better"], 2)
    assert run.settled_at is not None
    told = reread_report.report(run, access_of(office.registrar))
    assert (told.corrections, told.letters) == (1, 1)


def test_a_locked_page_is_left_out_and_stays(office: Cast, letter: Letter, engine: NewEngine) -> None:
    correcting.lock(actor(office.registrar), page_of(letter))
    engine.sees(2, "Halaman kedua lain sama sekali")
    run = ask(office.registrar)
    work()
    assert engine.asked == [2]
    assert [row.source_page.number for row in run.pages.all()] == [2]
    assert text_of(letter).split() == [*FIRST.split(), "Halaman", "kedua", "lain", "sama", "sekali"]


def test_locked_in_one_letter_a_page_is_read_again_for_the_other(
    office: Cast, letter: Letter, engine: NewEngine
) -> None:
    other = make_letter(office.registrar, office.other_section, Paper((FIRST, SECOND), {"security": "biasa"}))
    assert page_of(other).source_page == page_of(letter).source_page
    correcting.lock(actor(office.registrar), page_of(letter))
    engine.sees(1, f"{FIRST} yang lebih panjang")
    engine.sees(2, SECOND)
    run = ask(office.registrar)
    work()
    assert text_of(letter).split()[: len(FIRST.split())] == FIRST.split()
    assert "panjang" not in text_of(letter)
    assert "panjang" in text_of(other)
    assert run.pages.filter(letter=letter).count() == 1


def test_a_worse_reading_is_kept_but_does_not_count(office: Cast, letter: Letter, engine: NewEngine) -> None:
    picture = storage.page_path(page_of(letter).source_page.original.sha256, 1).read_bytes()
    engine.sees(1, "Nomor", turned_degrees=90, width_px=2339, height_px=1654)
    engine.sees(2, "Halaman", outcome="unread", notes=(ocr.Note("over_time"),))
    run = ask(office.registrar)
    assert work() == ["reread", "reread"]
    assert outcomes(run) == ["worse", "failed"]
    assert run.pages.get(outcome="failed").fault == "over_time"
    page = SourcePage.objects.get(pk=page_of(letter).source_page_id)
    assert (page.width_px, page.turned_degrees) == (1654, 0)
    assert page.readings.count() == 2
    kept = page.readings.get(engine="mesin baru")
    assert (kept.is_current, kept.word_count) == (False, 1)
    assert text_of(letter).split() == [*FIRST.split(), *SECOND.split()]
    assert storage.page_path(page.original.sha256, 1).read_bytes() == picture != b"RIFF baru"
    assert Letter.objects.get(pk=letter.pk).has_pdf
    assert not SourcePage.objects.exclude(reread_fault="").exists()


def test_the_same_words_by_the_same_reader_are_not_stored_twice(
    office: Cast, letter: Letter, engine: NewEngine
) -> None:
    engine.sees(1, FIRST, engine="given", pipeline_version=reading_of(FIRST).pipeline_version)
    engine.sees(2, SECOND)
    run = ask(office.registrar)
    assert work()[:3] == ["reread", "reread", "reassemble"]
    assert outcomes(run) == ["same", "same"]
    assert page_of(letter).source_page.readings.count() == 1
    assert page_of(letter, 2).source_page.readings.get(is_current=True).engine == "mesin baru"


@pytest.mark.parametrize(
    ("before", "after", "outcome"),
    [
        (100.0, 96.9, RereadOutcome.WORSE),
        (100.0, 97.0, RereadOutcome.SAME),
        (100.0, 102.0, RereadOutcome.SAME),
        (100.0, 102.1, RereadOutcome.BETTER),
        (0.0, 0.0, RereadOutcome.SAME),
        (0.0, 1.0, RereadOutcome.BETTER),
    ],
)
def test_better_same_and_worse(before: float, after: float, outcome: RereadOutcome) -> None:
    assert reread_runs.Verdict(Reading(), before, after, False).outcome == outcome


def test_unsure_words_are_worth_nothing() -> None:
    sure, unsure = (ocr.Word("kata", WORD, confidence, 0, 0) for confidence in (0.9, 0.6))
    assert ocr.worth_of([sure, unsure]) == pytest.approx(3.6)


def test_what_a_person_asks_for_goes_first_and_counts_even_when_it_is_worse(
    office: Cast, letter: Letter, engine: NewEngine
) -> None:
    engine.sees(1, "Nomor")
    engine.sees(2, SECOND)
    run = ask(office.registrar)
    page = page_of(letter, 1)
    assert not rereading.is_under_way(page)
    SourcePage.objects.filter(pk=page.source_page_id).update(overruled_for=letter.public_id)
    assert not rereading.is_under_way(page_of(letter, 1))
    rereading.ask(actor(office.registrar), page_of(letter, 1), ocr.Overrule(level=False))
    assert rereading.is_under_way(page_of(letter, 1))
    asked = Job.objects.get(subject__endswith=":1", kind="reread")
    assert asked.priority == 0
    work()
    assert engine.asked == [1, 2]
    assert text_of(letter).split() == ["Nomor", *SECOND.split()]
    assert outcomes(run) == ["worse", "same"]


def test_all_other_work_goes_before(office: Cast, letter: Letter, engine: NewEngine) -> None:
    ask(office.registrar)
    jobs.enqueue("read_page", "x:2000", priority=2000)
    claim = jobs.claim()
    assert claim is not None
    assert claim.kind == "read_page"


def test_pages_that_wait_are_not_asked_for_twice(office: Cast, letter: Letter, engine: NewEngine) -> None:
    first = ask(office.registrar)
    second = ask(office.archivist)
    assert (first.pages_total, second.pages_total) == (2, 0)
    assert second.settled_at is not None
    assert Job.objects.filter(kind="reread").count() == 2


def test_a_run_that_was_cut_off_while_it_was_asked_for_goes_on(
    office: Cast, letter: Letter, engine: NewEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.sees(1, FIRST)
    engine.sees(2, SECOND)
    monkeypatch.setattr(reread_runs, "ASKED_AT_ONCE", 1)
    cut_off = reread_runs.begun(actor(office.registrar), RereadScope.ALL, "")
    assert reread_runs.ask_some(cut_off, LetterPage.objects.all()) == 1
    work()
    cut_off.refresh_from_db()
    assert cut_off.settled_at is None
    run = ask(office.registrar)
    assert (run.pk, run.pages_total) == (cut_off.pk, 2)
    assert Job.objects.filter(kind="reread").count() == 1
    work()
    run.refresh_from_db()
    assert run.settled_at is not None
    assert engine.asked == [1, 2]
    assert Event.objects.filter(verb="reread_run_asked").count() == 1


def test_a_worker_killed_half_way_loses_nothing_and_does_nothing_twice(
    office: Cast, letter: Letter, engine: NewEngine
) -> None:
    engine.sees(1, f"{FIRST} lagi")
    engine.sees(2, f"{SECOND} lagi")
    run = ask(office.registrar)
    killed = jobs.claim()
    assert killed is not None
    Job.objects.filter(pk=killed.job_id).update(lease_until=timezone.now(), owner="mati")
    assert jobs.release_dead() == 1
    work()
    assert running.run_here(KINDS[killed.kind], killed) == ""  # it was not dead: what it writes comes too late
    assert outcomes(run) == ["better", "better"]
    assert [page.source_page.readings.count() for page in letter.pages.all()] == [2, 2]
    assert not Job.objects.exclude(state=JobState.FAILED).exists()


def test_a_page_that_breaks_the_reader_each_time_ends_as_failed(
    office: Cast, letter: Letter, engine: NewEngine
) -> None:
    engine.sees(2, f"{SECOND} lagi")
    run = ask(office.registrar)
    broken = Job.objects.get(subject__endswith=":1", kind="reread")
    Job.objects.filter(pk=broken.pk).update(faults=running.FAULTS_LIMIT, last_fault="reader_crashed")
    claim = jobs.claim()
    assert claim is not None
    running.run(claim)
    work()
    run.refresh_from_db()
    assert outcomes(run) == ["failed", "better"]
    assert run.settled_at is not None
    assert "lagi" in text_of(letter)


def test_a_letter_follows_once_when_all_its_pages_are_read(office: Cast, letter: Letter, engine: NewEngine) -> None:
    engine.sees(1, f"{FIRST} lagi")
    engine.sees(2, SECOND)
    ask(office.registrar)
    assert work() == ["reread", "reread", "reassemble", "classify", "index", "render_pdf"]


def test_the_same_paper_in_another_office_follows_without_a_row(
    office: Cast, letter: Letter, engine: NewEngine
) -> None:
    home = access_of(office.outsider).positions[0].unit
    neighbors = make_letter(office.outsider, home, Paper((FIRST, SECOND), {"security": "biasa"}))
    engine.sees(1, f"{FIRST} lagi")
    engine.sees(2, SECOND)
    own = LetterPage.objects.filter(letter__unit__office=office.office)
    run = reread_runs.ask_all(actor(office.registrar), own, RereadScope.ALL)
    work()
    assert "lagi" in text_of(neighbors)
    assert set(run.pages.values_list("letter", flat=True)) == {letter.pk}
