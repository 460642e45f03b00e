"""`./telusur restore FILE`: bring a backup back into an empty data folder."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

import search
from dms.flow.restore import restore
from dms.letters.reindexing import reindex
from dms.people.verbs import RefusalError, Verb


class Command(Verb):
    """Restores, then builds the search index anew."""

    help = (
        "Pulihkan cadangan ke folder data yang kosong; tidak ada yang ditimpa. / "
        "Restore a backup into an empty data folder; nothing is overwritten."
    )
    needs_office = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the file."""
        parser.add_argument("file", type=Path, metavar="FILE", help="cadangan / the backup")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Restore and say what came back."""
        file: Path = options["file"].absolute()
        if not file.is_file():
            raise RefusalError(_("Fail {file} tidak ada."), file=file)
        manifest = restore(file)
        counts = manifest["counts"]
        self.say(
            _("Dipulihkan ke {folder}: {letters} surat, {lines} baris tanda terima; cadangan dari {made_at}"),
            folder=settings.DATA,
            letters=counts["letters"],
            lines=counts["receipt_lines"],
            made_at=manifest["made_at"][:19],
        )
        for sha256, fault in manifest["faults"].items():
            self.stdout.write(f"{sha256}: {fault}")
        try:
            self.say(_("Indeks: {count} surat"), count=reindex(show=lambda _count: None))
        except search.IndexUnavailableError as error:
            raise RefusalError(
                _("Surat sudah pulih, indeks belum. Bila mesin pencari hidup: ./telusur reindex")
            ) from error
        self.say(_("Lanjutkan dengan: ./telusur start"))
