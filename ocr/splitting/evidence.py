"""What speaks for and against a letter's beginning on a page: seen on the page, the page before, the letter so far."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ocr.splitting.forms import Form
from ocr.splitting.marks import Attached, is_other_number, is_same_number, likeness
from ocr.splitting.seen import Seen

LETTERHEAD = ("office", "address", "capitals")
ROWS = ("title", "number", "subject", "addressee", "date", "salutation", "nature", "about")
HEAD = (*LETTERHEAD, *ROWS)
FULL_HEAD, WHOLE_HEAD = 3.0, 4.0  # parts: more than 3 do not say more; with 4 it is surely a first page
FEW_WORDS = 40
SIZE_MM, HEIGHT_SHARE, MARGIN_MM = 9.0, 0.12, 6.0
CLEAR, ALIKE = 0.12, 0.75  # between numbers: likenesses apart, likeness of one misread
WORDS_TO_BE_SURE = 4
FRONT_MATTER = ("disposition", "envelope")
FEWEST_BLANKS, RIGID = 3, 0.9

Evidence = dict[str, float]


@dataclass(frozen=True)
class Feed:
    """How pages came: where files begin, but for pictures in a row, and which pages are backs."""

    file_starts: frozenset[int]
    backs: frozenset[int]  # pages that are backs of sheets


def feed_of(pages: Sequence[Seen], files: Sequence[int]) -> Feed:
    """FILES counts the pages of each file, in order. Backs are known when (nearly) all blank pages are second sides."""
    starts, at = [], 0
    backs: set[int] = set()
    for count in files:
        starts.append(at)
        blanks = [page.index - at for page in pages[at : at + count] if page.form in ("blank", "unread")]
        heads = [page.index - at for page in pages[at : at + count] if _head(page) >= WHOLE_HEAD]
        if len(blanks) >= FEWEST_BLANKS and _share(blanks, 1) >= RIGID and _share(heads, 0) >= RIGID:
            backs |= set(range(at + 1, at + count, 2))
        at += count
    pairs = pairwise(zip(starts, files, strict=True))
    told = {
        start for (_, before), (start, count) in pairs if max(before, count) > 1
    }  # between pictures it tells nothing
    return Feed(frozenset(told), frozenset(backs))


def settled(pages: Sequence[Seen], feed: Feed) -> list[Seen]:
    """Of pages on which no word could be read, backs are blank (what shines through cannot be read), others text."""
    forms: dict[bool, Form | None] = {True: "blank", False: None}
    return [
        replace(page, form=forms[page.index in feed.backs], is_unread=True) if page.form == "unread" else page
        for page in pages
    ]


def _share(places: Sequence[int], side: int) -> float:
    return sum(place % 2 == side for place in places) / len(places) if places else 1.0


def _head(page: Seen) -> float:
    return float(sum(part in page.parts for part in HEAD))


@dataclass(frozen=True)
class SoFar:
    """What a letter holds before the page in question."""

    rough: tuple[str, ...] = ()
    vocabulary: frozenset[str] = frozenset()
    numbers: tuple[str, ...] = ()
    attached: Attached | None = None
    only_front: bool = True
    is_signed: bool = False
    behind_signature: int = 0  # sides with text after the body's end

    def with_page(self, page: Seen) -> "SoFar":
        """The letter with one page more."""
        if page.form is not None:
            numbers = self.numbers if page.form == "blank" else (*self.numbers, *page.numbers)
            return replace(self, numbers=numbers)
        grown = replace(self, rough=(*self.rough, *page.rough), vocabulary=self.vocabulary | page.vocabulary)
        own = self.numbers if self.numbers and not self.only_front else (*self.numbers, *page.numbers)
        behind = self.behind_signature + (self.is_signed or page.is_annex)
        return replace(
            grown,
            numbers=own,
            attached=self.attached or page.attached,
            only_front=False,
            is_signed=self.is_signed or page.is_signed,
            behind_signature=behind,
        )


def begun(page: Seen) -> SoFar:
    """A letter of one page."""
    return SoFar().with_page(page)


def of_page(pages: Sequence[Seen], place: int, feed: Feed) -> Evidence:
    """Evidence that does not depend on where the letter before began. PAGES are those with something on them."""
    page, before = pages[place], pages[place - 1] if place else None
    found = {f"has_{part}": 1.0 for part in page.parts}
    found["head"] = min(FULL_HEAD, _head(page)) / FULL_HEAD
    flags = {
        "no_head": _head(page) == 0 and not page.is_unread and page.form is None,
        "unread": page.is_unread,
        "letterhead_alone": any(part in page.parts for part in LETTERHEAD)
        and not any(part in page.parts for part in ROWS),
        "landscape": page.size[0] > page.size[1],
        "annex_heading": page.is_annex,
        "begins_inside": page.begins_inside,
        "later_item": page.later_item,
        "few_words": page.words < FEW_WORDS and not page.is_unread and page.form is None,
        "disposition": page.form == "disposition",
        "envelope": page.form == "envelope",
        "back_of_sheet": page.index in feed.backs,
        "file_begins": page.index in feed.file_starts,
        "numbered_first": page.page_number is not None and page.page_number.number == 1,
        "numbered_later": page.page_number is not None and page.page_number.number > 1,
    }
    found |= {name: 1.0 for name, holds in flags.items() if holds}
    return {**found, **_after(before, page)} if before is not None else found


def _after(before: Seen, page: Seen) -> Evidence:
    """How the page follows the one before it."""
    numbers = [each.page_number.number for each in (before, page) if each.page_number]
    flags = {
        "after_signature": before.is_signed,
        "after_blank": page.index - before.index > 1,
        "after_open_end": before.ends_open,
        "catchword_met": before.catchword is not None and page.first_word.startswith(before.catchword.split()[0]),
        "number_follows": len(numbers) == 2 and numbers[1] == numbers[0] + 1,
        "other_size": any(abs(some - other) > SIZE_MM for some, other in _edges(before, page)),
        "other_print": page.text_height > 0
        and abs(before.text_height - page.text_height) > HEIGHT_SHARE * before.text_height,
        "other_margin": page.text_height > 0 and abs(before.margin - page.margin) > MARGIN_MM,
    }
    return {name: 1.0 for name, holds in flags.items() if holds}


def _edges(before: Seen, page: Seen) -> Iterator[tuple[float, float]]:
    """Short edges, long edges: a sheet turned sideways is no other paper."""
    return zip(sorted(before.size), sorted(page.size), strict=True)


def of_letter(page: Seen, letter: SoFar, ahead: Seen | None) -> Evidence:
    """Evidence that depends on the letter before: its number, what it promised to bring, whether it is at its end."""
    same = any(is_same_number(own, other) for own in letter.numbers for other in page.numbers)
    own_number = page.number or ""
    other = bool(own_number and letter.numbers) and all(is_other_number(own_number, own) for own in letter.numbers)
    flags = {
        "after_front_matter": letter.only_front and page.form is None,
        "after_front_form": letter.only_front and page.form in FRONT_MATTER,
        "same_number": same,
        "other_number": other,
        "unsigned_yet": not letter.only_front and not letter.is_signed,
        **_annexes(letter),
    }
    found = {name: 1.0 for name, holds in flags.items() if holds}
    if page.form in FRONT_MATTER and not letter.only_front:
        found["form_belongs_ahead"] = _belongs_ahead(page, letter, ahead)
    return found


def _annexes(letter: SoFar) -> dict[str, bool]:
    """Whether annexes that the row Lampiran names are still to come."""
    promised = letter.attached
    if promised is None or not letter.is_signed:
        return {}
    due = promised.count if promised.leaves else min(1, promised.count)
    return {
        "annex_due": letter.behind_signature < due,
        "annex_complete": promised.leaves and letter.behind_signature >= due,
    }


def _belongs_ahead(page: Seen, letter: SoFar, ahead: Seen | None) -> float:
    """1 when a sheet names the number, or shares more words, of the letter that follows; -1: of the one before."""
    if ahead is None:
        return -1.0
    named = [likeness(page.rough, other.rough) for other in (ahead, letter)]
    if abs(named[0] - named[1]) > CLEAR and max(named) > ALIKE:
        return 1.0 if named[0] > named[1] else -1.0
    own = page.vocabulary - (ahead.vocabulary & letter.vocabulary)
    shared = [len(own & other.vocabulary) for other in (ahead, letter)]
    return max(-1.0, min(1.0, (shared[0] - shared[1]) / WORDS_TO_BE_SURE))
