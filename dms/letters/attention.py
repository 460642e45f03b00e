"""Pages that somebody should look at: not read, read in part, or read without being sure of it."""

from dataclasses import dataclass

from django.db.models import Case, F, FilteredRelation, IntegerField, Q, QuerySet, Value, When
from django.urls import reverse

from dms.intake import page_wording
from dms.intake.models import Reading
from dms.letters import queries, rereading
from dms.letters.models import LetterPage
from dms.people.policy import Access

COUNTED = 100
"""The menu says "99+" beyond that, so that counting costs little however many there are."""


@dataclass(frozen=True)
class DoubtfulPage:
    """One page as the list shows it."""

    letter_id: str
    number: int
    subject: str
    sender: str
    url: str
    thumbnail_url: str
    outcome: str
    look: str
    confidence_percent: int | None
    reasons: list[str]
    is_under_way: bool


def doubtful_pages(access: Access) -> QuerySet[LetterPage]:
    """Return the pages to be looked at of letters that ACCESS may read, the worst first."""
    current = FilteredRelation("source_page__readings", condition=Q(source_page__readings__is_current=True))
    pages = LetterPage.objects.filter(letter__in=queries.letters_for(access, "content")).annotate(current=current)
    waiting = pages.filter(Q(accepted_reading=None) | ~Q(accepted_reading=F("current__pk")), current__is_doubtful=True)
    worth = Case(
        When(current__outcome="unread", then=Value(0)),
        When(current__outcome="partial", then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    ordered = waiting.order_by(worth, "current__confidence", "-letter__received_at", "letter", "order")
    return ordered.select_related("letter", "source_page__original")


def count(access: Access) -> int:
    """Return how many pages wait for a look, COUNTED at most."""
    return doubtful_pages(access).order_by()[:COUNTED].count()


def doubtful_page(page: LetterPage) -> DoubtfulPage:
    """Return PAGE as the list shows it."""
    reading = rereading.current_reading(page.source_page) or Reading(outcome="unread", notes=[])
    args = [page.letter.public_id, page.order]
    return DoubtfulPage(
        letter_id=page.letter.public_id,
        number=page.order,
        subject=page.letter.subject or "",
        sender=page.letter.sender or "",
        url=f"{reverse('letter', args=args[:1])}?hal={page.order}",
        thumbnail_url=reverse("letter_page_thumbnail", args=args),
        outcome=page_wording.outcome_in_words(reading),
        look=page_wording.LOOKS.get(reading.outcome, ""),
        confidence_percent=None if reading.confidence is None else round(100 * reading.confidence),
        reasons=page_wording.troubles_in_words(reading),
        is_under_way=rereading.is_under_way(page),
    )
