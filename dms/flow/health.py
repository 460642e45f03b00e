"""What is wrong with this installation, each with its cure; every check stands alone."""

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

import search
from dms.intake import storage
from dms.intake.models import BatchItem, ItemState
from dms.jobs import owners, presence
from dms.jobs.claims import UNTRIED
from dms.jobs.models import Job, JobState
from dms.letters import reindexing
from dms.people.models import Office
from dms.people.verbs import Said, has_tables

FREE_BYTES_NEEDED = 1_000_000_000
PART_SECONDS = 24 * 3600
STUCK = timedelta(minutes=15)
LANGUAGE = "ind"


@dataclass(frozen=True)
class Finding:
    """What one check found: sound or not, in words, and what cures it. `is_news` is no fault but worth knowing."""

    name: str
    is_sound: bool
    said: Said
    cure: Said = ""
    is_news: bool = False


def sound(name: str, said: Said, **params: object) -> Finding:
    """Return a good finding."""
    return Finding(name, True, format_lazy(said, **params) if params else said)


def fault(name: str, said: Said, cure: Said, **params: object) -> Finding:
    """Return a fault with its cure."""
    return Finding(name, False, format_lazy(said, **params), format_lazy(cure, **params))


def news(name: str, said: Said, cure: Said, **params: object) -> Finding:
    """Return something that waits for a person, which is no fault."""
    return Finding(name, True, format_lazy(said, **params), cure, is_news=True)


def data_folder() -> Finding:
    """Check that the data folder can be written to."""
    try:
        with tempfile.TemporaryFile(dir=settings.DATA) as probe:
            probe.write(b"x")
            probe.flush()
    except OSError as error:
        cure = _("Beri hak tulis pada {folder}, atau ubah TELUSUR_DATA.")
        return fault("data_folder", _("{folder}: {error}"), cure, folder=settings.DATA, error=error.strerror or error)
    return sound("data_folder", _("{folder} dapat ditulisi"), folder=settings.DATA)


