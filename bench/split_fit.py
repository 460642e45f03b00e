"""Fit the weights of `ocr.splitting` on boxes of the seeds named below: `python -m bench.split_fit FOLDER`.

Thousands of pages are set and taken as read (bench/splitting/typed.py); boxes that were really read (FOLDER with
NAME.pdf, NAME.split.json, as `bench split` keeps them) weigh more. A weight may only have the sign its meaning gives
it, and a letter's head is fitted with parts missing too, so that no single part decides.
"""

import json
import pickle
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from bench.readers import spread
from bench.splitting.box import KINDS, letter, sheet_counts
from bench.splitting.reads import readings
from bench.splitting.scribe import Page
from bench.splitting.typed import reading_of
from ocr.splitting.evidence import LETTERHEAD, Evidence, Feed, begun, feed_of, of_letter, of_page, settled
from ocr.splitting.seen import Seen, seen
from ocr.splitting.sequence import WEIGHTS
from ocr.values import PageReading

SEEDS = tuple(f"latih-{number}" for number in range(4))  # never those that figures are taken from
LETTERS = 160
REAL_WEIGHT = 3.0
DROPPED = 0.22  # parts of heads left out
COPIES = 3
REPEATED = 0.15  # further pages with a letterhead
PENALTY = 0.6
LARGEST = 5.0
FOR = (
    "has_", "head", "disposition", "envelope", "numbered_first", "after_signature", "other_",
    "form_belongs_ahead", "annex_complete", "after_blank",
)  # fmt: skip
AGAINST = (
    "no_head", "letterhead_alone", "has_annex_title", "annex_heading",
    "begins_inside", "later_item", "back_of_sheet", "numbered_later",
    "after_open_end",
    "catchword_met", "number_follows", "after_front", "same_number", "unsigned_yet", "annex_due",
)  # fmt: skip
LIMITS = {
    "back_of_sheet": 3.0,
    "other_": 1.0,
    "numbered_first": 1.5,
    "has_": 2.0,
    "has_title": 3.5,
    "other_number": 2.5,
}

BY_HAND = """[by_hand]
file_begins = 2.5  # no box has several files: one of many pages mostly begins with a letter, so does what follows it
landscape = -1.0  # nor a page that lies on its side: tables and drawings that come with letters mostly do
"""

Sample = tuple[Evidence, bool, float]


def main() -> None:
    """Fit and write the weights."""
    folder = Path(sys.argv[1])
    tasks = [partial(typed_samples, folder, seed, duplex) for seed in SEEDS for duplex in (True, False)]
    samples = [sample for some in spread(tasks, processes=2, what="boxes set") for sample in some]
    samples += real_samples(folder)
    names = sorted({name for evidence, *_ in samples for name in evidence})
    fitted = fit(samples, names)
    print(f"{len(samples)} pages, {sum(starts for _, starts, _ in samples)} beginnings")
    lines = [f"{name} = {value:.2f}" for name, value in sorted(fitted.items()) if abs(value) >= 0.05 or name == "bias"]
    head = "# Log odds that a letter begins on a page, by evidence (evidence.py). Fitted by bench/split_fit.py.\n"
    WEIGHTS.write_text(head + "\n[weights]\n" + "\n".join(lines) + "\n\n" + BY_HAND, encoding="utf-8")


def typed_samples(folder: Path, seed: str, duplex: bool) -> list[Sample]:
    """One box, set and taken as read."""
    kept = folder / "cache" / f"typed-{seed}-{duplex}.pickle"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(pickle.dumps(typed_box(Random(zlib.crc32(f"{seed} {duplex}".encode())), duplex=duplex)))
    read, starts = pickle.loads(kept.read_bytes())
    pages = [seen(page, index) for index, page in enumerate(read)]
    return [(evidence, begins, 1.0) for evidence, begins in samples_of(pages, starts)]


def typed_box(rng: Random, *, duplex: bool) -> tuple[list[PageReading], set[int]]:
    """Readings of a box that never was on paper, and where its letters begin."""
    Page.inked = False
    pages: list[PageReading] = []
    starts: set[int] = set()
    for count in sheet_counts(LETTERS, rng):
        faults = rng.choice((0.0, 0.005, 0.01, 0.02, 0.06))
        starts.add(len(pages))
        pages += [reading_of(side, rng, faults) for side in letter(rng.choice(KINDS), count, rng, duplex=duplex)]
    return pages, starts


