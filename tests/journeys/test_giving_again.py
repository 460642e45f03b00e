"""Giving a folder that broke off: what arrived is skipped, a large file goes on where it ended, sending can pause."""

import re
from pathlib import Path

from playwright.sync_api import Page, Route, expect

from tests.journeys.desk import Desk
from tests.journeys.tabs import Tabs

LARGE_BYTES = 20_000_000  # three pieces


def folder_of(path: Path, count: int) -> Path:
    """Write COUNT small files and a large one; nothing in them is read, they are refused."""
    for number in range(count):
        (path / f"pindai-{number}.txt").write_text(f"isi {number} {path}")
    (path / "besar.txt").write_bytes(b"besar " * (LARGE_BYTES // 6))
    return path


def choose(page: Page, folder: Path) -> None:
    """Choose FOLDER in the page's own dialog."""
    page.locator("input[webkitdirectory]").set_input_files(folder)


def status(desk: Desk, said: str) -> None:
    expect(desk.page.locator("[data-upload-status]")).to_have_text(re.compile(said), timeout=30_000)


def test_a_folder_chosen_again_goes_on_where_it_ended(tabs: Tabs, tmp_path: Path) -> None:
    folder, pieces = folder_of(tmp_path, 6), list[int]()

    def break_off(route: Route) -> None:
        """Let one piece of the large file through, then nothing more of it."""
        is_large = "besar" in route.request.headers["x-file"]
        pieces.append(int(is_large))
        if is_large and sum(pieces) > 1:
            route.abort()
        else:
            route.continue_()

    desk = tabs.open("agendaris")
    desk.new_batch("Terputus di tengah")
    desk.page.route("**/bagian/", break_off)
    choose(desk.page, folder)
    status(desk, "6 dari 7")
    expect(desk.page.locator(".upload-row").filter(has_text="besar")).to_contain_text("terputus")
    desk.page.unroute("**/bagian/")
    assert desk.complaints and all("ERR_FAILED" in one for one in desk.complaints)
    desk.complaints.clear()
    offsets: list[str] = []
    desk.page.on("request", lambda one: offsets.append(one.headers["x-file"]) if "/bagian/" in one.url else None)
    desk.page.on("dialog", lambda dialog: dialog.accept())
    desk.page.reload()
    choose(desk.page, folder)
    status(desk, "7 dari 7.*6 sudah diterima, dilewati")
    assert len(offsets) == 2 and "offset%22%3A8388608" in offsets[0]
    expect(desk.page.locator("#progress tbody tr")).to_have_count(7)


def test_sending_pauses_and_goes_on(tabs: Tabs, tmp_path: Path) -> None:
    desk = tabs.open("agendaris")
    desk.new_batch("Dijeda")
    held: list[Route] = []
    desk.page.route("**/bagian/", lambda route: held.append(route))
    choose(desk.page, folder_of(tmp_path, 6))
    expect.soft(desk.page.locator(".upload-row[data-state=sending]")).to_have_count(3)
    desk.page.get_by_role("button", name="Jeda").click()
    for route in held:
        route.continue_()
    desk.page.unroute("**/bagian/")
    resume = desk.page.get_by_role("button", name="Lanjutkan")
    expect(desk.page.locator(".upload-row[data-state=sending]")).to_have_count(0)
    expect(desk.page.locator(".upload-row[data-state=waiting]")).not_to_have_count(0)
    resume.click()
    status(desk, "7 dari 7")
