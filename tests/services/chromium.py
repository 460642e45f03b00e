"""Finds the Chromium of the machine for Playwright; nothing is downloaded."""

import os
import shutil
from pathlib import Path

from tests.services.processes import ServiceFailedError

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def executable() -> Path:
    """Return the browser: TELUSUR_CHROMIUM, else the first of the usual names on the PATH."""
    wanted = os.environ.get("TELUSUR_CHROMIUM")
    found = wanted or next((path for name in NAMES if (path := shutil.which(name))), None)
    if not found or not Path(found).exists():
        raise ServiceFailedError("Chromium is not installed: apt-get install chromium")
    return Path(found)


def arguments() -> list[str]:
    """Return its command line switches here: root has no sandbox, a small /dev/shm is not used, nobody phones home."""
    quiet = [
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
    ]
    return ["--no-sandbox", *quiet] if os.geteuid() == 0 else quiet
