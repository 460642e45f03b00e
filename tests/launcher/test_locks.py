"""The two lock files agree, so that one installation pass serves both, and nothing is installed without a hash."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ["requirements.txt", "requirements-test.txt"]


def entries(name: str) -> dict[str, str]:
    """Return package and version of each entry of a lock file, with the condition it stands under."""
    pattern = re.compile(r"^([\w.-]+)(?:\[[\w,-]+\])?==([^\s;\\]+(?: ; [^\\\n]+)?)", re.MULTILINE)
    return {package: version.strip() for package, version in pattern.findall((ROOT / name).read_text())}


def test_the_test_lock_holds_the_other_one() -> None:
    product, test = entries(LOCKS[0]), entries(LOCKS[1])
    assert len(product) > 30
    assert {package: test.get(package) for package in product} == product


@pytest.mark.parametrize("name", LOCKS)
def test_every_entry_has_a_hash(name: str) -> None:
    text = (ROOT / name).read_text()
    blocks = re.split(r"\n(?=[\w.-]+(?:\[|==))", text)
    assert not [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block]