def free_space() -> Finding:
    """Check that the disk has room for work to go on."""
    free = storage.free_bytes()
    if free < FREE_BYTES_NEEDED:
        said = _("Ruang disk tinggal {free} MB untuk {folder}.")
        cure = _("Kosongkan ruang atau pindahkan folder data ke disk lain.")
        return fault("free_space", said, cure, free=free // 1_000_000, folder=settings.DATA)
    return sound("free_space", _("{free} GB kosong"), free=free // 1_000_000_000)


def database() -> Finding:
    """Check that the database answers, is sound and fits this version."""
    try:
        if not has_tables():
            return fault("database", _("Basis data belum ada."), _("Jalankan: ./telusur start"))
        damage = database_damage()
        missing = unapplied_migrations()
    except DatabaseError as error:
        cure = _("Periksa TELUSUR_DATABASE_URL dan server; bila rusak: ./telusur restore dari cadangan terakhir.")
        return fault("database", _("Basis data tidak menjawab: {error}"), cure, error=str(error).splitlines()[0])
    if damage:
        cure = _("Hentikan Telusur, lalu pulihkan cadangan terakhir ke folder kosong: ./telusur restore FILE")
        return fault("database", _("Basis data rusak: {error}"), cure, error=damage)
    if missing:
        return fault("database", _("{count} migrasi belum dijalankan."), _("Jalankan: ./telusur start"), count=missing)
    return sound("database", _("{vendor}, utuh dan sesuai versi"), vendor=connection.vendor)


def database_damage() -> str:
    """Return what SQLite finds wrong with its file, "" when nothing; other servers look after themselves."""
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute("SELECT 1")
            return ""
        cursor.execute("PRAGMA quick_check(3)")
        lines = [str(row[0]) for row in cursor.fetchall()]
    return "" if lines == ["ok"] else "; ".join(lines)[:300]


def unapplied_migrations() -> int:
    """Return how many migrations of this version are not in the database."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def office() -> Finding:
    """Check that there is an office."""
    count = Office.objects.count()
    if not count:
        return fault("office", _("Belum ada kantor."), _("Jalankan: ./telusur start"))
    return sound("office", _("{count} kantor"), count=count)


def index() -> Finding:
    """Check that the search index answers and is in step with the letters."""
    try:
        drift = reindexing.drift()
    except search.IndexUnavailableError as error:
        cure = _("Jalankan Elasticsearch dan periksa TELUSUR_SEARCH_URL; surat tetap diterima dan diindeks kemudian.")
        return fault("index", _("Mesin pencari tidak menjawab: {error}"), cure, error=str(error).splitlines()[0])
    except (KeyError, DatabaseError):
        return fault("index", _("Indeks pencarian belum ada atau rusak."), _("Jalankan: ./telusur reindex"))
    if drift.count:
        return fault(
            "index",
            _("Indeks berbeda dari surat: {missing} tidak ada, {behind} tertinggal, {extra} berlebih."),
            _("Jalankan: ./telusur reindex"),
            missing=len(drift.missing),
            behind=len(drift.behind),
            extra=len(drift.extra),
        )
    return sound("index", _("sejalan dengan surat"))


def failed_jobs() -> Finding:
    """Check for jobs that were given up."""
    failed = Job.objects.filter(state=JobState.FAILED).order_by("pk")
    count = failed.count()
    if not count:
        return sound("failed_jobs", _("tidak ada"))
    named = ", ".join(f"{job.kind} {job.subject} ({job.last_fault})" for job in failed[:5])
    cure = _("Perbaiki sebabnya (lihat log), lalu coba lagi semuanya: ./telusur doctor --retry")
    return fault("failed_jobs", _("{count} pekerjaan gagal: {named}"), cure, count=count, named=named)


def stuck_jobs() -> Finding:
    """Check for jobs whose worker is gone or far beyond its time."""
    running = list(Job.objects.filter(state=JobState.RUNNING))
    now = timezone.now()
    stuck = [job for job in running if owners.is_gone(job.owner) or (job.lease_until and job.lease_until < now)]
    if not stuck:
        return sound("stuck_jobs", _("{count} sedang dikerjakan"), count=len(running))
    cure = _("Jalankan pekerja: ./telusur start (atau ./telusur worker); pekerjaan itu diambilnya kembali.")
    return fault(
        "stuck_jobs", _("{count} pekerjaan tertinggal di tangan proses yang sudah mati."), cure, count=len(stuck)
    )


def worker() -> Finding:
    """Check that somebody works, when there is something to do."""
    if presence.is_working():
        return sound("worker", _("berjalan"))
    due = Job.objects.filter(state=JobState.QUEUED).count()
    if not due:
        return news("worker", _("tidak berjalan, dan tidak ada pekerjaan"), _("Jalankan: ./telusur start"), due=due)
    cure = _("Jalankan: ./telusur start (atau ./telusur worker)")
    return fault("worker", _("Tidak ada pekerja; {due} pekerjaan menunggu."), cure, due=due)


def lines_at_rest() -> Finding:
    """Check for receipt lines in the machine's hands without any job: they would wait for ever."""
    old = BatchItem.objects.filter(
        state__in=(ItemState.RECEIVED, ItemState.READING, ItemState.ASSEMBLING), given_at__lt=timezone.now() - STUCK
    )
    lost = old.exclude(public_id__in=Job.objects.values("group")).count()
    if lost:
        cure = _("Kirim log dan keluaran ini kepada pengembang; fail aslinya aman.")
        return fault(
            "receipt_lines", _("{count} baris tanda terima tidak sedang dikerjakan siapa pun."), cure, count=lost
        )
    return sound("receipt_lines", _("semua baris selesai atau sedang dikerjakan"))


def waiting_for_password() -> Finding:
    """Count the locked PDFs that wait for a person."""
    count = BatchItem.objects.filter(state=ItemState.WAITING).count()
    if not count:
        return sound("waiting_lines", _("tidak ada"))
    cure = _("Berikan kata sandinya pada halaman batch.")
    return news("waiting_lines", _("{count} PDF terkunci menunggu kata sandi"), cure, count=count)


def reader() -> Finding:
    """Check that the text reader and its Indonesian data are installed."""
    cure = _("Pasang: sudo apt-get install tesseract-ocr tesseract-ocr-ind")
    program = shutil.which("tesseract")
    if program is None:
        return fault("reader", _("Tesseract tidak terpasang."), cure)
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False, timeout=30)  # noqa: S603
    if LANGUAGE not in (listed.stdout + listed.stderr).split():
        return fault("reader", _("Data bahasa Indonesia untuk Tesseract tidak ada."), cure)
    return sound("reader", _("Tesseract dengan data bahasa Indonesia"))


def stray_parts() -> Finding:
    """Look for half-received files that a killed process left behind a day ago or more."""
    limit = timezone.now().timestamp() - PART_SECONDS
    strays = [path for path in storage.stray_parts() if modified(path) < limit]
    if strays:
        cure = _("Hapus dengan aman: ./telusur doctor --clean")
        return fault("stray_parts", _("{count} potongan fail lama di folder incoming."), cure, count=len(strays))
    return sound("stray_parts", _("tidak ada"))


def modified(path: Path) -> float:
    """Return when PATH was last written; one that is gone meanwhile counts as new."""
    try:
        return path.stat().st_mtime
    except OSError:
        return timezone.now().timestamp()


CHECKS: tuple[Callable[[], Finding], ...] = (
    data_folder,
    free_space,
    database,
    office,
    index,
    failed_jobs,
    stuck_jobs,
    lines_at_rest,
    waiting_for_password,
    worker,
    reader,
    stray_parts,
)
NEED_DATABASE = (office, index, failed_jobs, stuck_jobs, lines_at_rest, waiting_for_password, worker)


def examine() -> Iterator[Finding]:
    """Run every check; those that need the database are left out when it does not answer."""
    usable = True
    for check in CHECKS:
        if check in NEED_DATABASE and not usable:
            continue
        finding = check()
        usable = usable and (check is not database or finding.is_sound)
        yield finding


def retry_failed() -> int:
    """Put every job that was given up back into the queue; return how many."""
    return Job.objects.filter(state=JobState.FAILED).update(state=JobState.QUEUED, **UNTRIED)


def clean_parts() -> int:
    """Remove half-received files older than a day; return how many. What they held was never promised to anybody."""
    limit = timezone.now().timestamp() - PART_SECONDS
    strays = [path for path in storage.stray_parts() if modified(path) < limit]
    for path in strays:
        path.unlink(missing_ok=True)
    return len(strays)
