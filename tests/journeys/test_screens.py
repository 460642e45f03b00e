"""Every screen, in both languages, on a desk and on a phone: axe finds nothing, nothing scrolls sideways."""

import json
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest
from django.urls import get_resolver, resolve
from playwright.sync_api import Page

from tests.journeys.desk import Desk
from tests.journeys.papers import Papers
from tests.journeys.screens import Screen, screens, show
from tests.journeys.tabs import Tabs

pytestmark = pytest.mark.journey

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE, SCREEN = 390, 1440
NO_SCREENS = {
    "account_signup", "set_language", "health", "sample_sign_in", "person_active", "act_as", "letter_fields",
    "letter_withdraw", "letter_page_image", "letter_page_thumbnail", "letter_page_words", "letter_marks",
    "letter_page_record", "letter_page_prepared", "letter_page_reread", "letter_page_accept",
    "letter_page_correct", "letter_correction_take_back", "letter_page_lock", "separator_sheet", "letter_cut",
    "letter_join", "arrange_join_told", "letter_page_move", "letter_page_role", "page_take_back",
    "verification_start", "verification_undo", "verify_skip", "verify_codes", "verify_senders", "item_page_image",
    "item_pages", "letter_codes", "letter_original", "letter_pdf", "batch_progress", "batch_upload", "batch_join",
    "receipt_csv", "reread_batch", "receipt_xlsx", "receipt_pdf", "receipt_checksums", "batch_known",
    "batch_part", "watched_folder",
}  # fmt: skip


@pytest.fixture(scope="session")
def found_places() -> dict[str, str]:
    """Addresses that need an id, found once through the screens."""
    return {}


@pytest.fixture
def places(
    tabs: Tabs, papers: Papers, own_papers: Papers, filed: Callable[[Path], str], found_places: dict[str, str]
) -> dict[str, str]:
    """The addresses of a letter, its batch, a locked file, a code and a person."""
    if not found_places:
        found_places["letter"] = filed(papers.real_scan)
        desk = tabs.open("agendaris")
        found_places["batch"], found_places["locked"] = lock(desk, own_papers)
        found_places["run"] = read_again(desk)
        desk.go("/kode/")
        found_places["code"] = first_link(desk.page, "main a[href^='/kode/']")
        desk.go("/orang/")
        found_places["person"] = first_link(desk.page, "main a[href^='/orang/']")
    return found_places


def lock(desk: Desk, papers: Papers) -> tuple[str, str]:
    """Give a locked file; return the addresses of its batch and of the question for its password."""
    desk.new_batch("Satu terkunci")
    desk.drop([papers.locked])
    waiting = desk.page.get_by_role("link", name="Berikan kata sandi")
    waiting.wait_for()
    return desk.page.url.removeprefix(desk.stage.address[:-1]), waiting.get_attribute("href") or ""


def read_again(desk: Desk) -> str:
    """Have the batch of the letter read again and wait for it; return the address of what became of its pages."""
    desk.go("/berkas-masuk/")
    batch = desk.page.locator(".batch-card", has_text="Surat masuk").get_by_role("link").first.get_attribute("href")
    desk.go(f"{batch}susun/")
    desk.page.get_by_role("button", name="Baca ulang berkas ini").click()
    desk.page.wait_for_url("**/baca-ulang/*/")
    desk.page.locator("#reread-run:not([hx-get])").wait_for(timeout=120_000)
    return desk.page.url.removeprefix(desk.stage.address[:-1])


def first_link(page: Page, selector: str) -> str:
    return page.locator(selector).first.get_attribute("href") or ""


def violations(page: Page) -> list[str]:
    """Return what axe finds, one line each: rule, weight, where."""
    page.evaluate(AXE)
    judged = page.evaluate("(rules) => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES)
    found, passed = judged["violations"], judged["passes"]
    assert len(passed) > 10, "axe looked at nothing"
    return [
        f"{one['id']} ({one['impact']}): {json.dumps(node['target'])} {node['failureSummary']}"
        for one in found
        for node in one["nodes"]
    ]


def sideways(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize(("width", "language"), [(SCREEN, "id"), (SCREEN, "en"), (PHONE, "id"), (PHONE, "en")])
def test_each_screen_is_accessible_and_fits(tabs: Tabs, places: dict[str, str], width: int, language: str) -> None:
    wrong: dict[str, list[str]] = {}
    desks: dict[str, Desk] = {}
    for screen in screens(places):
        if screen.who not in desks:
            desks[screen.who] = tabs.open(screen.who, language=language, width=width)
        desk = desks[screen.who]
        with desk.refused(screen.status) if screen.status != 200 else nullcontext():
            problems = looked_at(desk, screen, language)
        wrong |= {screen.name: problems} if problems else {}
    assert wrong == {}


def looked_at(desk: Desk, screen: Screen, language: str) -> list[str]:
    """Return what is wrong with SCREEN."""
    show(desk, screen)
    both_judged = (SCREEN, "id"), (PHONE, "en")  # each language and each width once: axe takes most of the time
    size = desk.page.viewport_size
    spoken = desk.page.locator("html").get_attribute("lang")
    problems = violations(desk.page) if size and (size["width"], language) in both_judged else []
    if sideways(desk.page) > 0:
        problems.append(f"{sideways(desk.page)} px too wide")
    if spoken != language:
        problems.append(f"speaks {spoken}")
    return problems


def test_every_page_of_the_product_is_among_the_screens(places: dict[str, str]) -> None:
    named = {resolve(screen.path.partition("?")[0]).url_name for screen in screens(places)}
    patterns = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert patterns - NO_SCREENS <= named


def test_a_long_post_stands_whole_in_the_header(tabs: Tabs) -> None:
    desk = tabs.open("agendaris", width=SCREEN)
    desk.go("/kode/")
    post = desk.page.locator(".user-button small")
    post.evaluate("(post) => { post.textContent = 'Kepala Bidang Informasi dan Komunikasi Publik'; }")
    cut = post.evaluate("(post) => [post.scrollWidth - post.clientWidth, post.scrollHeight - post.clientHeight]")
    assert max(cut) <= 1
    lines = desk.page.locator(".topbar .topnav a").evaluate_all("(links) => links.map((one) => one.offsetHeight)")
    assert len({height for height in lines if height}) == 1, "an entry of the menu is broken over two lines"


@pytest.mark.parametrize(("width", "offered"), [(SCREEN, True), (PHONE, False)])
def test_folders_are_offered_only_where_one_can_be_chosen(tabs: Tabs, width: int, offered: bool) -> None:
    desk = tabs.open("agendaris", width=width)
    desk.go("/berkas-masuk/baru/")
    assert desk.page.get_by_text("Pilih map").is_visible() is offered
    assert desk.page.locator("#group-folder").is_visible() is offered
