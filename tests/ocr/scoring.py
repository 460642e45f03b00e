"""Character error rate as OCR benchmarks count it."""

import unicodedata

from rapidfuzz.distance import Levenshtein

PLAIN_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "—": "-", "–": "-"})


def folded(text: str) -> str:
    """NFKC, plain quotes and dashes, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(PLAIN_QUOTES).split())


def errors(truth: str, read: str) -> tuple[int, int]:
    """Edits from the text read to the truth, and the truth's length."""
    wanted = folded(truth)
    return Levenshtein.distance(wanted, folded(read)), len(wanted)


def percent(some: list[tuple[int, int]]) -> float:
    """Edits per hundred characters over pages."""
    return 100 * sum(edits for edits, _ in some) / sum(length for _, length in some)
