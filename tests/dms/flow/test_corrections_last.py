"""A word put right on a real page stands in the real PDF, is found, and is there after another engine read it all."""

import io
import subprocess
from pathlib import Path

import pytest
from PIL import Image
from pytest_django import Settings

from dms.intake import services as intake
from dms.jobs import running
from dms.jobs import services as jobs
from dms.jobs.registry import KINDS
from dms.letters import correcting, index, queries, reread_runs
from dms.letters import services as letters
from dms.letters.models import Letter, LetterPage, RereadScope
from dms.letters.readings import readings_of
from dms.people.policy import access_of
from tests.cast import Cast, actor
from tests.dms.paper import open_batch

pytestmark = pytest.mark.usefixtures("data_folder", "plain_static_files")

SAMPLE = Path(__file__).parents[3] / "sample" / "letters" / "L04.jpg"
WORD = "zamrudkhatulistiwa"


def work() -> None:
    while claim := jobs.claim():
        assert running.run_here(KINDS[claim.kind], claim) == "", claim
    index.engine().refresh()


@pytest.fixture
def letter(office: Cast) -> Letter:
    """The upper part of a sample letter, given and really read."""
    with Image.open(SAMPLE) as picture:
        content = io.BytesIO()
        picture.crop((0, 0, picture.width, picture.height * 2 // 5)).save(content, "JPEG", quality=90, dpi=(200, 200))
    batch = open_batch(office.registrar, office.section)
    content.seek(0)
    item = intake.give(actor(office.registrar), batch, intake.GivenFile("L04.jpg", "L04.jpg", "1", content, "", {}))
    work()
    return item.letters.get().letter


def pdf_text(letter: Letter) -> str:
    done = subprocess.run(["pdftotext", str(letters.pdf_path(letter)), "-"], capture_output=True, text=True, check=True)
    return done.stdout


def test_it_stands_in_the_pdf_and_survives_another_engine(office: Cast, letter: Letter, settings: Settings) -> None:
    read = readings_of(letter)[0]
    word = max(read.reading.words, key=lambda one: len(one.text))
    page = letter.pages.select_related("letter", "source_page__original").get()
    correcting.correct(actor(office.registrar), page, word.box, WORD)
    work()
    assert [one.letter for one in queries.find(access_of(office.registrar), WORD).found] == [letter]
    assert WORD in pdf_text(letter)

    settings.OCR_ENGINE = "pytesseract"
    run = reread_runs.ask_all(actor(office.registrar), LetterPage.objects.all(), RereadScope.ALL)
    work()
    now = readings_of(letter)[0]
    assert now.page.source_page.readings.filter(engine="pytesseract").exists()
    run.refresh_from_db()
    assert run.settled_at is not None
    assert WORD in now.reading.text
    assert word.text not in now.reading.text.split()
    assert WORD in pdf_text(letter)
    assert [one.letter for one in queries.find(access_of(office.registrar), WORD).found] == [letter]
