"""A throw-away data folder with an office for a benchmark, and the benchmark's own process inside it.

`./telusur bench NAME` runs in the settings of the real data folder. What must not touch that runs its work as
`python -m bench.office NAME OPTIONS…`: a process whose settings name a folder that is removed afterwards, and in server
mode a database, a search index and a broker number of its own.
"""

import argparse
import contextlib
import importlib
import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bench.processes import Running

if TYPE_CHECKING:
    from dms.people.actor import Actor
    from dms.people.models import Unit

ROOT = Path(__file__).resolve().parent.parent
OWN_BROKER_NUMBER = "7"
POLL_SECONDS = 0.02


def run_inside(name: str, arguments: Sequence[str], *, mode: str = "embedded", prefix: Sequence[str] = ()) -> int:
    """Run the benchmark NAME in a throw-away office; return its exit code. MODE servers needs their settings."""
    with tempfile.TemporaryDirectory(prefix=f"telusur-bench-{name}-") as folder:
        environment = {**os.environ, "TELUSUR_DATA": f"{folder}/data", "TELUSUR_SAMPLE": "0"}
        environment.setdefault("TELUSUR_LOG_LEVEL", "WARNING")
        if mode == "embedded":
            for setting in ("TELUSUR_DATABASE_URL", "TELUSUR_BROKER_URL", "TELUSUR_SEARCH_URL"):
                environment.pop(setting, None)
        command = [*prefix, sys.executable, "-m", "bench.office", name, *arguments]
        return subprocess.run(command, env=environment, cwd=ROOT, check=False).returncode


def arguments_of(options: argparse.Namespace) -> list[str]:
    """Return parsed options as a command line again, paths made absolute; `folder` is the positional one."""
    values = {name: value for name, value in vars(options).items() if value not in (None, False)}
    texts = {name: str(value.resolve()) if isinstance(value, Path) else str(value) for name, value in values.items()}
    flags = [f"--{name}={text}" for name, text in texts.items() if name != "folder"]
    return [*([texts["folder"]] if "folder" in texts else []), *flags]


def servers_prefix() -> list[str]:
    """Return what to put before a command to give it real servers, unless the environment names some already."""
    there = all(os.environ.get(f"TELUSUR_{name}_URL") for name in ("DATABASE", "BROKER", "SEARCH"))
    return [] if there else [sys.executable, "-m", "tests.services.run"]


@contextlib.contextmanager
def own_corner() -> Iterator[None]:
    """In server mode, use a database, an index and a broker number that nobody else uses, and remove the database."""
    url = os.environ.get("TELUSUR_DATABASE_URL", "")
    if not url:
        yield
        return
    import psycopg

    name = f"bench_{secrets.token_hex(4)}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}".encode())
    os.environ["TELUSUR_DATABASE_URL"] = url.rpartition("/")[0] + f"/{name}"
    os.environ["TELUSUR_BROKER_URL"] = os.environ["TELUSUR_BROKER_URL"].rpartition("/")[0] + f"/{OWN_BROKER_NUMBER}"
    os.environ["TELUSUR_SEARCH_INDEX"] = name.replace("_", "-")
    try:
        yield
    finally:
        from django.db import connections

        connections.close_all()
        with psycopg.connect(url, autocommit=True) as server:
            server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())


def prepare() -> None:
    """Make tables, index, codes and the first person of a new office."""
    with (data_folder() / "prepare.log").open("wb") as log:
        subprocess.run([sys.executable, "manage.py", "prepare_office"], cwd=ROOT, stdout=log, stderr=log, check=True)


def data_folder() -> Path:
    """Return the data folder of this process."""
    folder = Path(os.environ["TELUSUR_DATA"])
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def start_worker(*, hands: int) -> Running:
    """Start the worker as `./telusur start` does; what it says goes to worker.log."""
    log = (data_folder() / "worker.log").open("ab")
    command = [sys.executable, "manage.py", "worker", "--hands", str(hands)]
    return Running(command, cwd=ROOT, output=log).start()


def first_giver() -> "tuple[Actor, Unit]":
    """Return the registrar of the office and the unit."""
    from dms.people.actor import Actor
    from dms.people.models import Person, Position, Unit

    person = Person.objects.get(login="admin")
    position = Position.objects.filter(assignments__person=person, roles__role="registrar").first()
    return Actor(person, position), Unit.objects.get()


def wait_until_idle(worker: Running, *, timeout_seconds: float) -> bool:
    """Return True as soon as no job is open, False after TIMEOUT_SECONDS. Raises RuntimeError when WORKER has ended."""
    from dms.jobs import services

    deadline = time.monotonic() + timeout_seconds
    while not services.is_idle():
        if worker.has_ended():
            raise RuntimeError(f"the worker ended: {(data_folder() / 'worker.log').read_text()[-2000:]}")
        if time.monotonic() > deadline:
            return False
        time.sleep(POLL_SECONDS)
    return True


def judged(module: str, arguments: Sequence[str], *, kinds: Sequence[str]) -> dict[str, int]:
    """Run the check MODULE as a program of its own, show what it found, and return its counts; -1 when it broke."""
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False)
    *lines, last = done.stdout.strip().splitlines() or [done.stderr]
    print("\n".join(lines[:40]))
    try:
        return dict(json.loads(last))
    except ValueError:
        print(done.stderr, file=sys.stderr)
        return dict.fromkeys(kinds, -1)


def main(argv: Sequence[str]) -> int:
    """Set up Django in the folder of the environment, then let the benchmark measure."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    sys.path.insert(0, str(ROOT))
    with own_corner():
        prepare()
        import django

        django.setup()
        module = importlib.import_module(f"bench.{argv[0]}")
        parser = argparse.ArgumentParser(prog=f"bench {argv[0]}")
        module.add_arguments(parser)
        return int(module.measure(parser.parse_args(argv[1:])))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
