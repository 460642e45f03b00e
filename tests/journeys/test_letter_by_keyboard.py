"""The letter page: hits and codes by keyboard, fields set and confirmed, two people at one letter."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.desk import Desk
from tests.journeys.papers import Papers
from tests.journeys.tabs import Tabs

pytestmark = pytest.mark.journey

QUERY = "radioaktif"


@pytest.fixture
def circular(papers: Papers, filed: Callable[[Path], str]) -> str:
    """The address of the real scan's letter."""
    return filed(papers.real_scan)


def test_slash_goes_to_the_search_box_and_n_and_p_to_the_marks(desk: Desk, circular: str) -> None:
    page = desk.page
    desk.find(QUERY, circular)
    desk.go("/profil/")
    page.keyboard.press("/")
    expect(page.locator("header [data-search]")).to_be_focused()
    page.keyboard.type(QUERY)
    page.keyboard.press("Enter")
    page.locator(f".hit-title a[href*='{circular}']").click()
    count = page.locator("[data-hit-now]")
    expect(count).to_have_text(re.compile(r"^1 dari \d+"))
    total = int((count.text_content() or "").split()[-1])
    assert total > 3
    for key, shown in (("n", 2), ("n", 3), ("p", 2), ("p", 1), ("p", total), ("n", 1)):
        page.keyboard.press(key)
        expect(count).to_have_text(f"{shown} dari {total}")
        expect(page.locator(".mark-now").first).to_be_in_viewport()
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-page-now]")).to_have_text("2")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()


def test_words_of_the_picture_can_be_selected_as_text(desk: Desk, circular: str) -> None:
    desk.go(f"{circular}?q={QUERY}")
    word = desk.page.locator(".overlay text", has_text=re.compile("radioaktif", re.IGNORECASE)).first
    expect(word).to_be_attached()
    word.evaluate("(one) => getSelection().selectAllChildren(one)")
    assert "radioaktif" in desk.page.evaluate("getSelection().toString()").lower()


def row(desk: Desk, name: str) -> Locator:
    return desk.page.locator(f"#field-{name}")


def change(desk: Desk, name: str, value: str) -> None:
    """Open the field, type the value and save it."""
    row(desk, name).get_by_role("button", name=re.compile("^(Ubah|Isi)")).click()
    expect(desk.page.locator(f"#edit-{name}.show")).to_be_visible()
    desk.page.locator(f"#value-{name}").fill(value)
    row(desk, name).get_by_role("button", name="Simpan").click()


def test_a_field_is_set_and_then_confirmed_and_its_place_is_shown(
    desk: Desk, papers: Papers, filed: Callable[[Path], str]
) -> None:
    address = filed(papers.pictures[4])
    desk.go(address)
    expect(row(desk, "number")).to_contain_text("005/1187/Setda/X/2024")
    row(desk, "number").get_by_role("button", name="Benar").click()
    expect(row(desk, "number").locator(".chip-ok")).to_have_text("Dipastikan")
    row(desk, "number").get_by_role("button", name="Lihat").click()
    expect(desk.page.locator(".flash")).to_be_attached()
    change(desk, "letter_date", "2024-10-14")
    expect(row(desk, "letter_date")).to_contain_text("14 Oktober 2024")
    expect(row(desk, "letter_date")).to_contain_text("oleh Agendaris")
    desk.find("tgl:2024-10-14 kesiapsiagaan", address)


def test_who_saves_second_sees_both_values(tabs: Tabs, circular: str) -> None:
    first, second = tabs.open("agendaris"), tabs.open("agendaris")
    for desk in (first, second):
        desk.go(circular)
    change(second, "sender", "Dari tab kedua")
    expect(row(second, "sender").locator(".field-value")).to_have_text("Dari tab kedua")
    with first.refused(409):
        change(first, "sender", "Dari tab pertama")
        expect(first.page.locator("#fields [role=alert]")).to_contain_text("Orang lain sudah mengubah")
    expect(row(first, "sender").locator(".field-value")).to_have_text("Dari tab kedua")
    expect(row(first, "sender").locator(".field-attempt")).to_contain_text("Dari tab pertama")
    expect(first.page.locator("#value-sender")).to_have_value("Dari tab pertama")
    row(first, "sender").get_by_role("button", name="Simpan").click()
    expect(row(first, "sender").locator(".field-value")).to_have_text("Dari tab pertama")


def test_one_key_accepts_a_code_and_the_fields_go_on(desk: Desk, papers: Papers, filed: Callable[[Path], str]) -> None:
    address = filed(papers.pictures[4])
    desk.go(address)
    first = desk.page.locator("#code-1")
    expect(first).to_be_visible()
    code = first.locator(".code-number").text_content() or "?"
    desk.page.keyboard.press("1")
    expect(desk.page.locator(".code-now")).to_contain_text(code.strip())
    change(desk, "sender", "Sekretariat Daerah")
    expect(row(desk, "sender").locator(".field-value")).to_have_text("Sekretariat Daerah")
    desk.find(f"kode:{code.strip()}", address)
