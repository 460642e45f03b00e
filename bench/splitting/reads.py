"""Read a scan's pages as the product does, on all cores, and keep the readings on disk until the reader changes."""

import hashlib
import pickle
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from bench.readers import LANGUAGE, PAGE_SECONDS, spread
from ocr import Limits, PageReading, ReadOptions, inspect_file, read_page, warm_up
from ocr.values import PIPELINE_VERSION

Numbered = tuple[int, PageReading]


def readings(path: Path, cache: Path, *, processes: int) -> list[PageReading]:
    """All pages of a file in order; those read before come from CACHE (files this bench wrote there)."""
    count = inspect_file(path, limits=Limits()).page_count
    kept = cache / f"{path.stem}-{_digest(path)}-{PIPELINE_VERSION}"
    kept.mkdir(parents=True, exist_ok=True)
    missing = [number for number in range(1, count + 1) if not _place(kept, number).exists()]
    if missing:
        warm_up()
        _read_into(kept, path, missing, processes)
    return [pickle.loads(_place(kept, number).read_bytes()) for number in range(1, count + 1)]


def _read_into(kept: Path, path: Path, numbers: Sequence[int], processes: int) -> None:
    tasks = [partial(_read, path, number) for number in numbers]
    for number, reading in spread(tasks, processes=processes, what=f"pages of {path.name} read"):
        _place(kept, number).write_bytes(pickle.dumps(reading))


def _read(path: Path, number: int) -> Numbered:
    options = ReadOptions(timeout_seconds=PAGE_SECONDS, language=LANGUAGE)
    return number, read_page(path, number=number, options=options)[0]


def _place(kept: Path, number: int) -> Path:
    return kept / f"{number:04}.pickle"


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
