"""Letters that may be the same one given twice: same number and sender or date, or the same words on the first page."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse

from dms.letters import queries
from dms.letters.models import Letter
from dms.letters.senders import read_as
from dms.people.policy import Access

SHOWN = 3


@dataclass(frozen=True)
class Alike:
    """A letter that may be the same as another one, as it is shown beside it."""

    url: str
    thumbnail_url: str
    number: str
    letter_date: date | None
    sender: str
    subject: str
    same: tuple[str, ...]


def alike(access: Access, letter: Letter) -> list[Alike]:
    """Return letters that ACCESS may read and that look like LETTER, those with most in common first."""
    found = [(same_as(letter, other), other) for other in of_the_same_number(access, letter)]
    telling = sorted((one for one in found if len(one[0]) > 1), key=lambda one: (-len(one[0]), one[1].pk))
    return [shown(other, same) for same, other in telling[:SHOWN]]


def of_the_same_number(access: Access, letter: Letter) -> QuerySet[Letter]:
    """Return other letters with the number of LETTER, or without one from the same day about the same subject."""
    others = queries.letters_for(access, "content").exclude(pk=letter.pk)
    if letter.number_key:
        return others.filter(number_key=letter.number_key)[:50]
    if letter.letter_date is None or not letter.subject:
        return others.none()
    return others.filter(Q(number_key=None) & Q(letter_date=letter.letter_date, subject__iexact=letter.subject))[:50]


def same_as(letter: Letter, other: Letter) -> tuple[str, ...]:
    """Return what the two have in common: number, date, sender, subject."""
    pairs = {
        "number": (letter.number_key, other.number_key),
        "letter_date": (letter.letter_date, other.letter_date),
        "sender": (read_as(letter.sender or ""), read_as(other.sender or "")),
        "subject": (read_as(letter.subject or ""), read_as(other.subject or "")),
    }
    return tuple(name for name, (one, another) in pairs.items() if one and one == another)


def shown(letter: Letter, same: tuple[str, ...]) -> Alike:
    """Return LETTER as it is shown beside the one it looks like."""
    return Alike(
        url=reverse("letter", args=[letter.public_id]),
        thumbnail_url=reverse("letter_page_thumbnail", args=[letter.public_id, 1]),
        number=letter.number or "",
        letter_date=letter.letter_date,
        sender=letter.sender or "",
        subject=letter.subject or "",
        same=same,
    )
