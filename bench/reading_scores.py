"""Figures of reading: each page (or whole file, where only that has a truth) scored, and added up by group."""

import json
import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from bench.readers import PageRead
from bench.report import Row
from bench.texts import cer_percent, errors, folded, page_truths, truth_of, word_errors, words_found

LOST_SHARE = 0.1  # a page of which less than this share of its characters was read is lost

Pair = tuple[int, int]


@dataclass(frozen=True)
class Score:
    """What was read of one page beside what stands there."""

    group: str
    characters: Pair
    words: Pair
    words_found: int
    characters_read: int
    called_blank: bool

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing stands there."""
        return not self.characters[1]

    @property
    def is_lost(self) -> bool:
        """Tell whether (nearly) nothing was read of a text."""
        return self.characters_read < LOST_SHARE * self.characters[1]


def file_text(pages: Sequence[PageRead]) -> str:
    """Return the text of all pages of a file."""
    return "\n".join(page.text for page in pages)


def by_file(pages: Iterable[PageRead]) -> dict[Path, list[PageRead]]:
    """Return the pages of each file; PAGES are in order."""
    return {path: list(some) for path, some in groupby(pages, key=lambda page: page.path)}


def scores(pages: Sequence[PageRead], groups: dict[Path, str]) -> list[Score]:
    """Return the scores of all pages with a truth, page by page where the truth is."""
    return [score for path, some in by_file(pages).items() for score in _file_scores(path, some, groups[path])]


def _file_scores(path: Path, pages: list[PageRead], group: str) -> list[Score]:
    apart = page_truths(path)
    if len(apart) == len(pages):
        return [_score(group, [page], truth) for page, truth in zip(pages, apart, strict=True)]
    whole = truth_of(path)
    return [] if whole is None else [_score(group, pages, whole)]


def _score(group: str, pages: list[PageRead], truth: str) -> Score:
    read = file_text(pages)
    return Score(
        group=group,
        characters=errors(read, truth),
        words=word_errors(read, truth),
        words_found=words_found(read, truth),
        characters_read=len(folded(read)),
        called_blank=all(page.outcome == "blank" for page in pages),
    )


def figures(some: Sequence[Score]) -> Row:
    """Return the figures of some pages."""
    texts, blanks = [each for each in some if not each.is_blank], [each for each in some if each.is_blank]
    pages = [100 * each.characters[0] / each.characters[1] for each in texts]
    found, words = sum(each.words_found for each in texts), sum(each.words[1] for each in texts)
    return {
        "scored": len(some),
        "cer_percent": cer_percent([each.characters for each in texts]),
        "median_page_cer_percent": round(statistics.median(pages), 2) if pages else None,
        "worst_page_cer_percent": round(max(pages), 2) if pages else None,
        "wer_percent": cer_percent([each.words for each in texts]),
        "word_recall_percent": round(100 * found / words, 2) if words else None,
        "lost_pages": sum(each.is_lost for each in texts),
        "blanks": len(blanks),
        "blanks_read_as_text": sum(each.characters_read > 0 for each in blanks),
    }


def seconds_per_page(pages: Sequence[PageRead]) -> float | None:
    """Return what a page cost."""
    return round(sum(page.cpu_seconds for page in pages) / len(pages), 3) if pages else None


def group_rows(reader: str, pages: Sequence[PageRead], groups: dict[Path, str]) -> dict[str, Row]:
    """Return one row of figures for each group, pages without truth counted for their cost."""
    scored = scores(pages, groups)
    rows: dict[str, Row] = {}
    for group in dict.fromkeys(groups.values()):
        own = [page for page in pages if groups[page.path] == group]
        some = figures([each for each in scored if each.group == group])
        head: Row = {"group": group, "reader": reader, "pages": len(own)}
        rows[group] = {**head, **some, "cpu_seconds_per_page": seconds_per_page(own)}
    return rows


def called_blank(some: Sequence[Score]) -> Row:
    """Return how often our own engine called a page of text blank."""
    texts = [each for each in some if not each.is_blank]
    return {"text_pages": len(texts), "text_pages_called_blank": sum(each.called_blank for each in texts)}


def region_truth(path: Path) -> list[str] | None:
    """Return the secret stamps on a page as NAME.region.json says; None when nothing is known."""
    beside = path.with_name(f"{path.stem}.region.json")
    return list(json.loads(beside.read_text(encoding="utf-8"))["stamps"]) if beside.exists() else None


def stamp_figures(pages: Sequence[PageRead]) -> Row:
    """Count secret stamps over the pages whose stamps are known; nothing when there is no such page."""
    known = [(Counter(truth), Counter(page.stamps)) for page in pages if (truth := region_truth(page.path)) is not None]
    if not known:
        return {}

    def count(which: Callable[[Counter[str], Counter[str]], int]) -> int:
        return sum(which(truth, read) for truth, read in known)

    return {
        "pages_with_secret_stamp": count(lambda truth, _: bool(truth)),
        "pages_without_secret_stamp": count(lambda truth, _: not truth),
        "secret_stamps": count(lambda truth, _: truth.total()),
        "secret_stamps_found": count(lambda truth, read: min(truth.total(), read.total())),
        "secret_stamps_missed": count(lambda truth, read: max(0, truth.total() - read.total())),
        "secret_stamps_false": count(lambda truth, read: max(0, read.total() - truth.total())),
        "secret_stamps_of_wrong_grade": count(
            lambda truth, read: min(truth.total(), read.total()) - (truth & read).total()
        ),
    }
