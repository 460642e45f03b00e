"""A page of a letter: how it was read, what stands on it beside print, and having it read again."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Route, expect

from tests.journeys.desk import Desk
from tests.journeys.papers import Papers

pytestmark = pytest.mark.journey

CODE_TEXT = "https://tte.example.go.id/verifikasi?id=7"
FOUND = [
    {"kind": "stamp", "name": "Cap", "text": "RAHASIA", "x0": 0.6, "y0": 0.05, "x1": 0.9, "y1": 0.12},
    {"kind": "qr", "name": "Kode QR", "text": CODE_TEXT, "x0": 0.1, "y0": 0.8, "x1": 0.2, "y1": 0.9},
]


@pytest.fixture
def skewed(papers: Papers, filed: Callable[[Path], str]) -> str:
    """The address of the letter that lay three degrees askew."""
    return filed(papers.pictures[3])


def record(desk: Desk) -> Locator:
    return desk.page.locator("#page-record")


def read_again(desk: Desk, choice: str, value: str) -> None:
    """Choose how the page is to be read and wait until it was."""
    record(desk).get_by_role("button", name="Baca ulang …").click()
    expect(desk.page.locator("#reread.show")).to_be_visible()
    record(desk).get_by_label(choice).select_option(label=value)
    with desk.page.expect_event("load", timeout=120_000):  # the page refreshes itself when it is done
        record(desk).get_by_role("button", name="Baca ulang halaman ini").click()
        expect(record(desk).locator(".notice-info")).to_contain_text("Sedang dibaca ulang")
        expect(desk.page.locator(".is-under-way .sheet-waiting")).to_be_visible()


def test_a_person_knows_better_and_changes_his_mind(desk: Desk, skewed: str) -> None:
    desk.go(skewed)
    expect(record(desk)).to_contain_text(re.compile(r"Miring \d,\d°; diluruskan"))
    read_again(desk, "Luruskan kemiringan", "Tidak")
    expect(record(desk)).to_contain_text("Menurut pilihan orang")
    expect(record(desk)).not_to_contain_text("diluruskan")
    read_again(desk, "Luruskan kemiringan", "Otomatis")
    expect(record(desk)).to_contain_text("diluruskan")
    expect(record(desk)).not_to_contain_text("Menurut pilihan orang")


def test_the_record_follows_the_page_in_view(desk: Desk, papers: Papers, filed: Callable[[Path], str]) -> None:
    desk.go(filed(papers.real_scan))
    expect(record(desk).get_by_role("heading", level=2)).to_have_text("Pembacaan halaman 1")
    desk.page.keyboard.press("ArrowRight")
    expect(record(desk).get_by_role("heading", level=2)).to_have_text("Pembacaan halaman 2")


def with_regions(route: Route) -> None:
    """Answer with the words of the page, and with regions on it."""
    answer = route.fetch()
    route.fulfill(response=answer, body=json.dumps({**answer.json(), "regions": FOUND}))


def test_a_key_outlines_stamps_and_codes_and_a_code_is_never_a_link(desk: Desk, skewed: str) -> None:
    desk.page.route("**/kata/", with_regions)
    desk.go(skewed)
    stamp = desk.page.locator(".region-stamp rect")
    expect(stamp).to_be_attached()
    expect(stamp).to_be_hidden()
    desk.page.keyboard.press("b")
    expect(stamp).to_be_visible()
    expect(desk.page.locator("[data-regions-toggle]")).to_have_attribute("aria-pressed", "true")
    expect(desk.page.locator(".region-qr title")).to_have_text(f"Kode QR: {CODE_TEXT}")
    expect(desk.page.locator(f"a[href='{CODE_TEXT}']")).to_have_count(0)
    desk.page.locator("[data-regions-toggle]").click()
    expect(stamp).to_be_hidden()


def test_the_picture_that_was_read_stands_in_the_place_of_the_page_and_back(desk: Desk, skewed: str) -> None:
    desk.go(skewed)
    button = record(desk).get_by_role("button", name="Gambar yang dibaca")
    button.click()
    tag = desk.page.locator("#hal-1 .sheet-prepared")
    expect(tag).to_be_visible(timeout=60_000)
    expect(button).to_have_attribute("aria-pressed", "true")
    picture = desk.page.locator("#hal-1 .leaf img")
    expect(picture).to_have_attribute("src", re.compile("/siapan/$"))
    tag.get_by_role("button").click()
    expect(picture).to_have_attribute("src", re.compile("/gambar/$"))
    desk.page.keyboard.press("g")
    expect(tag).to_be_visible()
    desk.page.keyboard.press("g")
    expect(tag).to_be_hidden()


def test_a_page_that_was_read_in_part_waits_on_the_list_until_somebody_has_looked(
    desk: Desk, own_papers: Papers, tmp_path: Path
) -> None:
    cut = tmp_path / "terpotong.jpg"
    whole = own_papers.pictures[0].read_bytes()
    cut.write_bytes(whole[: len(whole) * 7 // 10])
    address = desk.give("Terpotong", [cut])[cut.name]
    desk.go("/")
    desk.page.locator(".topbar").get_by_role("link", name="Perlu dilihat").click()
    waiting = desk.page.locator(".hit").filter(has=desk.page.locator(f"a[href*='{address}']"))
    expect(waiting).to_contain_text("Terbaca sebagian")
    expect(waiting).to_contain_text("Fail terpotong")
    waiting.get_by_role("button", name="Baca ulang").click()
    expect(desk.page.locator("#messages")).to_contain_text("Halaman 1 dibaca ulang")
    accept = waiting.get_by_role("button", name="Sudah dilihat, biarkan")
    expect(accept).to_be_visible(timeout=60_000)  # the list refreshes itself
    accept.click()
    expect(waiting).to_have_count(0)
