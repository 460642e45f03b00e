"""`./telusur backup FILE`: one file with everything, also while work goes on."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from dms.flow.backup import Made, back_up
from dms.people.verbs import RefusalError, Verb

SHOW_SECONDS = 3.0


class Command(Verb):
    """Makes a backup; exit code 1 when an original was missing or changed (the backup is made all the same)."""

    help = (
        "Cadangkan semuanya ke satu fail tar, juga selagi bekerja. / Back up everything into one tar file, also while "
        "work goes on. Cara memulihkan / to restore: ./telusur restore FILE"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the file."""
        parser.add_argument("file", type=Path, metavar="FILE", help="fail baru, mis. / a new file, e.g. telusur.tar")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write the backup and say what is in it."""
        target: Path = options["file"].absolute()
        if not target.parent.is_dir():
            raise RefusalError(_("Folder {folder} tidak ada."), folder=target.parent)
        self.begun = self.shown = time.monotonic()
        try:
            made = back_up(target, show=self.show)
        except FileExistsError as error:
            raise RefusalError(
                _("{file} sudah ada. Cadangan tidak pernah ditimpa; pilih nama lain."), file=target
            ) from error
        self.conclude(target, made)

    def conclude(self, target: Path, made: Made) -> None:
        """Say what was written, and what was wrong with it."""
        self.say(
            _("{file}: {letters} surat, {originals} fail asli, {megabytes} MB, {seconds} detik"),
            file=target,
            letters=made.letters,
            originals=made.originals,
            megabytes=made.size_bytes // 1_000_000,
            seconds=f"{time.monotonic() - self.begun:.1f}",
        )
        for sha256, fault in made.faults.items():
            self.stdout.write(f"{sha256}: {fault}")
        if made.faults:
            said = _("Cadangan dibuat, tetapi {count} fail asli hilang atau berubah. Periksa: ./telusur verify")
            raise RefusalError(said, count=len(made.faults))

    def show(self, size_bytes: int) -> None:
        """Print now and then how much is done."""
        if time.monotonic() - self.shown > SHOW_SECONDS:
            self.shown = time.monotonic()
            self.stdout.write(f"… {size_bytes // 1_000_000} MB")
