"""One person at one tab: the handful of things that every journey does."""

import base64
import json
import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.journeys.stage import Stage

DROP = """
async (files) => {
  const transfer = new DataTransfer();
  for (const { name, type, content } of files) {
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    transfer.items.add(new File([bytes], name, { type }));
  }
  const zone = document.querySelector("[data-dropzone]");
  for (const kind of ["dragenter", "dragover", "drop"])
    zone.dispatchEvent(new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true }));
}
"""

SEARCHES, SEARCH_AGAIN_MS = 60, 500


class Desk:
    """A tab, and what is done in it."""

    def __init__(self, stage: Stage, page: Page, complaints: list[str]) -> None:
        self.stage = stage
        self.page = page
        self.complaints = complaints

    @contextmanager
    def refused(self, status: int) -> Iterator[None]:
        """Do something that the product is to answer with STATUS; the browser notes this, and only this."""
        yield
        noted = [one for one in self.complaints if f"status of {status}" in one]
        assert len(noted) == 1, self.complaints
        self.complaints.remove(noted[0])

    def go(self, path: str) -> None:
        """Open PATH of the product."""
        self.page.goto(self.stage.url(path))

    def sign_in(self, login: str, password: str) -> None:
        """Sign in by name and password, as people do."""
        self.go("/masuk/")
        self.page.locator("#id_login").fill(login)
        self.page.locator("#id_password").fill(password)
        self.page.locator(".login-panel button.btn-primary").click()

    def drop(self, files: list[Path]) -> None:
        """Drag FILES onto the page and let go."""
        rows = [
            {
                "name": path.name,
                "type": mimetypes.guess_type(path.name)[0] or "",
                "content": base64.b64encode(path.read_bytes()).decode(),
            }
            for path in files
        ]
        self.page.evaluate(DROP, rows)

    def new_batch(self, name: str) -> None:
        """Begin a batch called NAME; it is made when the first file comes."""
        self.go("/")
        self.page.get_by_role("link", name="Unggah pindaian").first.click()
        self.page.wait_for_url("**/berkas-masuk/baru/")
        self.page.wait_for_load_state("load")  # the scripts that catch a dropped file are there
        self.page.locator("#id_name").fill(name)

    def line(self, name: str) -> Locator:
        """Return the receipt line of the file NAME."""
        return self.page.locator("#progress tbody tr").filter(has_text=name)

    def await_end(self) -> None:
        """Wait until nothing of the batch is being worked on; the page refreshes itself."""
        expect(self.page.locator("#progress .progress-head span")).to_have_text("100%", timeout=180_000)

    def give(self, batch: str, files: list[Path]) -> dict[str, str]:
        """Give FILES as a new batch, wait, and return the addresses of their letters by file name."""
        self.new_batch(batch)
        self.drop(files)
        for path in files:
            expect(self.line(path.name)).to_be_visible()
        self.await_end()
        return {path.name: self.letter_of(path.name) for path in files}

    def letter_of(self, name: str) -> str:
        """Return the address of the letter that the file NAME became."""
        return self.line(name).locator(".line-letters a").get_attribute("href") or ""

    def search(self, text: str) -> None:
        """Search from home."""
        self.go("/")
        box = self.page.locator("main [data-search]")
        box.fill(text)
        box.press("Enter")

    def hit(self, address: str) -> Locator:
        """Return the hit of the letter at ADDRESS among the results."""
        return self.page.locator(".hit").filter(has=self.page.locator(f".hit-title a[href*='{address}']"))

    def find(self, text: str, address: str) -> None:
        """Search for TEXT, anew until the letter at ADDRESS is found: an index may follow a moment later."""
        for _ in range(SEARCHES):
            self.search(text)
            if self.hit(address).count():
                break
            self.page.wait_for_timeout(SEARCH_AGAIN_MS)
        expect(self.hit(address)).to_have_count(1)

    def open_hit(self, address: str) -> None:
        """Open the letter at ADDRESS from the results."""
        expect(self.hit(address)).to_have_count(1)
        self.hit(address).locator(".hit-title a").click()
        expect(self.page.locator("[data-viewer]")).to_be_visible()

    def json(self, path: str) -> Any:
        """Return what a script of the page would get from PATH."""
        return json.loads(self.page.request.get(self.stage.url(path)).text())
