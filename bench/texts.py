"""Texts compared: character error rate, and the truth that lies beside a file."""

from collections.abc import Iterator
from pathlib import Path

from rapidfuzz.distance import Levenshtein

SUFFIXES = {".pdf", ".tif", ".tiff", ".jpg", ".jpeg", ".png", ".webp"}


def folded(text: str) -> str:
    """Return TEXT with every run of whitespace as one space."""
    return " ".join(text.split())


def errors(read: str, truth: str) -> tuple[int, int]:
    """Return the edit distance of two texts in characters, whitespace folded, and the length of the truth."""
    return Levenshtein.distance(folded(read), folded(truth)), len(folded(truth))


def cer_percent(pairs: list[tuple[int, int]]) -> float | None:
    """Return the character error rate over all pages or files: errors by length, in percent; None without truth."""
    length = sum(long for _, long in pairs)
    return round(100 * sum(wrong for wrong, _ in pairs) / length, 2) if length else None


def truth_of(path: Path) -> str | None:
    """Return the text of NAME.gt.txt beside the file, or the joined NAME-1.gt.txt, NAME-2.gt.txt …; None if unknown."""
    whole = path.with_name(f"{path.stem}.gt.txt")
    if whole.exists():
        return whole.read_text()
    parts = list(numbered(path))
    return "\n".join(part.read_text() for part in parts) if parts else None


def numbered(path: Path) -> Iterator[Path]:
    """Return NAME-1.gt.txt, NAME-2.gt.txt … as far as they go."""
    number = 1
    while (part := path.with_name(f"{path.stem}-{number}.gt.txt")).exists():
        yield part
        number += 1


def files_in(folder: Path) -> list[Path]:
    """Return the files of FOLDER that hold pages, in order."""
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES and path.is_file())
