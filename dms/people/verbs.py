"""What every verb of ./telusur has in common: who acts, sentences instead of tracebacks, one way to print.

Sentences are written once, in Indonesian, and translated like those of the screens; a verb prints both languages.
"""

import errno
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, DataError, IntegrityError, connection
from django.utils import translation
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from dms.people.actor import Actor
from dms.people.models import Office, Person, Position, Role
from dms.people.policy import access_of

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

FULL = (errno.ENOSPC, errno.EDQUOT)
DISK_FULL = _("Disk penuh: kosongkan ruang, lalu jalankan lagi perintah yang sama.")
NO_OFFICE = _("Belum ada kantor di folder data ini. Jalankan dahulu: ./telusur start")
DATABASE_FAILED = _("Basis data tidak dapat dipakai ({error}). Periksa dengan: ./telusur doctor")

Said: TypeAlias = "str | _StrPromise"


def both(said: "Said | Callable[[], str]", *, between: str = "\n") -> str:
    """Return SAID in Indonesian and in English; once where both are the same."""
    texts = []
    for language in ("id", "en"):
        with translation.override(language):
            texts.append(str(said() if callable(said) else said))
    return between.join(dict.fromkeys(texts))


class RefusalError(CommandError):
    """The verb cannot go on; the sentence says why and what to do."""

    def __init__(self, said: Said, *, code: int = 1, **params: object) -> None:
        super().__init__(both(format_lazy(said, **params) if params else said), returncode=code)


class Verb(BaseCommand):
    """A verb of ./telusur. `needs_office` refuses to run before there is an office in the data folder."""

    suppressed_base_arguments = {
        "--version",
        "--settings",
        "--pythonpath",
        "--traceback",
        "--no-color",
        "--force-color",
        "--skip-checks",
        "--verbosity",
    }
    requires_system_checks: list[str] = []
    needs_office = True

    def create_parser(self, prog_name: str, subcommand: str, **options: Any) -> CommandParser:
        """Return the parser, which calls the program by the name people type."""
        return super().create_parser("telusur", subcommand, **options)

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Run the verb; what can be foreseen to fail ends with a sentence and an exit code."""
        try:
            if self.needs_office:
                require_office()
            return super().execute(*args, **options)
        except KeyboardInterrupt:
            raise SystemExit(130) from None
        except BrokenPipeError:
            raise SystemExit(0) from None
        except (CommandError, DatabaseError, OSError) as error:
            raise self.refused(as_refusal(error)) from error

    def refused(self, refusal: CommandError) -> CommandError | SystemExit:
        """Return what ends the verb: the exit code, once the sentence is printed; called from Python, the refusal."""
        if not getattr(self, "_called_from_command_line", False):
            return refusal
        self.stderr.write(str(refusal))
        return SystemExit(refusal.returncode)

    def say(self, said: Said, **params: object) -> None:
        """Print one sentence in both languages, on one line where it is short."""
        sentence = format_lazy(said, **params) if params else said
        line = both(sentence, between=" / ")
        self.stdout.write(line if len(line) <= 110 else both(sentence))


def as_refusal(error: CommandError | DatabaseError | OSError) -> CommandError:
    """Return ERROR as a sentence for people; a mistake of the program itself goes on as it is."""
    if isinstance(error, CommandError):
        return error
    if isinstance(error, IntegrityError | DataError):
        raise error
    if is_full(error):
        return RefusalError(DISK_FULL)
    if isinstance(error, OSError):
        return RefusalError("{path}: {error}", path=error.filename or "", error=error.strerror or str(error))
    return RefusalError(DATABASE_FAILED, error=str(error).splitlines()[0])


def is_full(error: DatabaseError | OSError) -> bool:
    """Tell whether a file or the database could not be written because the disk is full."""
    if isinstance(error, OSError):
        return error.errno in FULL
    return "disk is full" in str(error) or "No space left" in str(error)


def require_office() -> None:
    """Refuse when there is no office yet: no tables, or none of them filled."""
    if not has_tables() or not Office.objects.exists():
        raise RefusalError(NO_OFFICE)


def has_tables() -> bool:
    """Tell whether the database holds this product's tables; a SQLite file that is not there is not made by asking."""
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return False
    return Office._meta.db_table in connection.introspection.table_names()


def add_person_argument(parser: ArgumentParser, *, does: str) -> None:
    """Add --as LOGIN, the person in whose name the verb DOES its work."""
    parser.add_argument("--as", dest="login", metavar="LOGIN", help=f"{does} (baku / default: agendaris)")


def acting(login: str | None) -> Actor:
    """Return the person LOGIN in the likeliest post, else the registrar. Raises RefusalError."""
    person = person_named(login) if login else registrar()
    return Actor(person, post_of(person))


def person_named(login: str) -> Person:
    """Return the active person who signs in as LOGIN."""
    person = Person.objects.filter(login=login).first()
    if person is None:
        raise RefusalError(_("Tidak ada orang dengan nama masuk {login}. Daftarnya: ./telusur user list"), login=login)
    if not person.is_active:
        raise RefusalError(_("{login} sedang dinonaktifkan. Aktifkan dengan: ./telusur user on {login}"), login=login)
    return person


def registrar() -> Person:
    """Return the first registrar of the one office that has registrars, the sample office before others."""
    posts = Position.objects.filter(roles__role=Role.REGISTRAR).select_related("unit__office")
    offices = {post.unit.office for post in posts.order_by("pk")}
    chosen = {office for office in offices if office.is_sample} or offices
    held = [person for person in Person.objects.filter(is_active=True).order_by("pk") if holds(person, chosen)]
    if not held:
        raise RefusalError(_("Belum ada agendaris. Sebutkan orangnya: --as NAMA (daftar: ./telusur user list)"))
    if len(chosen) > 1:
        raise RefusalError(_("Ada beberapa kantor. Sebutkan orangnya: --as NAMA (daftar: ./telusur user list)"))
    return held[0]


def holds(person: Person, offices: set[Office]) -> bool:
    """Tell whether PERSON is a registrar of one of OFFICES today."""
    access = access_of(person)
    return any(post.unit.office in offices and is_registrar(post) for post in access.positions)


def is_registrar(post: Position) -> bool:
    """Tell whether POST keeps the register."""
    return any(role.role == Role.REGISTRAR for role in post.roles.all())


def post_of(person: Person) -> Position:
    """Return the post in which PERSON acts here: the register's before others, an administrator's last."""
    posts = access_of(person).positions
    if not posts:
        raise RefusalError(_("{login} tidak memegang jabatan saat ini."), login=person.login)
    return sorted(posts, key=rank)[0]


def rank(post: Position) -> int:
    """Return how likely POST is the one to act in, 0 first."""
    if is_registrar(post):
        return 0
    return 2 if {role.role for role in post.roles.all()} == {Role.SYSADMIN.value} else 1
