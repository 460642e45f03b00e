"""`./telusur reindex`: build the search index anew while searches go on."""

import time
from typing import Any

from django.utils.translation import gettext_lazy as _

import search
from dms.letters.management.commands.search import NO_INDEX
from dms.letters.models import Letter
from dms.letters.reindexing import reindex
from dms.people.verbs import RefusalError, Verb

SHOW_SECONDS = 3.0


class Command(Verb):
    """Rebuilds the index and says how many letters it holds."""

    help = (
        "Bangun ulang indeks pencarian dari basis data; pencarian berjalan terus. / "
        "Build the search index anew from the database; searches go on meanwhile."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Rebuild, showing progress every few seconds."""
        self.total = Letter.objects.filter(withdrawn_at=None, merged_into=None).count()
        self.begun = self.shown = time.monotonic()
        try:
            count = reindex(show=self.show)
        except search.IndexUnavailableError as error:
            raise RefusalError(NO_INDEX) from error
        except search.RebuildOvertakenError as error:
            raise RefusalError(
                _("Pembangunan indeks lain sedang berjalan dan mengambil alih; yang ini berhenti.")
            ) from error
        seconds = time.monotonic() - self.begun
        self.say(_("Indeks dibangun ulang: {count} surat, {seconds} detik"), count=count, seconds=f"{seconds:.1f}")

    def show(self, count: int) -> None:
        """Print now and then how far it is."""
        if time.monotonic() - self.shown > SHOW_SECONDS:
            self.shown = time.monotonic()
            self.stdout.write(f"… {count} / {self.total}")
