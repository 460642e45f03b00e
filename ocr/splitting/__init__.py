"""One scan, many letters; many files, one letter: which pages are one letter, and what each page is to it.

The evidence is what clerks go by: letterhead, labeled rows, titles, annex headings, page
numbers, signatures, blank backs. Its weights are fitted (bench/split_fit.py); docs/decisions/0016-splitting.md.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ocr.splitting.evidence import Feed, feed_of, settled
from ocr.splitting.roles import pages_of, proposed
from ocr.splitting.seen import Seen, seen
from ocr.splitting.sequence import Cut, cuts_of
from ocr.splitting.values import Proposal, ProposedLetter, ProposedPage, Role
from ocr.values import Note, PageReading

__all__ = ["Proposal", "ProposedLetter", "ProposedPage", "Role", "propose"]

LEAST_TOLD = 0.4  # log odds: what weighs less is no reason to name
SURE = 0.99


def propose(pages: Sequence[PageReading], *, files: Sequence[int] = ()) -> Proposal:
    """Letters over all pages, in order. FILES says how many pages each file has; without it all are one file.

    Pages of single-page files (pictures) are joined as pages of one file are. Every page stands once in the result.
    """
    counts = list(files) or [len(pages)]
    if sum(counts) != len(pages):
        raise ValueError(f"{len(pages)} pages given, files hold {sum(counts)}")
    looked = [seen(page, index) for index, page in enumerate(pages)]
    feed = feed_of(looked, counts)
    looked = settled(looked, feed)
    cuts, inked = _cuts(looked, feed)
    starts = [inked[cut.place].index for cut in cuts]
    letters = [
        _letter(looked[start:end], cut) for cut, (start, end) in zip(cuts, pairwise([*starts, len(pages)]), strict=True)
    ]
    return Proposal(tuple(letters), tuple(_aside(looked, starts)))


def _cuts(looked: Sequence[Seen], feed: Feed) -> tuple[tuple[Cut, ...], list[Seen]]:
    """The cuts, and the pages they count: those with something on them."""
    inked = [page for page in looked if page.form not in ("blank", "separator")]
    separators = [page.index for page in looked if page.form == "separator"]
    forced = frozenset(
        place
        for place, (before, page) in enumerate(pairwise(inked), 1)
        if any(before.index < index < page.index for index in separators)
    )
    return cuts_of(inked, feed, forced), inked


def _letter(pages: Sequence[Seen], cut: Cut) -> ProposedLetter:
    ends = next((place for place, page in enumerate(pages) if page.form == "separator"), len(pages))
    return ProposedLetter(tuple(pages_of(pages[:ends])), _reasons(cut, pages[0]), round(cut.probability, 3))


def _reasons(cut: Cut, page: Seen) -> tuple[Note, ...]:
    """The evidence for the cut, the strongest first, with what was read."""
    told = sorted(cut.evidence.items(), key=lambda item: -item[1])
    only = len(told) == 1
    return tuple(
        Note(name, {"log_odds": round(value, 2), **_read(name, page)})
        for name, value in told
        if value >= LEAST_TOLD or only
    )


def _read(name: str, page: Seen) -> dict[str, str | int | float]:
    text = page.parts.get(name.removeprefix("has_"))
    return {"text": text} if text else {}


def _aside(looked: Sequence[Seen], starts: Sequence[int]) -> Iterator[ProposedPage]:
    """Separator sheets with what lies behind them up to the next letter, and blank pages before the first letter."""
    apart = True
    for page in looked:
        if page.index in starts:
            apart = False
        elif page.form == "separator":
            apart = True
            yield proposed(page, "sheet", "separator", SURE)
            continue
        if apart:
            yield proposed(page, "blank", "blank_between_letters", SURE)
