"""Makes the data folder ready to serve: tables, code list, and on first run the office. Run by `./telusur start`."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from dms.archive import schemes
from dms.flow import sample_office
from dms.letters import index
from dms.people import services as people
from dms.people.actor import MACHINE
from dms.people.models import Office


class Command(BaseCommand):
    """Migrates, makes the index, loads codes, and makes the office when there is none."""

    help = "Siapkan data: tabel, daftar kode, dan kantor pada kali pertama. / Make the data folder ready."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Do each step; all of them may be done again without harm."""
        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        index.engine().create()
        schemes.load_shipped_schemes()
        if not Office.objects.exists():
            self.make_office()

    def make_office(self) -> None:
        """Make the sample office, or a real one with its first person; print how to sign in."""
        if settings.SAMPLE_OFFICE:
            sample_office.load()
            self.stdout.write("Kantor contoh dimuat. Pilih seorang pegawai di halaman masuk. / Sample office loaded.")
            return
        with transaction.atomic():
            person, password = people.first_office(MACHINE, settings.OFFICE_NAME)
        self.stdout.write(f"Nama masuk / login: {person.login}\nKata sandi / password: {password}")
        self.stdout.write("Catat sekarang: kata sandi ini hanya ditampilkan sekali. / Note it now: it is shown once.")
