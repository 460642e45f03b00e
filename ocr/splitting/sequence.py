"""Where letters begin: the likeliest run of cuts over all pages, by the fitted weights and a narrow beam."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, log1p
from pathlib import Path

from ocr.splitting.evidence import Evidence, Feed, SoFar, begun, of_letter, of_page
from ocr.splitting.seen import Seen

WEIGHTS = Path(__file__).with_name("weights.toml")
BEAM = 16
FIRST = {"first_page": 0.0}


@dataclass(frozen=True)
class Cut:
    """A letter begins at the page at PLACE: the evidence in log odds, and how sure that is."""

    place: int
    evidence: Evidence
    probability: float


@dataclass(frozen=True)
class _Way:
    """One way to cut the pages so far."""

    score: float
    cuts: tuple[Cut, ...]
    letter: SoFar


@cache
def weights() -> dict[str, float]:
    """Log odds by evidence, as bench/split_fit.py wrote them, and those set by hand."""
    tables = tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))
    return {name: float(value) for table in ("weights", "by_hand") for name, value in tables[table].items()}


def weighed(evidence: Evidence) -> Evidence:
    """The log odds each piece of evidence adds; what has no weight says nothing."""
    known = weights()
    return {name: known[name] * value for name, value in evidence.items() if known.get(name)}


def cuts_of(pages: Sequence[Seen], feed: Feed, forced: frozenset[int]) -> tuple[Cut, ...]:
    """The cuts; PAGES have something on them, FORCED are places behind a separator sheet."""
    if not pages:
        return ()
    ways = [_Way(0.0, (Cut(0, FIRST, 1.0),), begun(pages[0]))]
    for place in range(1, len(pages)):
        if place in forced:
            best = max(ways, key=lambda way: way.score)
            ways = [_Way(best.score, (*best.cuts, Cut(place, {"separator": 0.0}, 1.0)), begun(pages[place]))]
            continue
        own = weighed(of_page(pages, place, feed))
        ways = _longer(ways, pages, place, own)
    return max(ways, key=lambda way: way.score).cuts


def _longer(ways: Sequence[_Way], pages: Sequence[Seen], place: int, own: Evidence) -> list[_Way]:
    page, ahead = pages[place], _ahead(pages, place)
    going_on, cutting = [], []
    for way in ways:
        evidence = {**own, **weighed(of_letter(page, way.letter, ahead))}
        odds = weights()["bias"] + sum(evidence.values())
        going_on.append(_Way(way.score - log1p(exp(min(50.0, odds))), way.cuts, way.letter.with_page(page)))
        cutting.append((way.score - log1p(exp(min(50.0, -odds))), way, evidence, odds))
    score, way, evidence, odds = max(cutting, key=lambda each: each[0])
    cut = Cut(place, evidence, 1 / (1 + exp(-max(-50.0, min(50.0, odds)))))
    ways = [*going_on, _Way(score, (*way.cuts, cut), begun(page))]
    return sorted(ways, key=lambda each: -each.score)[:BEAM]


def _ahead(pages: Sequence[Seen], place: int) -> Seen | None:
    """The next page that is no routing sheet or envelope."""
    return next((page for page in pages[place + 1 : place + 4] if page.form is None), None)
