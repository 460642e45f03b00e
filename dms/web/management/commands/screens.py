"""`./telusur screens`: a picture of every screen, wide and narrow, in both languages."""

import subprocess
import sys
import tempfile
from argparse import SUPPRESS, ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils.translation import gettext_lazy as _

from dms.people.verbs import RefusalError, Verb
from dms.web import pictures
from dms.web.pictures import Taken
from dms.web.screens import all_screens


class Command(Verb):
    """Takes the pictures on a copy of the data folder; the copy and its sessions go afterwards."""

    help = (
        "Gambar setiap layar (1440 dan 390 px, Indonesia dan Inggris) ke folder ./screens, dengan index.html. / "
        "A picture of every screen."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the folder and the choice of screens."""
        parser.add_argument("names", nargs="*", metavar="NAME", help="hanya layar ini / these screens only")
        parser.add_argument("--out", type=Path, default=Path("screens"), metavar="FOLDER", help="(./screens)")
        parser.add_argument("--here", action="store_true", help=SUPPRESS)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Take the pictures here, or in a copy."""
        pictures.browser_program()
        folder: Path = options["out"].absolute()
        folder.mkdir(parents=True, exist_ok=True)
        if options["here"] or connection.vendor != "sqlite":
            self.take(folder, options["names"])
        else:
            self.take_in_copy(folder, options["names"])

    def take_in_copy(self, folder: Path, names: list[str]) -> None:
        """Do the same on a copy of the data folder: nothing of the pictures stays in the office's journal."""
        with tempfile.TemporaryDirectory(prefix="telusur-screens-") as scratch:
            environment = pictures.lend(Path(settings.DATA), Path(scratch))
            manage = [sys.executable, str(settings.ROOT / "manage.py"), "screens"]
            argv = [*manage, *names, "--here", "--out", str(folder)]
            done = subprocess.run(argv, env=environment, check=False)  # noqa: S603 - this very verb
        if done.returncode:
            raise SystemExit(done.returncode)

    def take(self, folder: Path, names: list[str]) -> None:
        """Take the pictures of this data folder."""
        screens = all_screens()
        if unknown := set(names) - {screen.name for screen in screens}:
            known = ", ".join(screen.name for screen in screens)
            raise RefusalError(_("Tidak ada layar {name}. Yang ada: {known}"), name=min(unknown), known=known)
        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        chosen = [screen for screen in screens if not names or screen.name in names]
        taken = pictures.take(chosen, folder, show=self.show)
        index = pictures.write_index(taken, folder)
        self.say(_("{count} gambar: {index}"), count=len(taken), index=index)
        if any(each.complaints for each in taken):
            raise RefusalError(_("Peramban mengeluh pada beberapa layar; lihat di atas."))

    def show(self, taken: Taken) -> None:
        """Name each picture as it is taken, with what the browser complained of."""
        self.stdout.write(f"{taken.file}{''.join(f'  ! {complaint}' for complaint in taken.complaints)}")
