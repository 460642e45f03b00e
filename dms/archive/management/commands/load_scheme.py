"""Loads a classification scheme from a CSV file (code, name, description, parent, keywords)."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dms.archive import learning
from dms.archive.schemes import SchemeFacts, SchemeFileError, load_scheme, load_shipped_schemes
from dms.people.models import Office


class Command(BaseCommand):
    """Makes or updates a scheme; without arguments the lists that come with the product."""

    help = "Muat skema klasifikasi dari CSV. / Load a classification scheme from CSV."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the file, the scheme and the office that owns it."""
        parser.add_argument("file", nargs="?", type=Path)
        parser.add_argument("--key")
        parser.add_argument("--name")
        parser.add_argument("--rule", default="")
        parser.add_argument("--office", help="Kunci kantor pemilik. / Key of the owning office.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Load and say how many codes there are."""
        if options["file"] is None:
            load_shipped_schemes()
            return
        if not options["key"]:
            raise CommandError("--key perlu diisi. / --key is needed.")
        office = Office.objects.get(key=options["office"]) if options["office"] else None
        facts = SchemeFacts(options["key"], options["name"] or options["key"], options["rule"], office=office)
        try:
            scheme = load_scheme(facts, options["file"])
        except (SchemeFileError, OSError, UnicodeDecodeError) as error:
            raise CommandError(str(error)) from error
        learning.forget_all()
        self.stdout.write(f"{scheme.key}: {scheme.codes.count()}")
