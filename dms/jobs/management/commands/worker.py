"""`./telusur worker`: read, assemble and index what was given, until stopped."""

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from dms.jobs import worker


class Command(BaseCommand):
    """Runs the worker in the foreground: the embedded one, or where a broker is set Celery's."""

    help = "Baca, susun, dan indeks fail yang masuk, sampai dihentikan. / Work on what was given, until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add --hands."""
        parser.add_argument("--hands", type=int, default=settings.WORKERS, help="processes (default: %(default)s)")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Serve until TERM or Ctrl-C."""
        if settings.BROKER_URL:
            os.execv(sys.executable, celery_command(options["hands"]))  # noqa: S606  # this very interpreter
        worker.serve(options["hands"])


def celery_command(hands: int) -> list[str]:
    """Return the command line of a Celery worker with so many processes."""
    program = [sys.executable, "-m", "celery", "--app", "config.celery", "--workdir", str(settings.ROOT), "worker"]
    return [*program, "--concurrency", str(hands), "--loglevel", "WARNING", "--without-gossip", "--without-mingle"]
