"""`./telusur add PATH…`: give files and folders to the archive."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.db import DatabaseError
from django.utils.translation import gettext_lazy as _

from dms.flow.adding import Adding, batch_for
from dms.flow.waiting import wait
from dms.intake.lines import line
from dms.intake.models import Batch, BatchItem
from dms.intake.queries import tally
from dms.intake.walking import LeftOut, printable
from dms.people.actor import Actor
from dms.people.models import Unit
from dms.people.policy import access_of
from dms.people.queries import may_receive, units_for_giving
from dms.people.staffing import names_of
from dms.people.verbs import RefusalError, Verb, acting, add_person_argument, both, is_full

SHOW_SECONDS = 3.0
STOPPED = _("Disk penuh. Yang sudah diterima tetap aman; kosongkan ruang, lalu jalankan lagi perintah yang sama.")


class Command(Verb):
    """Gives files, shows progress, prints how the batch stands."""

    help = (
        "Berikan fail dan folder kepada arsip; perintah yang sama lagi melanjutkan, tidak ada yang masuk dua kali. / "
        "Give files and folders to the archive; the same command again goes on where it stopped."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the paths, the batch, who gives for which unit, what belongs together, and whether to wait."""
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="fail atau folder / file or folder")
        parser.add_argument("--batch", metavar="NAME", help="nama batch (baku / default: nama folder pertama)")
        parser.add_argument("--unit", metavar="UNIT", help="unit pemilik surat: nama, singkatan, atau id / owner unit")
        add_person_argument(parser, does="pemberi / who gives")
        group = parser.add_mutually_exclusive_group()
        group.add_argument("--one-letter", action="store_true", help="semua fail satu surat / all files are one letter")
        group.add_argument(
            "--letter-per-folder", action="store_true", help="tiap folder satu surat / a letter a folder"
        )
        parser.add_argument("--wait", action="store_true", help="tunggu, lalu cetak tanda terima / print the receipt")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Give everything, then wait if asked to."""
        actor = acting(options["login"])
        unit = unit_named(actor, options["unit"])
        if not any(path.exists() for path in options["paths"]):
            raise RefusalError(_("Tidak ada fail atau folder di {path}."), path=printable(options["paths"][0]))
        batch, resumed = batch_for(actor, unit, options["batch"] or default_name(options["paths"][0]))
        words = _("Melanjutkan batch “{name}” ({id})") if resumed else _("Batch “{name}” ({id})")
        self.say(words, name=batch.name, id=batch.public_id)
        adding = Adding(actor, batch)
        self.give(adding, options["paths"])
        if options["one_letter"] or options["letter_per_folder"]:
            self.say(_("Surat dari beberapa fail: {count}"), count=adding.join(per_folder=options["letter_per_folder"]))
        if options["wait"]:
            self.wait(batch)

    def give(self, adding: Adding, paths: list[Path]) -> None:
        """Give all files; name what is left out as it comes, and count. A full disk ends it: what was taken stays."""
        shown = time.monotonic()
        try:
            for settled in adding.give(paths):
                if isinstance(settled, LeftOut):
                    self.say(_("Dilewati: {path}: {reason}"), path=printable(settled.path), reason=settled.reason)
                if time.monotonic() - shown > SHOW_SECONDS:
                    shown = time.monotonic()
                    self.say(_("… {count} fail"), count=adding.total)
        except (OSError, DatabaseError) as error:
            self.say_count(adding)
            if is_full(error):
                raise RefusalError(STOPPED) from error
            raise
        self.say_count(adding)
        if not adding.lines:
            raise RefusalError(_("Tidak ada fail yang dapat diterima."))

    def say_count(self, adding: Adding) -> None:
        """Print how many paths were looked at and what became of them; it adds up."""
        counts = {"total": adding.total, "given": adding.given, "known": adding.known, "left": len(adding.left_out)}
        self.say(_("{total} ditemukan = {given} diterima + {known} sudah ada di batch ini + {left} dilewati"), **counts)

    def wait(self, batch: Batch) -> None:
        """Wait until the batch is done and print its receipt."""
        self.shown = time.monotonic()
        wait(batch, show=lambda: self.show(batch))
        for item in batch.items.select_related("duplicate_of__batch", "original", "batch"):
            self.stdout.write(receipt_line(item))
        counts = tally(batch)
        self.say(
            _(
                "{given} fail = {filed} tercatat + {duplicate} duplikat + {refused} ditolak + {waiting} menunggu + "
                "{working} dikerjakan"
            ),
            **vars(counts),
        )
        if counts.working:
            raise RefusalError(_("Sebagian belum selesai. Lihat sebabnya: ./telusur doctor"))

    def show(self, batch: Batch) -> None:
        """Print every few seconds how far the batch is."""
        if time.monotonic() - self.shown > SHOW_SECONDS:
            self.shown = time.monotonic()
            counts = tally(batch)
            self.stdout.write(f"… {counts.settled} / {counts.given}")


def default_name(path: Path) -> str:
    """Return the batch name for a folder or file: what it is called, so that the same command finds it again."""
    return printable(path.resolve().name) or "/"


def unit_named(actor: Actor, wanted: str | None) -> Unit:
    """Return the unit to give for: the one WANTED, else the likeliest of those the person takes letters in for."""
    access = access_of(actor.person)
    if not may_receive(access):
        raise RefusalError(_("{name} tidak boleh menerima surat: jabatannya hanya Admin Sistem."), name=actor.person)
    units = units_for_giving(access)
    if wanted is None:
        return units[0]
    found = [unit for unit in units if wanted.casefold() in names_of(unit)]
    if len(found) != 1:
        known = ", ".join(unit.short_name or unit.name for unit in units)
        raise RefusalError(
            _("Unit {wanted} tidak dikenal atau tidak tunggal. Pilihannya: {known}"), wanted=wanted, known=known
        )
    return found[0]


def receipt_line(item: BatchItem) -> str:
    """Return one line of the receipt, its words in both languages."""
    letters = ", ".join(part["letter"] for part in item.filed_as)
    words = both(lambda: " ".join([line(item).reason, *line(item).notes]).strip(), between=" / ")
    state = both(lambda: line(item).state_name, between=" / ")
    return "  ".join(
        part for part in (f"{item.line:>4}", f"{state:<22}", item.path or item.name, letters, words) if part
    )
