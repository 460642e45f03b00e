"""The table of settings in docs/operating names what config/settings.py reads, no more and no less."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
NAME = re.compile(r"TELUSUR_[A-Z_]+")


def test_every_setting_stands_in_the_table() -> None:
    """A setting nobody can read about does not exist for operators."""
    read = set(NAME.findall((ROOT / "config" / "settings.py").read_text()))
    table = [line for line in (ROOT / "docs/operating/README.md").read_text().splitlines() if line.startswith("| `TEL")]
    assert set(NAME.findall("\n".join(line.split("|")[1] for line in table))) == read
