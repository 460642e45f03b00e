"""A whole installation beside the test: data folder, database and index of its own, worked by real processes."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 300.0


@dataclass(frozen=True)
class Installation:
    """Where it lies, and the settings that name it."""

    data: Path
    environment: dict[str, str]
    manage: tuple[str, ...] = (sys.executable, str(ROOT / "manage.py"))

    def run_raw(self, *argv: str) -> subprocess.CompletedProcess[str]:
        """Run a program with the settings of this installation."""
        return subprocess.run(
            argv,
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )

    def run(self, verb: str, *arguments: object) -> str:
        """Run a verb that must succeed; return what it printed."""
        done = self.run_raw(*self.manage, verb, *map(str, arguments))
        assert done.returncode == 0, f"{verb}: {done.stdout}\n{done.stderr}"
        return done.stdout

    def refused(self, verb: str, *arguments: object) -> str:
        """Run a verb that must end with a sentence and exit code 1; return the sentence."""
        done = self.run_raw(*self.manage, verb, *map(str, arguments))
        assert done.returncode == 1, done
        assert "Traceback" not in done.stderr, done.stderr
        return done.stderr

    @contextlib.contextmanager
    def working(self) -> Iterator[None]:
        """Keep a worker running inside the block."""
        with subprocess.Popen([*self.manage, "worker"], cwd=ROOT, env=self.environment) as worker:
            try:
                yield
            finally:
                worker.terminate()
                worker.wait(PATIENCE_SECONDS)

    def originals(self) -> dict[str, bytes]:
        """Return the originals it holds, by name."""
        return {path.name: path.read_bytes() for path in (self.data / "originals").rglob("*") if path.is_file()}


@contextlib.contextmanager
def installation(data: Path) -> Iterator[Installation]:
    """Yield an empty installation of a real office, in the mode of this test run; its database goes afterwards."""
    data.mkdir(parents=True)
    own = {"TELUSUR_DATA": str(data), "TELUSUR_SAMPLE": "0", "TELUSUR_SEARCH_INDEX": f"own-{os.getpid()}-{data.name}"}
    url = os.environ.get("TELUSUR_DATABASE_URL", "")
    with own_database(url, f"own_{os.getpid()}_{data.name}") if url else contextlib.nullcontext("") as own_url:
        if own_url:
            own["TELUSUR_DATABASE_URL"] = own_url
        yield Installation(data, {**os.environ, **own})


@contextlib.contextmanager
def own_database(url: str, name: str) -> Iterator[str]:
    """Yield the URL of a new empty database on the server of URL."""
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
