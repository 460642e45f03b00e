"""The running product of the journeys: `./telusur start` in a data folder of its own, with the cast as its people.

In server mode it gets a database, a search index and a Redis database of its own on the servers of the test run.
"""

import contextlib
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.services.processes import ServiceFailedError, free_port, scratch_folder

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 240
REDIS_DATABASES = 16


@dataclass(frozen=True)
class Stage:
    """Where the product answers, where its data lies, and what it says on its way."""

    address: str
    data: Path
    log: Path

    def faults(self) -> str:
        """Return the last fault that the product logged, "" when there is none."""
        said = self.log.read_text(errors="replace")
        return said[said.rfind("Traceback") :][:6000] if "Traceback" in said else ""

    def url(self, path: str) -> str:
        """Return the whole address of PATH."""
        return self.address + path.removeprefix("/")


@contextlib.contextmanager
def running_product(worker: str) -> Iterator[Stage]:
    """Yield the product, ready to be used; it is gone afterwards. WORKER tells test processes apart."""
    with scratch_folder("journeys") as folder, own_services(worker) as services:
        data, port = folder / "data", free_port()
        environment = {**os.environ, **services, "TELUSUR_DATA": str(data), "TELUSUR_SAMPLE": "1"}
        environment |= {"TELUSUR_HOST": "127.0.0.1", "TELUSUR_PORT": str(port), "TELUSUR_LOG_LEVEL": "WARNING"}
        environment.pop("TELUSUR_STATIC", None)
        data.mkdir()
        subprocess.run([sys.executable, "-m", "tests.journeys.people"], cwd=ROOT, env=environment, check=True)
        with (folder / "server.log").open("wb") as log:
            serve = ["setpriv", "--pdeathsig", "TERM", "--", sys.executable, "-m", "config.serve"]
            process = subprocess.Popen(serve, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
        stage = Stage(f"http://127.0.0.1:{port}/", data, folder / "server.log")
        try:
            await_answer(process, stage)
            yield stage
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


def await_answer(process: "subprocess.Popen[bytes]", stage: Stage) -> None:
    """Wait until the product answers; raise ServiceFailedError with its log when it ends instead."""
    health = stage.url("sehat/")
    for _ in range(START_SECONDS * 5):
        with contextlib.suppress(urllib.error.URLError, ConnectionError), urllib.request.urlopen(health, timeout=5):
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.2)
            break
    raise ServiceFailedError(stage.log.read_text(errors="replace")[-3000:])


@contextlib.contextmanager
def own_services(worker: str) -> Iterator[dict[str, str]]:
    """Yield the settings of a database, index and queue that nobody else in this test run uses; {} when embedded."""
    url = os.environ.get("TELUSUR_DATABASE_URL")
    if not url:
        yield {}
        return
    name = f"journeys_{worker}_{os.getpid()}"
    administer(url, f"CREATE DATABASE {name}")
    settings = {"TELUSUR_DATABASE_URL": url.rpartition("/")[0] + f"/{name}", "TELUSUR_SEARCH_INDEX": name}
    if broker := os.environ.get("TELUSUR_BROKER_URL"):
        number = 1 + int(worker.removeprefix("gw") if worker.startswith("gw") else "0") % (REDIS_DATABASES - 1)
        settings["TELUSUR_BROKER_URL"] = broker.rpartition("/")[0] + f"/{number}"
    try:
        yield settings
    finally:
        administer(url, f"DROP DATABASE {name} WITH (FORCE)")


def administer(url: str, sql: str) -> None:
    """Run one statement on the server of URL, outside any transaction."""
    import psycopg

    parts = urlsplit(url)
    with psycopg.connect(
        host=parts.hostname,
        port=parts.port,
        user=parts.username,
        password=parts.password,
        dbname=parts.path.strip("/"),
        autocommit=True,
    ) as connection:
        connection.execute(sql.encode())
