"""The whole path: sign in, drop a real scan and five pictures, search, open the hit: the mark covers the word."""

import difflib
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytesseract
import pytest
from PIL import Image, ImageOps
from playwright.sync_api import expect

from tests import cast
from tests.journeys.desk import Desk
from tests.journeys.papers import PASSWORD, Papers
from tests.journeys.tabs import Tabs

pytestmark = pytest.mark.journey


def letters_only(text: str) -> str:
    """Return TEXT without case, blanks and signs."""
    return re.sub(r"[\W_]+", "", text).casefold()


def word_under_the_mark(desk: Desk) -> str:
    """Return what Tesseract reads in a screenshot of the page, cut out along the current mark.

    The mark is multiplied over the picture in orange: in the red channel it is not there.
    """
    mark = desk.page.locator(".mark-now").first
    expect(mark).to_be_in_viewport()
    expect(desk.page.locator(".sheet img").first).to_have_js_property("complete", True)
    box = mark.bounding_box()
    assert box is not None
    shot = Image.open(BytesIO(desk.page.screenshot(clip=box, animations="disabled")))
    red = shot.convert("RGB").getchannel("R")
    edge = round(0.08 * red.height)
    inner = red.crop((edge, edge, red.width - edge, red.height - edge))
    large = ImageOps.expand(inner.resize((inner.width * 2, inner.height * 2), Image.Resampling.LANCZOS), 30, 255)
    return letters_only(pytesseract.image_to_string(large, lang="ind", config="--psm 8"))


def assert_mark_covers(desk: Desk, word: str) -> None:
    """Zoom in and check that under the mark stands WORD and nothing else."""
    for _ in range(3):
        desk.page.keyboard.press("+")
    desk.page.keyboard.press("n")
    desk.page.keyboard.press("p")
    found = word_under_the_mark(desk)
    assert difflib.SequenceMatcher(None, found, word).ratio() > 0.85, (found, word)


def test_from_the_first_sign_in_to_the_marked_word(tabs: Tabs, own_papers: Papers) -> None:
    desk = tabs.open()
    desk.go("/")
    expect(desk.page).to_have_url(re.compile("/masuk/"))
    desk.sign_in("agendaris", cast.PASSWORD)
    desk.new_batch("Surat masuk hari ini")
    files = [own_papers.real_scan, *own_papers.pictures]
    desk.drop(files)
    expect(desk.page.get_by_role("heading", name="Surat masuk hari ini")).to_be_visible()
    expect(desk.page.locator("[data-upload-status]")).to_have_text(re.compile(f"{len(files)} dari {len(files)}"))
    for path in files:
        expect(desk.line(path.name)).to_be_visible()
    desk.await_end()
    for path in files:
        expect(desk.line(path.name).locator(".line-state")).to_contain_text("Tercatat")
    address = desk.letter_of("SE0555.pdf")
    desk.find("membahayakan", address)
    expect(desk.hit(address).locator(".hit-snippet mark").first).to_have_text(re.compile("membahayakan", re.IGNORECASE))
    desk.open_hit(address)
    assert_mark_covers(desk, "membahayakan")


@pytest.mark.parametrize(("name", "word"), [("miring.jpg", "pengindeksan"), ("terbalik.jpg", "hidrometeorologi")])
def test_the_mark_covers_the_word_on_a_skewed_page_and_on_one_upside_down(
    tabs: Tabs, papers: Papers, filed: Callable[[Path], str], name: str, word: str
) -> None:
    (path,) = [path for path in papers.pictures if path.name == name]
    address = filed(path)
    desk = tabs.open("agendaris", device_scale_factor=2)
    desk.find(word, address)
    desk.open_hit(address)
    assert_mark_covers(desk, word)


def test_a_locked_pdf_waits_for_its_password_and_is_found_after_it(desk: Desk, own_papers: Papers) -> None:
    desk.new_batch("Surat terkunci")
    desk.drop([own_papers.locked])
    expect(desk.line("terkunci.pdf")).to_contain_text("Menunggu")
    expect(desk.line("terkunci.pdf")).to_contain_text("terkunci")
    desk.page.get_by_role("link", name="Berikan kata sandi").click()
    desk.page.locator("#id_password").fill("bukan ini")
    desk.page.get_by_role("button", name="Buka dan baca").click()
    expect(desk.page.locator("main")).to_contain_text("Kata sandi tidak cocok")
    desk.page.locator("#id_password").fill(PASSWORD)
    desk.page.get_by_role("button", name="Buka dan baca").click()
    expect(desk.line("terkunci.pdf")).to_contain_text("Tercatat")
    address = desk.letter_of("terkunci.pdf")
    desk.find('"kearsipan" nomor:000.5.3.2/214/DISPUSIP/2024', address)
    desk.open_hit(address)
    expect(desk.page.locator(".mark-now").first).to_be_in_viewport()