def real_samples(folder: Path) -> list[Sample]:
    """Boxes that were scanned and read."""
    found: list[Sample] = []
    for pdf in sorted(folder.glob("*.pdf")):
        truth = json.loads(pdf.with_suffix(".split.json").read_text(encoding="utf-8"))
        pages = [seen(page, index) for index, page in enumerate(readings(pdf, folder / "cache", processes=2))]
        starts = {start - 1 for start in truth["starts"]}
        found += [(evidence, begins, REAL_WEIGHT) for evidence, begins in samples_of(pages, starts)]
    return found


def samples_of(pages: Sequence[Seen], starts: set[int]) -> Iterator[tuple[Evidence, bool]]:
    """The evidence at each page with something on it, given the true letter before; some without parts of the head."""
    feed = feed_of(pages, [len(pages)])
    pages = settled(pages, feed)
    inked = [page for page in pages if page.form not in ("blank", "separator")]
    yield from _walk(inked, starts, feed)
    rng = Random(len(pages))
    for _ in range(COPIES):
        yield from _walk(_with_letterheads([_poorer(page, rng) for page in inked], starts, rng), starts, feed)


def _poorer(page: Seen, rng: Random) -> Seen:
    kept = {name: text for name, text in page.parts.items() if rng.random() > DROPPED}
    return replace(
        page,
        parts=kept,
        numbers=() if rng.random() < DROPPED else page.numbers,
        is_signed=page.is_signed and rng.random() > DROPPED,
        is_annex=page.is_annex and rng.random() > DROPPED / 2,
    )


def _with_letterheads(inked: Sequence[Seen], starts: set[int], rng: Random) -> list[Seen]:
    """Some further pages on paper with a letterhead, as some firms have it."""
    found: list[Seen] = []
    head: dict[str, str] = {}
    for page in inked:
        if page.index in starts:
            head = {part: text for part, text in page.parts.items() if part in LETTERHEAD}
        elif page.form is None and rng.random() < REPEATED:
            page = replace(page, parts={**page.parts, **head})
        found.append(page)
    return found


def _walk(inked: Sequence[Seen], starts: set[int], feed: Feed) -> Iterator[tuple[Evidence, bool]]:
    so_far = begun(inked[0])
    for place in range(1, len(inked)):
        page, begins = inked[place], inked[place].index in starts
        ahead = next((each for each in inked[place + 1 : place + 4] if each.form is None), None)
        yield {**of_page(inked, place, feed), **of_letter(page, so_far, ahead)}, begins
        so_far = begun(page) if begins else so_far.with_page(page)


def fit(samples: Sequence[Sample], names: Sequence[str]) -> dict[str, float]:
    """Logistic regression with a quadratic penalty; each weight within its bounds."""
    table = np.array([[evidence.get(name, 0.0) for name in names] + [1.0] for evidence, *_ in samples])
    truth = np.array([1.0 if begins else -1.0 for _, begins, _ in samples])
    share = np.array([weight for *_, weight in samples])

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margin = truth * (table @ weights)
        slope = -truth * share / (1 + np.exp(np.clip(margin, -40, 40)))
        penalty = np.append(weights[:-1], 0.0)
        value = (share * np.logaddexp(0, -margin)).sum() + PENALTY * (penalty**2).sum()
        return float(value), table.T @ slope + 2 * PENALTY * penalty

    bounds = [*(_bounds(name) for name in names), (-LARGEST, LARGEST)]
    found = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B", bounds=bounds)
    return dict(zip([*names, "bias"], map(float, found.x), strict=True))


def _bounds(name: str) -> tuple[float, float]:
    most = max((limit for start, limit in LIMITS.items() if name.startswith(start)), default=LARGEST)
    if name.startswith(AGAINST):
        return -most, 0.0
    return (0.0, most) if name.startswith(FOR) else (-1.0, 1.0)


if __name__ == "__main__":
    main()
