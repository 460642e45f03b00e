"""From one backup file to a working office on an empty machine. Nothing that is there is ever overwritten."""

import contextlib
import fcntl
import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext_lazy as _

from dms.audit import services as audit
from dms.flow import snapshots
from dms.flow.bundle import FORMAT, BundleError, Manifest, unpack
from dms.jobs import services as jobs
from dms.jobs.models import Job, JobState
from dms.letters.models import Letter
from dms.people.actor import MACHINE
from dms.people.verbs import RefusalError

STAGING = "restoring-"
HARMLESS = {"secret.key", "static", "telusur.lock", "worker.lock", "logs"}
"""What an installation makes before it holds anything; a lone secret.key has signed nothing."""

FAULTS = {
    "no_backup": _("{file} bukan cadangan Telusur."),
    "cut_off": _("Cadangan ini tidak lengkap (terpotong). Tidak ada yang dipulihkan; ambil salinan lain."),
    "altered": _("Isi cadangan ini berubah sejak dibuat ({member}). Tidak ada yang dipulihkan; ambil salinan lain."),
    "strange_member": _("Cadangan ini memuat sesuatu yang asing ({member}). Tidak ada yang dipulihkan."),
}


def restore(file: Path) -> Manifest:
    """Bring the backup FILE into the empty data folder and database; return its manifest. Raises RefusalError."""
    data = Path(settings.DATA)
    with locked(data):
        sweep(data)
        require_empty(data)
        require_room(file, data)
        staging = data / f"{STAGING}{secrets.token_hex(4)}"
        staging.mkdir()
        try:
            manifest = checked(file, staging)
            put_in_place(staging, data)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
        finish(manifest)
    return manifest


@contextlib.contextmanager
def locked(data: Path) -> Iterator[None]:
    """Hold the data folder as `start` does, so that neither runs beside the other."""
    with (data / "telusur.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise RefusalError(
                _("Telusur sedang berjalan untuk folder {folder}. Hentikan dahulu."), folder=data
            ) from error
        yield


def sweep(data: Path) -> None:
    """Take away what a killed restore left, and a database file that holds nothing."""
    for left in data.glob(f"{STAGING}*"):
        shutil.rmtree(left, ignore_errors=True)
    if connection.vendor == "sqlite" and is_blank(database_file()):
        connection.close()
        for suffix in ("", "-wal", "-shm"):
            Path(f"{database_file()}{suffix}").unlink(missing_ok=True)


def database_file() -> Path:
    """Return where the SQLite database lies."""
    return Path(connection.settings_dict["NAME"])


def is_blank(path: Path) -> bool:
    """Tell whether a SQLite file is there and holds no table."""
    if not path.exists():
        return False
    try:
        with contextlib.closing(sqlite3.connect(path)) as database:
            return not database.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()
    except sqlite3.DatabaseError:
        return False


def require_empty(data: Path) -> None:
    """Refuse when the data folder or the database holds anything."""
    for path in sorted(data.iterdir()):
        is_empty_folder = path.is_dir() and not any(path.iterdir())
        if path.name not in HARMLESS and not is_empty_folder:
            raise RefusalError(
                _("Folder data {folder} tidak kosong ({name}). Pulihkan ke folder kosong: TELUSUR_DATA=/folder/baru"),
                folder=data,
                name=path.name,
            )
    if connection.vendor != "sqlite" and connection.introspection.table_names():
        raise RefusalError(
            _("Basis data {name} tidak kosong. Buat yang kosong."), name=connection.settings_dict["NAME"]
        )


def require_room(file: Path, data: Path) -> None:
    """Refuse when the disk cannot take what the backup holds."""
    needed, free = file.stat().st_size, shutil.disk_usage(data).free
    if free < needed * 1.2:
        said = _("Pemulihan memerlukan sekitar {needed} MB; di {folder} hanya ada {free} MB.")
        raise RefusalError(said, needed=int(needed * 1.2) // 1_000_000 + 1, folder=data, free=free // 1_000_000)


def checked(file: Path, staging: Path) -> Manifest:
    """Unpack into STAGING and check everything before anything is put in place."""
    try:
        manifest = unpack(file, staging)
        check_originals(manifest)
    except BundleError as fault:
        raise RefusalError(FAULTS[fault.code], file=file, member=fault.member) from fault
    check_version(manifest)
    packed = staging / snapshots.SQLITE_NAME
    if packed.exists():
        snapshots.unpack_sqlite(packed, staging / database_file().name)
    return manifest


def check_originals(manifest: Manifest) -> None:
    """Check that each original is what its name says, but for those that were already damaged then."""
    for name, sha256 in manifest["members"].items():
        own_name = name.rpartition("/")[2]
        if name.startswith("originals/") and own_name != sha256 and own_name not in manifest["faults"]:
            raise BundleError("altered", name)


def check_version(manifest: Manifest) -> None:
    """Refuse a backup of another database engine, or of a later version than this one."""
    known = set(MigrationLoader(None).disk_migrations or {})
    later = {(app, name) for app, name in manifest["migrations"]} - known
    if manifest["format"] != FORMAT or later:
        said = _("Cadangan ini dibuat oleh Telusur yang lebih baru ({version}). Pasang versi itu lebih dahulu.")
        raise RefusalError(said, version=manifest["product"])
    if manifest["database"] != connection.vendor:
        said = _("Cadangan ini dari {theirs}, pemasangan ini memakai {ours}. Samakan TELUSUR_DATABASE_URL dahulu.")
        raise RefusalError(said, theirs=manifest["database"], ours=connection.vendor)


def put_in_place(staging: Path, data: Path) -> None:
    """Move everything to its place, the database last: before it, the folder is no office yet."""
    names = [name for name in ("secret.key", "originals", "opened", "pages") if (staging / name).exists()]
    dump = staging / snapshots.POSTGRESQL_NAME
    try:
        for name in names:
            move(staging / name, data / name)
        if dump.exists():
            snapshots.load_postgresql(dump)
        else:
            move(staging / database_file().name, database_file())
    except BaseException:
        for name in names:
            move(data / name, staging / name)
        raise
    protect(data)


def move(source: Path, target: Path) -> None:
    """Move a file or folder to where nothing, or an empty folder, is; a source that is not there is left at that."""
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        target.rmdir()
    if source.exists():
        source.rename(target)


def protect(data: Path) -> None:
    """Give originals and secret the modes they had, and push everything to the disk."""
    for path in (data / "originals").rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o444)
    with contextlib.suppress(FileNotFoundError):
        (data / "secret.key").chmod(0o600)
    os.sync()


def finish(manifest: Manifest) -> None:
    """Make it a working office: tables of this version, work that was in hand queued again, searchable PDFs made."""
    call_command("migrate", verbosity=0)
    running = Job.objects.filter(state=JobState.RUNNING)
    running.update(state=JobState.QUEUED, owner="", lease_until=None)
    rendered = Letter.objects.filter(has_pdf=True)
    for public_id in list(rendered.values_list("public_id", flat=True)):
        jobs.enqueue("render_pdf", public_id, group=public_id, priority=1_000)
    rendered.update(has_pdf=False)
    audit.record(MACHINE, "restored", "backup", manifest["made_at"][:64], letters=manifest["counts"]["letters"])
