"""`./telusur verify`: hash every original again and say which is missing or changed."""

import time
from collections import Counter
from typing import Any

from django.utils.translation import gettext_lazy as _

from dms.audit import services as audit
from dms.intake import fixity
from dms.people.actor import MACHINE
from dms.people.verbs import RefusalError, Verb, both

SHOW_SECONDS = 3.0
FAULTS = {
    fixity.MISSING: _("hilang"),
    fixity.CHANGED: _("isinya berubah"),
    fixity.UNREADABLE: _("tidak dapat dibaca"),
    fixity.UNEXPECTED: _("tidak ada pada tanda terima mana pun"),
}


class Command(Verb):
    """Checks fixity; exit code 1 on any fault."""

    help = (
        "Hitung ulang SHA-256 setiap fail asli dan laporkan yang hilang, berubah, atau tak dikenal. / "
        "Hash every original again; report what is missing, changed or unexpected."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Check all, print the faults as they are found and a count that adds up."""
        counts: Counter[str] = Counter()
        shown = time.monotonic()
        for checked in fixity.verify():
            counts[checked.fault] += 1
            if checked.fault:
                self.stdout.write(f"{checked.name}: {both(FAULTS[checked.fault], between=' / ')}")
            elif time.monotonic() - shown > SHOW_SECONDS:
                shown = time.monotonic()
                self.stdout.write(f"… {counts.total()}")
        self.conclude(counts)

    def conclude(self, counts: Counter[str]) -> None:
        """Journal the run and end it; any fault is an exit code 1."""
        faults = counts.total() - counts[""]
        audit.record(MACHINE, "fixity_checked", "originals", "all", sound=counts[""], faults=faults)
        self.say(
            _("{total} diperiksa = {sound} utuh + {faults} bermasalah"),
            total=counts.total(),
            sound=counts[""],
            faults=faults,
        )
        if faults:
            raise RefusalError(
                _("Ambil fail yang bermasalah dari cadangan: ./telusur restore ke folder kosong, lalu salin.")
            )
