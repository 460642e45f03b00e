"""A person at a browser, as far as a benchmark needs one: signs in, opens a batch, uploads, tries again when it fails.

    python -m bench.visitor URL LOGIN PASSWORD BATCH FOLDER

Each file has one key, as in the page's own script, so that a second try never gives it twice. Tries go on until every
file has been accepted.
"""

import http.client
import re
import secrets
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from functools import partial
from http.cookiejar import CookieJar
from pathlib import Path
from typing import TypeVar

PAUSE_SECONDS = 0.3
TIMEOUT_SECONDS = 30
PATIENCE_SECONDS = 300
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
UNIT = re.compile(r'name="unit".*?value="([^"]+)"', re.DOTALL)
Result = TypeVar("Result")
REFUSED = (urllib.error.URLError, http.client.HTTPException, OSError)


class Visitor:
    """A signed-in person."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.browser = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(CookieJar())
        )

    def get(self, path: str) -> str:
        """Return a page."""
        with self.browser.open(self.url + path, timeout=TIMEOUT_SECONDS) as answer:
            return str(answer.read().decode())

    def post(self, path: str, values: dict[str, str]) -> str:
        """Send a form of the page at PATH; return the address it leads to."""
        token = token_of(self.get(path))
        data = urllib.parse.urlencode({"csrfmiddlewaretoken": token, **values}).encode()
        with self.browser.open(self.url + path, data, timeout=TIMEOUT_SECONDS) as answer:
            return str(answer.geturl())

    def sign_in(self, login: str, password: str) -> None:
        """Sign in."""
        self.post("/masuk/", {"login": login, "password": password})

    def open_batch(self, name: str) -> str:
        """Start a batch and return the path of its page."""
        page = self.get("/berkas-masuk/baru/")
        found = UNIT.search(page)
        unit = found.group(1) if found else ""
        address = self.post("/berkas-masuk/baru/", {"name": name, "unit": unit})
        return urllib.parse.urlsplit(address).path

    def upload(self, batch: str, path: Path, key: str) -> None:
        """Give one file."""
        token, border = token_of(self.get(batch)), secrets.token_hex(16)
        fields = {"csrfmiddlewaretoken": token, "key": key, "path": path.name}
        parts = [
            f'--{border}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in fields.items()
        ]
        head = f'--{border}\r\nContent-Disposition: form-data; name="file"; filename="{path.name}"\r\n\r\n'.encode()
        body = b"".join([*parts, head, path.read_bytes(), f"\r\n--{border}--\r\n".encode()])
        kind = {"Content-Type": f"multipart/form-data; boundary={border}"}
        request = urllib.request.Request(f"{self.url}{batch}unggah/", body, kind)
        with self.browser.open(request, timeout=TIMEOUT_SECONDS) as answer:
            answer.read()


def token_of(page: str) -> str:
    """Return the token that the forms of PAGE carry."""
    found = TOKEN.search(page)
    if found is None:
        raise ValueError("a page without a form token")
    return found.group(1)


def insist(what: str, attempt: Callable[[], Result]) -> Result:
    """Call ATTEMPT until the server answers; a server that stays away is an error."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return attempt()
        except REFUSED as error:
            is_no_use = isinstance(error, urllib.error.HTTPError) and error.code < 500
            if is_no_use or time.monotonic() > deadline:
                raise RuntimeError(f"{what}: {error}") from error
            time.sleep(PAUSE_SECONDS)


def main(url: str, login: str, password: str, batch_name: str, folder: str) -> None:
    """Give every file of FOLDER."""
    visitor = Visitor(url)
    insist("sign in", lambda: visitor.sign_in(login, password))
    batch = insist("open a batch", lambda: visitor.open_batch(batch_name))
    for path in sorted(Path(folder).iterdir()):
        insist(path.name, partial(visitor.upload, batch, path, secrets.token_hex(16)))


if __name__ == "__main__":
    main(*sys.argv[1:])
