"""Scans for benchmarks whose reader is given: pictures on which nothing needs to stand."""

from collections.abc import Iterable
from pathlib import Path

from PIL import Image


def blank_scans(folder: Path, names: Iterable[str]) -> Path:
    """Make FOLDER with an empty picture for each of NAMES; return it."""
    folder.mkdir()
    for name in names:
        Image.new("L", (40, 60), 255).save(folder / f"{name}.png")
    return folder
