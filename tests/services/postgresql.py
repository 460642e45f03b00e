"""A real PostgreSQL for tests: own cluster, free port, password; safe from nothing but fast (no fsync)."""

import contextlib
import secrets
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.services.processes import (
    Command,
    ServiceFailedError,
    free_port,
    listens,
    running,
    scratch_folder,
    unprivileged_user,
)

SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "listen_addresses": "127.0.0.1",
}


def program(name: str) -> Path:
    """Return the newest installed PostgreSQL program NAME (initdb, postgres); Debian keeps them off the PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    if found:
        return found[-1]
    if on_path := shutil.which(name):
        return Path(on_path)
    raise ServiceFailedError(f"PostgreSQL ({name}) is not installed: apt-get install postgresql")


@contextlib.contextmanager
def postgresql() -> Iterator[str]:
    """Yield the URL of an empty database `telusur`, owned by a superuser who may create test databases."""
    user, port, password = unprivileged_user("postgres"), free_port(), secrets.token_hex(12)
    with scratch_folder("postgresql", user=user) as folder:
        _make_cluster(folder, user, password)
        options = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
        command = Command(
            argv=[program("postgres"), "-D", folder / "cluster", "-p", str(port), "-k", folder, *options],
            folder=folder,
            user=user,
            stop_signal=signal.SIGINT,  # "fast": ends sessions, does not wait for them
        )
        with running(command, ready=lambda: _accepts(folder, port)):
            _psql(folder, port, "CREATE DATABASE telusur")
            yield f"postgresql://telusur:{password}@127.0.0.1:{port}/telusur"


def _make_cluster(folder: Path, user: str | None, password: str) -> None:
    secret = folder / "password"
    secret.write_text(password)
    if user:
        shutil.chown(secret, user)
    initdb: list[str | Path] = [
        program("initdb"),
        "-D",
        folder / "cluster",
        "-U",
        "telusur",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
    ]
    safety = ["--auth-local=trust", "--auth-host=scram-sha-256", f"--pwfile={secret}", "--no-sync"]
    _run([*initdb, *safety], folder, user)


def _run(argv: list[str | Path], folder: Path, user: str | None) -> None:
    done = subprocess.run(argv, cwd=folder, user=user, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ServiceFailedError(f"{argv[0]}: {done.stderr[-2000:]}")


def _accepts(folder: Path, port: int) -> bool:
    return (
        listens(port)
        and not subprocess.run([program("pg_isready"), "-q", "-h", folder, "-p", str(port)], check=False).returncode
    )


def _psql(folder: Path, port: int, sql: str) -> None:
    _run([program("psql"), "-qX", "-h", folder, "-p", str(port), "-U", "telusur", "-c", sql, "postgres"], folder, None)
