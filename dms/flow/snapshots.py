"""A snapshot of the database while work goes on, and back again: SQLite's backup API, or pg_dump on one snapshot."""

import contextlib
import gzip
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from dms.people.verbs import RefusalError

SQLITE_NAME, POSTGRESQL_NAME = "database.sqlite3.gz", "database.dump"
HASHES = "SELECT sha256 FROM intake_batchitem UNION SELECT sha256 FROM intake_original"
OPENED = "SELECT DISTINCT sha256 FROM intake_batchitem WHERE opened"
PAGES = (
    "SELECT intake_original.sha256, number FROM intake_sourcepage "
    "JOIN intake_original ON intake_original.id = intake_sourcepage.original_id"
)
MIGRATIONS = "SELECT app, name FROM django_migrations"
COUNTS = {"letters": "SELECT count(*) FROM letters_letter", "receipt_lines": "SELECT count(*) FROM intake_batchitem"}
NO_PROGRAM = _("{program} tidak ditemukan. Pasang: sudo apt-get install postgresql-client")
PROGRAM_FAILED = _("{program} gagal: {error}")

Rows = Callable[[str], Iterable[tuple[Any, ...]]]


@dataclass(frozen=True)
class Snapshot:
    """The database at one moment, in a file, and what it names: bytes, opened forms, pages."""

    file: Path
    hashes: list[str]
    opened: list[str]
    pages: list[tuple[str, int]]
    migrations: list[tuple[str, str]]
    counts: dict[str, int]


def take(folder: Path) -> Snapshot:
    """Write a snapshot into FOLDER; everybody goes on working meanwhile."""
    return take_sqlite(folder) if connection.vendor == "sqlite" else take_postgresql(folder)


def described(file: Path, rows: Rows) -> Snapshot:
    """Return the snapshot in FILE with what ROWS, a view of the same moment, says it names."""
    return Snapshot(
        file=file,
        hashes=sorted(sha256 for (sha256,) in rows(HASHES)),
        opened=sorted(sha256 for (sha256,) in rows(OPENED)),
        pages=[(sha256, number) for sha256, number in rows(PAGES)],
        migrations=[(app, name) for app, name in rows(MIGRATIONS)],
        counts={name: next(iter(rows(sql)))[0] for name, sql in COUNTS.items()},
    )


def take_sqlite(folder: Path) -> Snapshot:
    """Copy the database in one read transaction, then compress the copy."""
    plain, packed = folder / "db.sqlite3", folder / SQLITE_NAME
    connection.ensure_connection()
    with contextlib.closing(sqlite3.connect(plain)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        snapshot = described(packed, lambda sql: copy.execute(sql).fetchall())
    with plain.open("rb") as source, gzip.open(packed, "wb", compresslevel=3) as target:
        shutil.copyfileobj(source, target, 1 << 20)
    plain.unlink()
    return snapshot


def take_postgresql(folder: Path) -> Snapshot:
    """Dump and ask within one exported snapshot."""
    target = folder / POSTGRESQL_NAME
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        (moment,) = cursor.fetchone()

        def rows(sql: str) -> list[tuple[Any, ...]]:
            cursor.execute(sql)
            return list(cursor.fetchall())

        call("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={moment}", f"--file={target}")
        return described(target, rows)


def call(program: str, *options: str) -> None:
    """Run one of PostgreSQL's programs on this installation's database; the password goes by the environment."""
    path = shutil.which(program)
    if path is None:
        raise RefusalError(NO_PROGRAM, program=program)
    arguments, environment = connection.client.settings_to_cmd_args_env(connection.settings_dict, [])
    *where, name = arguments[1:]
    done = subprocess.run(  # noqa: S603 - a fixed program, options of our own
        [path, *where, f"--dbname={name}", *options],
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RefusalError(PROGRAM_FAILED, program=program, error=(done.stderr.strip().splitlines() or ["?"])[-1])


def unpack_sqlite(packed: Path, target: Path) -> None:
    """Unpack a SQLite snapshot to TARGET and let SQLite look it over. Raises RefusalError."""
    with gzip.open(packed, "rb") as source, target.open("wb") as out:
        shutil.copyfileobj(source, out, 1 << 20)
        out.flush()
        os.fsync(out.fileno())
    packed.unlink()
    with contextlib.closing(sqlite3.connect(target)) as copy:
        damage = [row[0] for row in copy.execute("PRAGMA quick_check(1)")]
    if damage != ["ok"]:
        raise RefusalError(_("Basis data dalam cadangan rusak: {error}"), error=damage[0])


def load_postgresql(dump: Path) -> None:
    """Bring a dump into the empty database, all or nothing."""
    call("pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", str(dump))
