"""`./telusur worker`: read, assemble and index what was given, until stopped."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from dms.jobs import worker


class Command(BaseCommand):
    """Runs the embedded worker in the foreground."""

    help = "Baca, susun, dan indeks fail yang masuk, sampai dihentikan. / Work on what was given, until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add --hands."""
        parser.add_argument("--hands", type=int, default=settings.WORKERS, help="processes (default: %(default)s)")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Serve until TERM or Ctrl-C."""
        worker.serve(options["hands"])
