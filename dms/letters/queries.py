"""Reading letters: found by id, by search, with their pages, fields and words; each asks the access policy."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from django.db.models import QuerySet
from django.http import Http404

import ocr
import search
from dms.intake import became
from dms.intake.models import BatchItem, Original
from dms.letters import index
from dms.letters.models import FieldValue, Letter, LetterPage
from dms.letters.readings import readings_of
from dms.people.policy import Access, Question, may, readable
from dms.people.public_ids import is_public_id
from search.batches import batches

Order = Literal["best", "newest"]
ASKED_AT_ONCE = 1000


def letters_for(access: Access, question: Question = "metadata") -> QuerySet[Letter]:
    """Return the letters that ACCESS may see; withdrawn and merged ones are in no list."""
    shown = Letter.objects.filter(withdrawn_at=None, merged_into=None).select_related("unit")
    return readable(shown, access, question)


def standings(access: Access, public_ids: Collection[str]) -> dict[str, became.Standing]:
    """Say which of these letters are withdrawn; of those that ACCESS may not see, withdrawn or not, nothing is said."""
    found: dict[str, became.Standing] = {}
    for some in batches(sorted(public_ids), ASKED_AT_ONCE):
        rows = readable(Letter.objects.filter(merged_into=None, public_id__in=some), access, "metadata")
        for public_id, withdrawn_at in rows.values_list("public_id", "withdrawn_at"):
            found[public_id] = "withdrawn" if withdrawn_at else "open"
    return found


def all_withdrawn(item: BatchItem) -> bool:
    """Tell whether every letter that the line ITEM became part of is withdrawn."""
    became = Letter.objects.filter(sources__item=item)
    return became.exists() and not became.filter(withdrawn_at=None).exists()


def letter_or_404(access: Access, public_id: str, question: Question = "metadata") -> Letter:
    """Return the letter with this id; one that may not be seen answers exactly like one that is not there."""
    letter = letters_for(access, question).filter(public_id=public_id).first() if is_public_id(public_id) else None
    if letter is None:
        raise Http404
    return letter


def merged_target(access: Access, public_id: str) -> Letter | None:
    """Return the letter that PUBLIC_ID was joined into, if the person may see it."""
    merged = Letter.objects.filter(public_id=public_id).exclude(merged_into=None).first()
    if merged is None or merged.merged_into is None:
        return None
    return letters_for(access).filter(pk=merged.merged_into.pk).first()


@dataclass(frozen=True)
class Found:
    """A hit as it is shown: the letter, whether its content may be seen, and where the words stand."""

    letter: Letter
    may_read: bool
    snippet: search.Snippet | None
    pages: list[int]
    score: float


@dataclass(frozen=True)
class Results:
    """One page of hits and how many there are in all (at least, when not exact)."""

    found: list[Found]
    total: int
    total_is_exact: bool


def find(access: Access, text: str, *, order: Order = "best", offset: int = 0, limit: int = 20) -> Results:
    """Search as ACCESS. Raises search.QueryError (the person's news) and search.IndexUnavailableError."""
    query = search.parse(text)
    hits = index.engine().search(query, viewer=index.viewer(access), order=order, offset=offset, limit=limit)
    letters = {
        letter.public_id: letter for letter in letters_for(access).filter(public_id__in=[hit.id for hit in hits.hits])
    }
    found = [shown(access, query, letters[hit.id], hit.score) for hit in hits.hits if hit.id in letters]
    return Results(found, hits.total, hits.total_is_exact)


def shown(access: Access, query: search.Query, letter: Letter, score: float) -> Found:
    """Return a hit with its snippet; the access is judged once more on the loaded row."""
    if not may(access, index.guard(letter), "content"):
        return Found(letter, False, None, [], score)
    readings = dict(page_readings(letter))
    marks = {order: len(marked_words(query, reading)) for order, reading in readings.items()}
    pages = [order for order, count in marks.items() if count]
    best = max(pages, key=lambda order: (marks[order], -order), default=min(readings, default=0))
    text = readings[best].text if best else ""
    return Found(letter, True, search.snippet(query, text), pages, score)


def marked_words(query: search.Query, reading: ocr.PageReading) -> list[int]:
    """Return which words of a page the query marks."""
    return list(search.highlights(query, [word.text for word in reading.words]))


def page_readings(letter: Letter) -> list[tuple[int, ocr.PageReading]]:
    """Return what the letter's pages say, with their place in it."""
    return [(each.page.order, each.reading) for each in readings_of(letter)]


def current_fields(letter: Letter) -> dict[str, FieldValue]:
    """Return the current value of each field of LETTER by its name."""
    return {value.name: value for value in letter.field_values.filter(is_current=True).select_related("set_by")}


def page_or_404(letter: Letter, order: int) -> LetterPage:
    """Return page ORDER of LETTER."""
    page = letter.pages.select_related("source_page__original", "locked_reading").filter(order=order).first()
    if page is None:
        raise Http404
    return page


def originals(letter: Letter) -> list[Original]:
    """Return the originals of LETTER in the order of their pages."""
    pages = letter.pages.select_related("source_page__original")
    return list(dict.fromkeys(page.source_page.original for page in pages))


def query_or_none(text: str) -> search.Query | None:
    """Return TEXT as a query, or None when it is empty or wrong (marks are then left out)."""
    try:
        return search.parse(text[:1000]) if text.strip() else None
    except search.QueryError:
        return None
