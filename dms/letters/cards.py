"""What a list shows of a letter: its card, and for a hit the words around the marks."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from dms.letters.kinds import kind_name
from dms.letters.models import Letter
from dms.letters.queries import Found


@dataclass(frozen=True)
class Card:
    """A letter in a list."""

    url: str
    subject: str | None
    sender: str | None
    number: str | None
    letter_date: date | None
    kind: str
    code: str | None
    thumbnail_url: str | None
    page_count: int
    is_secret_card: bool
    notes: list[dict[str, object]]


@dataclass(frozen=True)
class MarkedPage:
    """A page with marks on it."""

    number: int
    url: str


@dataclass(frozen=True)
class HitCard(Card):
    """A hit: the card, and a piece of the text with the marked words."""

    snippet: list[tuple[str, bool]] | None
    marked_pages: list[MarkedPage]
    more_marked_pages: int
    can_read: bool


def card(letter: Letter, *, can_read: bool, url: str = "") -> Card:
    """Return the card of LETTER; the picture only for who may read it."""
    thumbnail = reverse("letter_page_thumbnail", args=[letter.public_id, 1]) if can_read else None
    return Card(
        url=url or reverse("letter", args=[letter.public_id]),
        subject=letter.subject,
        sender=letter.sender,
        number=letter.number,
        letter_date=letter.letter_date,
        kind=kind_name(letter.kind),
        code=letter.class_code,
        thumbnail_url=thumbnail,
        page_count=letter.pages.count(),
        is_secret_card=not can_read,
        notes=[note for note in letter.notes if note.get("outcome") != "blank"] if can_read else [],
    )


def hit_card(found: Found, address: str) -> HitCard:
    """Return the card of a hit; ADDRESS(…) of the letter carries the query and the page with the marks."""
    letter = found.letter
    base = reverse("letter", args=[letter.public_id])
    plain = card(letter, can_read=found.may_read, url=f"{base}?{address}&hal={found.pages[0] if found.pages else 1}")
    marked = [MarkedPage(number, f"{base}?{address}&hal={number}") for number in found.pages]
    return HitCard(
        **vars(plain),
        snippet=list(found.snippet.parts) if found.snippet and found.snippet.parts else None,
        marked_pages=marked[:4],
        more_marked_pages=max(0, len(marked) - 4),
        can_read=found.may_read,
    )
