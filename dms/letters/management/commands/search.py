"""`./telusur search QUERY`: search as a person, from the command line."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

import search
from dms.letters import printing, wording
from dms.letters.queries import Results
from dms.people.verbs import RefusalError, Verb, acting, add_person_argument, both

NUMBER_FROM = _("harus bilangan bulat mulai dari {lowest}, bukan “{typed}”")
NO_INDEX = _("Mesin pencari sedang tidak dapat dihubungi. Periksa dengan: ./telusur doctor")


class Command(Verb):
    """Prints the hits."""

    help = (
        'Cari surat, misalnya: ./telusur search "dari:diskominfo anggaran". Yang tampak hanya yang boleh dilihat orang '
        "itu. / Search letters; only what that person may see."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the query, the person, the order and the form."""
        parser.add_argument("query", nargs="+", metavar="QUERY", help="kata dan saringan / words and filters")
        add_person_argument(parser, does="mencari sebagai / search as")
        parser.add_argument("--order", choices=("best", "newest"), default="best", help="(baku / default: best)")
        parser.add_argument("--limit", type=at_least(1), default=20, metavar="N", help="banyaknya hasil / hits (20)")
        parser.add_argument("--offset", type=at_least(0), default=0, metavar="N", help="lewati N hasil / skip N hits")
        parser.add_argument("--json", action="store_true", help="satu objek JSON / one JSON object")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Search and print."""
        text = " ".join(options["query"]).strip()
        results = self.find(text, options)
        if options["json"]:
            self.stdout.write(json.dumps(printing.as_json(text, results), ensure_ascii=False, indent=1))
            return
        for found in results.found:
            self.stdout.write(printing.as_text(found))
        least = "" if results.total_is_exact else "≥ "
        self.say(_("{count} surat ditemukan"), count=f"{least}{results.total}")

    def find(self, text: str, options: dict[str, Any]) -> Results:
        """Search as the person named; a fault of the query or of the index is one sentence."""
        part = {name: options[name] for name in ("order", "offset", "limit")}
        try:
            return printing.search_as(acting(options["login"]), text, **part)
        except search.QueryError as error:
            fault = error
            raise RefusalError(both(lambda: wording.query_fault(fault)), code=2) from error
        except search.IndexUnavailableError as error:
            raise RefusalError(NO_INDEX) from error


def at_least(lowest: int) -> Callable[[str], int]:
    """Return what reads a number that is LOWEST or more; anything else ends the verb with a sentence and code 2."""

    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = lowest - 1
        if number < lowest:
            raise ArgumentTypeError(both(format_lazy(NUMBER_FROM, lowest=lowest, typed=text), between=" / "))
        return number

    return read
