"""Opens tabs, each signed in as somebody, and notes everything that browsers complain of."""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage

from tests.cast import PASSWORD
from tests.journeys.desk import Desk
from tests.journeys.stage import Stage

PATIENCE_MS = 60_000


@dataclass
class Tabs:
    """Opens tabs and notes everything that browsers complain of."""

    stage: Stage
    browser: Browser
    cookies: dict[str, Any]
    complaints: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def open(self, login: str = "", *, language: str = "id", width: int = 1440, **options: Any) -> Desk:
        """Return a fresh tab, signed in as LOGIN; nobody when empty."""
        height = 844 if width < 500 else 900
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            reduced_motion="reduce",  # nothing moves away between the aim and the click, however busy the machine is
            **options,
        )
        self.contexts.append(context)
        context.add_cookies([{"name": "django_language", "value": language, "url": self.stage.address}])
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        page.on("console", self.note)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        desk = Desk(self.stage, page, self.complaints)
        if login:
            self.sign_in(desk, login)
        return desk

    def note(self, message: ConsoleMessage) -> None:
        """Keep what the console calls an error or a warning."""
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.location.get('url', '')}: {message.text}")

    def sign_in(self, desk: Desk, login: str) -> None:
        """Sign in once a person and session; later tabs bring the cookie along."""
        context = desk.page.context
        if login in self.cookies:
            context.add_cookies(self.cookies[login])
            return
        desk.sign_in(login, PASSWORD)
        self.cookies[login] = [cookie for cookie in context.cookies() if cookie.get("name") == "sessionid"]
