"""A box of letters in one file: cut into letters, mended with a click, verified by keyboard, a word put right."""

import re
import uuid
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.desk import Desk
from tests.journeys.papers import LETTERS, Papers
from tests.journeys.tabs import Tabs

pytestmark = pytest.mark.journey

KEYS_A_LETTER = 8  # at most, for a letter that was read right


@pytest.fixture
def box(tmp_path: Path) -> Path:
    """Three letters of five pages in one PDF, as a scanner with a feeder gives them."""
    path = tmp_path / "boks-17.pdf"
    with pikepdf.new() as pdf:
        for name in ("L02.pdf", "SE140.pdf", "L05.pdf"):
            with pikepdf.open(LETTERS / name) as one:
                pdf.pages.extend(one.pages)
        pdf.docinfo["/Title"] = uuid.uuid4().hex
        pdf.save(path)
    return path


class Keys:
    """A keyboard that counts what is pressed."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pressed = 0

    def press(self, key: str) -> None:
        """Press KEY; keys held together count each."""
        self.pressed += len(key.split("+"))
        self.page.keyboard.press(key)


def letters_in_strip(desk: Desk) -> Locator:
    return desk.page.locator(".strip-letter")


def give(desk: Desk, box: Path) -> str:
    """Give the box and return the address of its strip once its letters are made."""
    desk.new_batch("Boks 17, 2019")
    desk.drop([box])
    expect(desk.page.get_by_role("link", name="Buka surat").first).to_be_visible(timeout=180_000)
    desk.page.get_by_role("link", name="Susun halaman").click()
    desk.page.wait_for_url("**/susun/")
    return desk.page.url


def test_a_box_is_cut_mended_and_verified_without_a_mouse(desk: Desk, box: Path) -> None:
    page = desk.page
    strip = give(desk, box)
    count = letters_in_strip(desk).count()
    pages = page.locator(".strip-page").count()
    assert 2 <= count <= 4
    page.locator("[data-join]").nth(1).click()
    expect(letters_in_strip(desk)).to_have_count(count - 1)
    page.locator("[data-cut]").first.click()
    expect(letters_in_strip(desk)).to_have_count(count)
    assert page.locator(".strip-page").count() == pages
    page.reload()
    expect(letters_in_strip(desk)).to_have_count(count)

    desk.go("/periksa/")
    row = page.locator(".batch-work li").filter(has_text="Boks 17, 2019").first
    row.get_by_role("button").click()
    for _ in range(count):
        page.wait_for_url(re.compile(r"/periksa/\w{11}/"))
        expect(page.locator("#verify-save")).to_be_visible()
        here, keys = page.url.split("?")[0], Keys(page)
        keys.press("Control+Enter")
        expect(page).not_to_have_url(re.compile(re.escape(here)))
        assert keys.pressed <= KEYS_A_LETTER
    expect(page.get_by_text("Tidak ada lagi surat yang perlu diperiksa")).to_be_visible()
    page.goto(strip)
    expect(page.locator(".strip-head").get_by_label("Sudah diperiksa")).to_have_count(count)


def test_a_page_is_set_aside_with_a_reason_and_comes_back(desk: Desk, box: Path) -> None:
    give(desk, box)
    pages = desk.page.locator(".strip-page").count()
    desk.page.locator(".strip-role").last.select_option(label="Sisihkan: Terpindai dua kali")
    expect(desk.page.locator("#aside")).to_contain_text("Terpindai dua kali")
    expect(desk.page.locator(".strip-page")).to_have_count(pages - 1)
    desk.page.locator("#aside").get_by_role("button").click()
    expect(desk.page.locator(".strip-page")).to_have_count(pages)


def test_the_page_follows_the_field_and_a_wrong_date_is_told_at_its_place(desk: Desk, box: Path) -> None:
    page = desk.page
    give(desk, box)
    address = page.locator(".strip-head a").first.get_attribute("href") or ""
    desk.go(address.replace("/surat/", "/periksa/"))
    page.locator("#value-subject").focus()
    expect(page.locator(".flash").first).to_be_attached()
    page.locator("#value-letter_date").fill("kemarin")
    with desk.refused(400):
        page.keyboard.press("Control+Enter")
        expect(page.locator("#fault-letter_date")).to_contain_text("Tanggal tidak dikenal")
    expect(page.locator("#value-letter_date")).to_be_focused()
    page.locator("#value-letter_date").fill("3 jan 2019")
    page.keyboard.press("Control+Enter")
    expect(page).not_to_have_url(re.compile(address.replace("/surat/", "/periksa/")))
    desk.go(address)
    expect(page.locator("#field-letter_date")).to_contain_text("3 Januari 2019")
    desk.go("/periksa/")
    page.get_by_role("button", name="Urungkan yang terakhir").click()
    page.wait_for_url(re.compile(address.replace("/surat/", "/periksa/")))
    expect(page.locator("#value-letter_date")).not_to_have_value("03/01/2019")


def test_a_word_put_right_while_verifying_stands_in_the_form(desk: Desk, box: Path) -> None:
    page = desk.page
    give(desk, box)
    address = (page.locator(".strip-head a").first.get_attribute("href") or "").replace("/surat/", "/periksa/")
    desk.go(address)
    page.locator("#value-sender").fill("Pengirim yang saya ketik")
    subject = page.locator("#value-subject").input_value().split()[0]
    page.locator("[data-correct-toggle]").click()
    page.locator(".overlay text").get_by_text(subject, exact=True).first.click()
    page.locator("#correct-text").fill("Zamrud")
    page.keyboard.press("Enter")
    expect(page.locator("#correct")).to_be_hidden()
    expect(page.locator("#value-sender")).to_have_value("Pengirim yang saya ketik")
    page.locator("#value-sender").focus()
    page.keyboard.press("Control+Enter")
    expect(page).not_to_have_url(re.compile(re.escape(address)))


def test_two_people_do_not_verify_the_same_letter(tabs: Tabs, box: Path) -> None:
    first = tabs.open("agendaris")
    give(first, box)
    address = (first.page.locator(".strip-head a").first.get_attribute("href") or "").replace("/surat/", "/periksa/")
    first.go(address)
    expect(first.page.locator("#verify-save")).to_be_visible()
    second = tabs.open("kepala")
    second.go(address)
    expect(second.page.get_by_text("sedang diperiksa")).to_be_visible()


def test_a_word_put_right_is_found_and_stays_after_another_reading(desk: Desk, own_papers: Papers) -> None:
    page = desk.page
    address = desk.give("Surat masuk", [own_papers.pictures[0]])[own_papers.pictures[0].name]
    desk.go(address)
    word = page.locator(".overlay text").nth(8)
    expect(word).to_be_attached()
    new = f"zamrud{uuid.uuid4().hex[:8]}".translate(str.maketrans("0123456789", "ghijklmnop"))
    page.locator(".viewer-stage").focus()
    page.keyboard.press("e")
    word.click()
    expect(page.locator("#correct")).to_be_visible()
    page.locator("#correct-text").fill(new)
    page.keyboard.press("Enter")
    expect(page.locator("#page-record .correction-list")).to_contain_text(new)
    expect(page.locator(".overlay text").filter(has_text=new)).to_be_attached()
    desk.find(new, address)
    desk.go(address)
    with page.expect_event("load", timeout=120_000):
        page.locator("#page-record").get_by_role("button", name="Baca ulang …").click()
        expect(page.locator("#reread.show")).to_be_visible()
        page.locator("#page-record").get_by_role("button", name="Baca ulang halaman ini").click()
    expect(page.locator("#page-record .correction-list")).to_contain_text(new)
    desk.find(new, address)
