"""`./telusur user list|add|password|off|on`: the people of the office."""

import argparse
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext_lazy as _

from dms.people import services, staffing
from dms.people.actor import MACHINE
from dms.people.models import Person, Role
from dms.people.policy import access_of
from dms.people.verbs import RefusalError, Verb


class Command(Verb):
    """Lists people, makes them, sets a new password, switches them off and on."""

    help = "Lihat, tambah, dan ubah orang. / List, add and change people."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the five actions."""
        actions = parser.add_subparsers(dest="action", required=True, metavar="list|add|password|off|on")
        actions.add_parser("list", help="semua orang dan jabatannya / everyone and their posts")
        add_parser = actions.add_parser("add", help="orang baru; kata sandi ditampilkan sekali / a new person")
        self.add_hiring_arguments(add_parser)
        for name, words in (
            ("password", "kata sandi baru, ditampilkan sekali / a new password, shown once"),
            ("off", "nonaktifkan; riwayatnya tetap / switch off; the history stays"),
            ("on", "aktifkan lagi / switch on again"),
        ):
            actions.add_parser(name, help=words).add_argument("login", metavar="LOGIN")

    def add_hiring_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add what is said of a new person."""
        parser.add_argument("login", metavar="LOGIN", help="nama masuk / name to sign in with")
        parser.add_argument("name", metavar="NAME", help="nama lengkap / full name")
        parser.add_argument("--post", required=True, metavar="TITLE", help="jabatan / post")
        parser.add_argument("--unit", metavar="UNIT", help="nama, singkatan, atau id (baku / default: unit tertinggi)")
        parser.add_argument(
            "--roles", nargs="+", default=[], choices=Role.values, metavar="ROLE", help=", ".join(Role.values)
        )
        parser.add_argument(
            "--clearance", type=clearance, default=1, metavar="N", help="0 biasa … 3 sangat rahasia (1)"
        )
        parser.add_argument("--head", action="store_true", help="kepala unit / heads the unit")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do the action."""
        actions = {
            "list": self.show_all,
            "add": self.add,
            "password": self.password,
            "off": self.switch,
            "on": self.switch,
        }
        actions[options["action"]](options)

    def show_all(self, _options: dict[str, Any]) -> None:
        """Print one line for each person."""
        for person in Person.objects.order_by("login"):
            access = access_of(person)
            posts = "; ".join(f"{post.title} ({post.unit.short_name or post.unit.name})" for post in access.positions)
            state = "" if person.is_active else "  [nonaktif / off]"
            roles = ",".join(sorted(access.roles))
            self.stdout.write(f"{person.login:<16} {person.name:<34} {roles:<20} {posts}{state}")

    def add(self, options: dict[str, Any]) -> None:
        """Make a person; the password is printed here and nowhere else."""
        hiring = staffing.Hiring(
            login=login_name(options["login"]),
            name=options["name"],
            post=options["post"],
            unit=options["unit"],
            roles=tuple(options["roles"]),
            clearance=options["clearance"],
            is_head=options["head"],
        )
        person, password = staffing.hire(MACHINE, hiring)
        self.show_password(person, password)

    def password(self, options: dict[str, Any]) -> None:
        """Set a new random password."""
        person, password = known(options["login"]), services.new_password()
        services.set_password(MACHINE, person, password)
        self.show_password(person, password)

    def switch(self, options: dict[str, Any]) -> None:
        """Switch a person off or on."""
        person, active = known(options["login"]), options["action"] == "on"
        services.set_active(MACHINE, person, active=active)
        self.say(_("{login} aktif.") if active else _("{login} dinonaktifkan."), login=person.login)

    def show_password(self, person: Person, password: str) -> None:
        """Print the password, once."""
        self.stdout.write(f"Nama masuk / login: {person.login}\nKata sandi / password: {password}")
        self.say(_("Catat sekarang: kata sandi ini hanya ditampilkan sekali."))


def clearance(text: str) -> int:
    """Return a clearance as the parser takes it."""
    try:
        return staffing.clearance_named(text)
    except ValueError:
        raise argparse.ArgumentTypeError("0 biasa, 1 terbatas, 2 rahasia, 3 sangat_rahasia") from None


def login_name(text: str) -> str:
    """Return TEXT when people can sign in with it."""
    allowed = "abcdefghijklmnopqrstuvwxyz0123456789-_."
    if not text or len(text) > 60 or set(text) - set(allowed):
        raise RefusalError(_("Nama masuk hanya huruf kecil, angka, titik, dan tanda hubung: {login}"), login=text)
    return text


def known(login: str) -> Person:
    """Return the person, active or not."""
    person = Person.objects.filter(login=login).first()
    if person is None:
        raise RefusalError(_("Tidak ada orang dengan nama masuk {login}. Daftarnya: ./telusur user list"), login=login)
    return person
