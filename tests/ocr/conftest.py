"""The sample office's letters and the real scans, each page read once for all tests of a run."""

import json
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ocr import Limits, PageReading, ReadOptions, inspect_file, read_page

ROOT = Path(__file__).resolve().parents[2]
LETTERS = ROOT / "sample" / "letters"
PAGES = ROOT / "tests" / "data" / "pages"
PATIENT = ReadOptions(timeout_seconds=300)

Reader = Callable[[Path], Sequence[PageReading]]


@cache
def _read(path: Path) -> tuple[PageReading, ...]:
    pages = inspect_file(path, limits=Limits()).page_count
    return tuple(read_page(path, number=number, options=PATIENT)[0] for number in range(1, pages + 1))


@pytest.fixture(scope="session")
def read() -> Reader:
    """Read all pages of a file, or give the earlier reading."""
    return _read


@pytest.fixture(scope="session")
def truth() -> dict[str, Any]:
    """What stands on the sample letters, by letter."""
    known: dict[str, Any] = json.loads((LETTERS / "truth.json").read_text())
    return known
