"""No untranslated string: every text for people (an Indonesian msgid) has its English in the catalogue.

The strings are gathered anew into a copy of the tree's catalogue (the checkout is not touched) and compared.
`python -m tests.gates.translations --write` updates the catalogue itself, for whoever translates.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
CATALOG = Path("dms/web/locale/en/LC_MESSAGES/django.po")
GATHERED = ("dms", "config")
MAKE = ["-m", "django", "makemessages", "--locale", "en", "--no-location", "--no-wrap", "--verbosity", "0"]
FUZZY = re.compile(r"^#, .*fuzzy", re.MULTILINE)


def gather(tree: Path) -> None:
    """Gather all strings below TREE into its English catalogue."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    subprocess.run(
        [sys.executable, *MAKE, "--settings", "tests.gates.gathering"], cwd=tree, env=environment, check=True
    )


def missing(catalog: Path) -> list[str]:
    """Return the msgids of CATALOG that have no English, and those that are only guessed (fuzzy)."""
    command = ["msgattrib", "--untranslated", "--no-obsolete", "--no-wrap", str(catalog)]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    fuzzy = FUZZY.findall(catalog.read_text())
    return re.findall(r'^msgid "(.+)"$', text, re.MULTILINE) + [f"fuzzy: {len(fuzzy)} entries"] * bool(fuzzy)


def copy_of_tree(target: Path) -> Path:
    """Copy what is gathered from, with the catalogue, below TARGET."""
    for name in GATHERED:
        shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__", "static", "data"))
    (target / CATALOG).parent.mkdir(parents=True, exist_ok=True)
    return target / CATALOG


def main() -> int:
    """Return 0 when every string has its English."""
    if "--write" in sys.argv:
        gather(ROOT)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        catalog = copy_of_tree(Path(folder))
        gather(Path(folder))
        untranslated = missing(catalog)
    for text in untranslated:
        print(f"no English: {text}")
    print(f"{len(untranslated)} untranslated")
    return 1 if untranslated else 0


if __name__ == "__main__":
    sys.exit(main())
