"""`./telusur reread`: have pages read again in the background, and say what became better."""

import time
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any, TypeAlias

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dms.flow.waiting import wait_while
from dms.intake.queries import visible_batches
from dms.jobs import services as jobs
from dms.letters import queries, reread_report, reread_runs
from dms.letters.models import LetterPage, RereadOutcome, RereadRun, RereadScope
from dms.letters.reread_report import ChangedPage, Report, Said
from dms.people.models import Office
from dms.people.policy import Access, access_of
from dms.people.verbs import RefusalError, Verb, acting, add_person_argument, both

SHOW_SECONDS = 3.0
LATEST = "latest"
BOOKS_ONLY = _("Hanya agendaris dan arsiparis kantor yang dapat meminta pembacaan ulang banyak surat.")
NOTHING_ASKED = _("Sebutkan apa yang dibaca ulang: --all, --batch ID, atau --letter ID; atau --report.")

Wanted: TypeAlias = tuple[QuerySet[LetterPage], RereadScope, str]


class Command(Verb):
    """Asks for pages to be read again, waits for it, reports."""

    help = (
        "Baca ulang halaman di latar belakang; bacaan yang lebih buruk tidak dipakai, pembetulan orang tetap. / "
        "Read pages again in the background; a worse reading is not used, what people put right stays."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add what is to be read again, who asks, and what is to be told."""
        group = parser.add_mutually_exclusive_group()
        group.add_argument("--all", action="store_true", help="semua surat kantor / all letters of the office")
        group.add_argument("--batch", metavar="ID", help="surat dari satu kiriman / the letters of one batch")
        group.add_argument("--letter", metavar="ID", help="satu surat / one letter")
        parser.add_argument("--page", type=int, metavar="N", help="hanya halaman itu / only that page of the letter")
        add_person_argument(parser, does="yang meminta / who asks")
        parser.add_argument(
            "--report", nargs="?", const=LATEST, metavar="RUN", help="laporan (baku: yang terakhir) / report"
        )
        parser.add_argument("--wait", action="store_true", help="tunggu, lalu cetak laporan / wait, then report")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Ask for what was named; report if asked to."""
        self.actor = acting(options["login"])
        self.access = access_of(self.actor.person)
        run = self.asked(options)
        if run is None and options["report"] is None:
            raise RefusalError(NOTHING_ASKED)
        run = run or run_named(self.access, options["report"])
        if options["wait"]:
            self.wait(run)
        if options["wait"] or options["report"] is not None:
            self.tell(reread_report.report(run, self.access))
        if options["wait"] and run.settled_at is None:
            raise RefusalError(_("Sebagian belum selesai. Lihat sebabnya: ./telusur doctor"))

    def asked(self, options: dict[str, Any]) -> RereadRun | None:
        """Ask for what OPTIONS name and say so; None when they name nothing."""
        if not (options["all"] or options["batch"] or options["letter"]):
            return None
        run = reread_runs.ask_all(self.actor, *self.wanted(options))
        found = reread_report.report(run, self.access)
        self.say(
            _("Baca ulang {run}: {pages} halaman dari {letters} surat, sesudah pekerjaan lain."),
            run=run.public_id,
            pages=found.counts.total,
            letters=found.letters,
        )
        self.say(_("Yang dihitung hanya surat yang boleh dibaca {name}."), name=self.actor.person)
        return run

    def wanted(self, options: dict[str, Any]) -> Wanted:
        """Return the pages that OPTIONS name, and the scope in which they were named."""
        office = reread_report.own_books(self.access, self.actor)
        if office is None:
            raise RefusalError(BOOKS_ONLY)
        pages = LetterPage.objects.filter(letter__unit__office=office)
        if options["all"]:
            return pages, RereadScope.ALL, ""
        if options["batch"]:
            return self.wanted_of_batch(office, options["batch"])
        readable = queries.letters_for(self.access, "content").filter(public_id=options["letter"])
        return wanted_of_letter(pages.filter(letter__in=readable), options["letter"], options["page"])

    def wanted_of_batch(self, office: Office, batch_id: str) -> Wanted:
        """Return the pages that came with a batch."""
        person_id = self.actor.person.pk if self.actor.person else None
        batch = visible_batches(self.access, person_id).filter(public_id=batch_id).first()
        if batch is None:
            raise RefusalError(_("Tidak ada kiriman {id}."), id=batch_id)
        return reread_runs.pages_of_batch(batch, office), RereadScope.BATCH, batch_id

    def wait(self, run: RereadRun) -> None:
        """Return when the pages of RUN are read and their letters follow."""
        self.shown = time.monotonic()
        wait_while(lambda: not jobs.is_idle(group=run.public_id), show=lambda: self.show(run))
        run.refresh_from_db()

    def show(self, run: RereadRun) -> None:
        """Print every few seconds how far the run is."""
        if time.monotonic() - self.shown > SHOW_SECONDS:
            self.shown = time.monotonic()
            counts = reread_report.counts(reread_report.rows_of(run, self.access))
            self.stdout.write(f"… {counts.settled} / {counts.total}")

    def tell(self, found: Report) -> None:
        """Print the report."""
        self.say(
            _(
                "{total} halaman = {better} lebih baik + {same} sama + {worse} lebih buruk (tidak dipakai) + "
                "{failed} gagal + {waiting} menunggu"
            ),
            total=found.counts.total,
            **asdict(found.counts),
        )
        self.say(
            _("Kata: {before} → {after}; keyakinan rata-rata: {sure_before} → {sure_after}"),
            before=found.before.words,
            after=found.after.words,
            sure_before=percent(found.before),
            sure_after=percent(found.after),
        )
        self.say(_("Pembetulan orang yang dipertahankan: {count}"), count=found.corrections)
        for page in found.changed:
            self.stdout.write(changed_line(page))


def wanted_of_letter(pages: QuerySet[LetterPage], letter_id: str, number: int | None) -> Wanted:
    """Return PAGES, those of the letter named, or the one page of it."""
    if not pages.exists():
        raise RefusalError(_("Tidak ada surat {id}."), id=letter_id)
    if number is None:
        return pages, RereadScope.LETTER, letter_id
    if not pages.filter(order=number).exists():
        raise RefusalError(_("Surat {id} tidak mempunyai halaman {page}."), id=letter_id, page=number)
    return pages.filter(order=number), RereadScope.PAGE, f"{letter_id}:{number}"


def run_named(access: Access, public_id: str) -> RereadRun:
    """Return the run PUBLIC_ID, or the latest one. Raises RefusalError."""
    runs = reread_report.visible_runs(access)
    run = runs.first() if public_id == LATEST else runs.filter(public_id=public_id).first()
    if run is None:
        raise RefusalError(_("Tidak ada pembacaan ulang itu."))
    return run


def percent(said: Said) -> str:
    """Return the mean confidence as it is printed."""
    return "–" if said.percent is None else f"{said.percent}%"


def changed_line(page: ChangedPage) -> str:
    """Return one of the pages that changed most, as it is printed."""
    change = "+∞" if page.change_percent is None else f"{page.change_percent:+d}%"
    outcome = both(RereadOutcome(page.outcome).label, between=" / ")
    return f"  {page.letter_id}  {page.number:>4}  {change:>6}  {page.words_before} → {page.words_after}  {outcome}"
