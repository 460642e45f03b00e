"""`./telusur bench NAME …`: run a benchmark of the folder bench/; each is a module with `add_arguments` and `run`."""

import argparse
import ast
import importlib
import json
from argparse import ArgumentParser
from pathlib import Path
from types import ModuleType
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from dms.people.verbs import RefusalError, Verb


class Command(Verb):
    """Runs one benchmark, or lists them all."""

    help = "Ukur: ./telusur bench [NAMA] [--help]. / Measure; without a name: the list of benchmarks."
    needs_office = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the name; what follows it is the benchmark's own."""
        parser.add_argument("name", nargs="?", metavar="NAME", help="tolok ukur / benchmark")
        parser.add_argument("rest", nargs=argparse.REMAINDER, metavar="…", help="pilihannya sendiri / its own options")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run the benchmark; it prints its table, and a dict that it returns goes to --json FILE."""
        known = benchmarks()
        name = (options["name"] or "").replace("-", "_")
        if not name:
            for each, words in known.items():
                self.stdout.write(f"{each:<12} {words}")
            return
        if name not in known:
            raise RefusalError(_("Tidak ada tolok ukur {name}. Yang ada: {known}"), name=name, known=", ".join(known))
        self.run(importlib.import_module(f"bench.{name}"), name, options["rest"])

    def run(self, module: ModuleType, name: str, rest: list[str]) -> None:
        """Parse REST as the benchmark MODULE says, run it, and keep its numbers or its exit code."""
        parser = ArgumentParser(prog=f"telusur bench {name}", description=module.__doc__)
        module.add_arguments(parser)
        if "--json" not in parser._option_string_actions:
            parser.add_argument("--json", type=Path, metavar="FILE", help="tulis angkanya / write the numbers")
        chosen = parser.parse_args(rest)
        outcome = module.run(chosen)
        if isinstance(outcome, dict) and chosen.json:
            Path(chosen.json).write_text(json.dumps(outcome, ensure_ascii=False, indent=1) + "\n")
        elif isinstance(outcome, int) and outcome:
            raise SystemExit(outcome)


def benchmarks() -> dict[str, str]:
    """Return the names of all benchmarks with the first line of what they say of themselves."""
    found = {}
    for path in sorted((settings.ROOT / "bench").glob("*.py")):
        tree = ast.parse(path.read_text())
        functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        if {"add_arguments", "run"} <= functions:
            found[path.stem] = (ast.get_docstring(tree) or "").partition("\n")[0]
    return found
