"""Texts compared: error rates of characters and words, and the truth and the group of a file."""

import csv
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from rapidfuzz.distance import Levenshtein

SUFFIXES = {".pdf", ".tif", ".tiff", ".jpg", ".jpeg", ".png", ".webp"}
PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "—": "-", "–": "-"})


def folded(text: str) -> str:
    """Return TEXT in NFKC, with plain quotes and dashes, every run of whitespace as one space. Case stays."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(PLAIN).split())


def errors(read: str, truth: str) -> tuple[int, int]:
    """Return the edit distance of two folded texts in characters, and the length of the truth."""
    wanted = folded(truth)
    return Levenshtein.distance(folded(read), wanted), len(wanted)


def word_errors(read: str, truth: str) -> tuple[int, int]:
    """Return the edit distance of two folded texts in words, and the number of words of the truth."""
    wanted = folded(truth).split()
    return Levenshtein.distance(folded(read).split(), wanted), len(wanted)


def words_found(read: str, truth: str) -> int:
    """Return how many words of the truth were read, wherever they stand."""
    return (Counter(folded(read).split()) & Counter(folded(truth).split())).total()


def cer_percent(pairs: Sequence[tuple[int, int]]) -> float | None:
    """Return the error rate over all pages or files: errors by length, in percent; None without truth."""
    length = sum(long for _, long in pairs)
    return round(100 * sum(wrong for wrong, _ in pairs) / length, 2) if length else None


def truth_of(path: Path) -> str | None:
    """Return the text of NAME.gt.txt beside the file, or the joined NAME-1.gt.txt, NAME-2.gt.txt …; None if unknown."""
    whole = path.with_name(f"{path.stem}.gt.txt")
    if whole.exists():
        return whole.read_text(encoding="utf-8")
    parts = page_truths(path)
    return "\n".join(parts) if parts else None


def page_truths(path: Path) -> list[str]:
    """Return the text of each page where every page has a file of its own."""
    return [part.read_text(encoding="utf-8") for part in numbered(path)]


def numbered(path: Path) -> Iterator[Path]:
    """Return NAME-1.gt.txt, NAME-2.gt.txt … as far as they go."""
    number = 1
    while (part := path.with_name(f"{path.stem}-{number}.gt.txt")).exists():
        yield part
        number += 1


def files_in(folder: Path) -> list[Path]:
    """Return the files of FOLDER that hold pages, in order."""
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES and path.is_file())


def groups_of(files: Sequence[Path]) -> dict[Path, str]:
    """Return the group of each file: as groups.csv (name,group) beside it says, else its name up to the first `_`."""
    named = {folder: named_groups(folder / "groups.csv") for folder in {path.parent for path in files}}
    return {path: named[path.parent].get(path.stem) or path.stem.partition("_")[0] for path in files}


def named_groups(table: Path) -> dict[str, str]:
    """Return the groups that a table names; none when there is no table. A name may carry the file's ending."""
    if not table.exists():
        return {}
    with table.open(encoding="utf-8-sig", newline="") as lines:
        return {without_suffix(row["name"]): row["group"] for row in csv.DictReader(lines)}


def without_suffix(name: str) -> str:
    """Return NAME without the ending of a file that holds pages; other dots belong to the name."""
    path = Path(name)
    return path.stem if path.suffix.lower() in SUFFIXES else name
