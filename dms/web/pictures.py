"""Pictures of the screens: the product on a copy of the data folder, a real Chromium, one PNG for each look."""

import contextlib
import html
import itertools
import os
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils.translation import gettext_lazy as _

from dms.people.models import Person
from dms.people.verbs import RefusalError
from dms.web.screens import Screen

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
WIDTHS = {1440: 900, 390: 844}
LANGUAGES = ("id", "en")
PATIENCE_MS = 60_000
START_SECONDS = 60
LENT = ("originals", "opened", "pages", "pdf")


@dataclass(frozen=True)
class Taken:
    """One picture and what the browser complained of while it was taken."""

    screen: str
    width: int
    language: str
    file: str
    complaints: tuple[str, ...]


def browser_program() -> str:
    """Return the Chromium of this machine. Raises RefusalError."""
    found = os.environ.get("TELUSUR_CHROMIUM") or next(
        (path for name in BROWSERS if (path := shutil.which(name))), None
    )
    if not found:
        raise RefusalError(_("Chromium tidak ditemukan. Pasang: sudo apt-get install chromium"))
    return found


def lend(source: Path, target: Path) -> dict[str, str]:
    """Make TARGET a data folder like SOURCE: files by link, the database as a snapshot; return its settings."""
    from dms.flow import snapshots

    for name in LENT:
        if (source / name).exists():
            (target / name).symlink_to(source / name)
    snapshot = snapshots.take(target)
    snapshots.unpack_sqlite(snapshot.file, target / "db.sqlite3")
    return {**os.environ, "TELUSUR_DATA": str(target)}


@contextlib.contextmanager
def served() -> Iterator[str]:
    """Serve this data folder on a free port inside the block; yield the address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--no-ws", "--blocking-threads", "8"]
    argv = [sys.executable, "-m", "granian", *options, "--log-level", "warning", "config.wsgi:application"]
    with subprocess.Popen(argv, cwd=settings.ROOT) as server:  # noqa: S603 - our own server
        try:
            await_answer(server, f"http://127.0.0.1:{port}/sehat/")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def await_answer(server: "subprocess.Popen[bytes]", url: str) -> None:
    """Wait until SERVER answers URL. Raises RefusalError when it does not."""
    for _try in range(START_SECONDS * 5):
        with contextlib.suppress(urllib.error.URLError, ConnectionError), urllib.request.urlopen(url, timeout=5):  # noqa: S310
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(0.2)
            break
    raise RefusalError(_("Server halaman tidak dapat dijalankan."))


def cookies_of(person: Person | None, address: str) -> list[Any]:
    """Return the cookie of a new session of PERSON, none for nobody: only who may write this database can make one."""
    if person is None:
        return []
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return [{"name": settings.SESSION_COOKIE_NAME, "value": str(session.session_key), "url": address}]


def take(screens: list[Screen], folder: Path, *, show: Callable[[Taken], None]) -> list[Taken]:
    """Write a picture of each of SCREENS, width and language into FOLDER; SHOW is told of each."""
    taken = []
    with served() as address:
        cookies = {who: cookies_of(who, address) for who in {screen.who for screen in screens}}
        with chromium() as browser:
            for language, width, screen in itertools.product(LANGUAGES, WIDTHS, screens):
                context = tab(browser, address, width, language)
                context.add_cookies(cookies[screen.who])
                taken.append(take_one(context, address, screen, (folder, width, language)))
                context.close()
                show(taken[-1])
    return taken


@contextlib.contextmanager
def chromium() -> "Iterator[Browser]":
    """Keep a Chromium running inside the block. Raises RefusalError."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise RefusalError(_("Playwright belum terpasang. Jalankan sekali: ./telusur test tests/launcher")) from error
    quiet = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_program(), args=[*quiet, "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


def tab(browser: "Browser", address: str, width: int, language: str) -> "BrowserContext":
    """Open a fresh browser window whose person has chosen LANGUAGE."""
    context = browser.new_context(viewport={"width": width, "height": WIDTHS[width]}, locale=language)
    context.set_default_timeout(PATIENCE_MS)
    context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": address}])
    return context


def take_one(context: "BrowserContext", address: str, screen: Screen, where: tuple[Path, int, str]) -> Taken:
    """Open SCREEN, let it stand still, and write its picture; WHERE is the folder, the width and the language."""
    folder, width, language = where
    complaints: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    answer = page.goto(address + screen.address, wait_until="networkidle")
    if answer is None or answer.status >= 500:
        complaints.append(f"status {answer.status if answer else '?'}")
    if screen.opened:
        complaints += open_part(page, screen)
    page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished.catch(() => 0)))")
    file = f"{screen.name}-{width}-{language}.png"
    page.screenshot(path=folder / file, full_page=not screen.opened)
    expected = [text for text in complaints if not (screen.name == "tidak-ada" and "404" in text)]
    return Taken(screen.name, width, language, file, tuple(expected))


def open_part(page: "Page", screen: Screen) -> list[str]:
    """Click what SCREEN opens; return a complaint when it does not appear. On a phone a panel comes first."""
    from playwright.sync_api import Error

    target = page.locator(screen.opened).first
    try:
        drawer = page.locator("[data-bs-target='#panel'].btn-primary")
        if not target.is_visible() and drawer.count() and drawer.first.is_visible():
            drawer.first.click()
        target.click(timeout=5_000)
        page.locator(screen.appears).first.wait_for(timeout=5_000)
    except Error as error:
        return [f"{screen.opened}: {str(error).splitlines()[0]}"]
    return []


STYLE = "body{font:16px sans-serif;margin:2rem}section{display:flex;gap:1rem;overflow-x:auto}img{border:1px solid #999}"


def write_index(taken: list[Taken], folder: Path) -> Path:
    """Write a page that shows all pictures side by side; return it."""
    rows = []
    for name in dict.fromkeys(each.screen for each in taken):
        figures = "".join(figure(each) for each in taken if each.screen == name)
        rows.append(f"<h2>{html.escape(name)}</h2><section>{figures}</section>")
    page = folder / "index.html"
    head = f'<!doctype html><meta charset="utf-8"><title>Telusur</title><style>{STYLE}</style>'
    page.write_text("\n".join([head, *rows, ""]))
    return page


def figure(taken: Taken) -> str:
    """Return one picture with its words."""
    words = html.escape("; ".join([f"{taken.width} px, {taken.language}", *taken.complaints]))
    picture = f'<a href="{taken.file}"><img src="{taken.file}" height="420" alt=""></a>'
    return f"<figure>{picture}<figcaption>{words}</figcaption></figure>"
