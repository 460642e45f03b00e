"""Every screen of the product by its address, for whom, and what is opened on it before it is looked at."""

from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.journeys.desk import Desk


@dataclass(frozen=True)
class Screen:
    """An address as WHO sees it; `opened` is a click that shows a further part of it, `status` its answer."""

    name: str
    path: str
    who: str = "agendaris"
    opened: str = ""
    appears: str = ""
    status: int = 200


def screens(found: dict[str, str]) -> list[Screen]:
    """Return all screens; FOUND holds the addresses of a letter, a batch, a run, a locked file, a code and a person."""
    letter = found["letter"]
    return [
        Screen("sign-in", "/masuk/", ""),
        Screen("closed sign-up", "/daftar/", ""),
        Screen("switched off", "/nonaktif/", ""),
        Screen("home", "/"),
        Screen("home without letters", "/", "orang_luar"),
        Screen("keys", "/", opened="[data-bs-target='#keys']", appears="#keys.show .modal-content"),
        Screen("filters", "/", opened=".search-filter", appears="#filters.show"),
        Screen("results", "/cari/?q=radioaktif"),
        Screen("no results", "/cari/?q=tidakadakataini"),
        Screen("a wrong query", '/cari/?q="tanda+kutip'),
        Screen("letter", letter),
        Screen("letter with marks", f"{letter}?q=radioaktif"),
        Screen("letter, a field", letter, opened="#field-subject [data-bs-toggle]", appears="#edit-subject.show"),
        Screen("letter, a page", letter, opened="#page-record [data-bs-toggle]", appears="#reread.show"),
        Screen("letter, withdrawing", letter, opened="[data-bs-target='#withdraw']", appears="#withdraw.show"),
        Screen("a part of the letter by itself", f"{letter}hal/1/bacaan/"),
        Screen("signs alone", "/cari/?q=%25"),
        Screen("pages to be looked at", "/perlu-dilihat/"),
        Screen("no pages to be looked at", "/perlu-dilihat/", "orang_luar"),
        Screen("pages read again", "/baca-ulang/"),
        Screen("no pages read again", "/baca-ulang/", "orang_luar"),
        Screen("what became better", found["run"]),
        Screen("verification", "/periksa/"),
        Screen("nothing to verify", "/periksa/", "orang_luar"),
        Screen("a letter to verify", letter.replace("/surat/", "/periksa/")),
        Screen("pages of a letter", f"{letter}susun/"),
        Screen("pages of a batch", f"{found['batch']}susun/"),
        Screen("batches", "/berkas-masuk/"),
        Screen("watched folders", "/map-pantauan/"),
        Screen("new watched folder", "/map-pantauan/baru/"),
        Screen("no batches", "/berkas-masuk/", "orang_luar"),
        Screen("new batch", "/berkas-masuk/baru/"),
        Screen("batch", found["batch"]),
        Screen("receipt", f"{found['batch']}tanda-terima/"),
        Screen("password of a file", found["locked"]),
        Screen("codes", "/kode/"),
        Screen("codes found", "/kode/?q=rapat"),
        Screen("code", found["code"]),
        Screen("code to edit", found["code"], "arsiparis"),
        Screen("people", "/orang/"),
        Screen("people to edit", "/orang/", "admin"),
        Screen("person", found["person"], "admin"),
        Screen("new person", "/orang/baru/", "admin"),
        Screen("settings", "/pengaturan/", "admin"),
        Screen("profile", "/profil/"),
        Screen("new password", "/sandi/"),
        Screen("account", "/profil/", opened=".user-button", appears=".user-menu.show"),
        Screen("sign-out", "/keluar/"),
        Screen("not there", "/surat/0000000000a/", status=404),
    ]  # fmt: skip


def show(desk: Desk, screen: Screen) -> None:
    """Open SCREEN and wait until it stands still."""
    answer = desk.page.goto(desk.stage.url(screen.path))
    assert answer is not None and answer.status == screen.status, (screen, answer and answer.status)
    expect(desk.page.locator("[aria-busy=true]")).to_have_count(0)
    if screen.opened:
        open_drawer(desk.page, screen)
        desk.page.locator(screen.opened).first.click()
        expect(desk.page.locator(screen.appears)).to_be_visible()
        desk.page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished.catch(() => 0)))")


def open_drawer(page: Page, screen: Screen) -> None:
    """On a phone the panel of a letter is a drawer, to be opened first."""
    drawer = page.locator("[data-bs-target='#panel'].btn-primary")
    if screen.name.startswith("letter,") and drawer.count() and drawer.is_visible():
        drawer.click()
        expect(page.locator("#panel.show")).to_be_visible()
