"""The pages of a batch as a strip: letter after letter in the order in which they were given, page after page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from dms.intake.models import Batch, BatchItem
from dms.letters import queries
from dms.letters.models import Letter, LetterPage, SetAsidePage
from dms.letters.models.letters import PageRole, SetAsideReason
from dms.letters.wording import reasons_in_words
from dms.people.policy import Access, readable

UNSURE = (0.05, 0.95)
"""Between these the reader is not sure whether a letter begins with a page."""

ASIDE, MOVE = "sisih:", "pindah:"


@dataclass(frozen=True)
class StripPage:
    """One page in the strip; `is_unsure` where the reader was not sure whether a letter begins here."""

    order: int
    thumbnail_url: str
    name: str
    role: str
    is_blank: bool
    is_unsure: bool
    reasons: str


@dataclass(frozen=True)
class StripLetter:
    """One letter in the strip."""

    id: str
    url: str
    version: int
    number: str
    subject: str
    pages: list[StripPage]
    is_verified: bool


@dataclass(frozen=True)
class AsidePage:
    """A page that is in no letter."""

    id: str
    name: str
    reason: str
    who: str


def letters_of(access: Access, batch: Batch) -> QuerySet[Letter]:
    """Return the letters of BATCH that ACCESS may read."""
    return queries.letters_for(access, "content").filter(sources__item__batch=batch).distinct()


def all_ids(batch: Batch) -> list[int]:
    """Return the keys of all letters of BATCH, whoever may read them, in the order of their first pages."""
    pages = LetterPage.objects.filter(
        letter__withdrawn_at=None,
        letter__merged_into=None,
        letter__sources__item__batch=batch,
        source_page__original=F("letter__sources__item__original"),
        order=1,
    )
    rows = pages.order_by("letter__sources__item__line", "source_page__number", "letter_id")
    return list(dict.fromkeys(rows.values_list("letter_id", flat=True)))


def ordered_ids(access: Access, batch: Batch) -> list[int]:
    """Return the keys of the letters of BATCH that ACCESS may read, in the order in which their pages were given."""
    readable = set(letters_of(access, batch).values_list("pk", flat=True))
    return [pk for pk in all_ids(batch) if pk in readable]


def neighbor_of(access: Access, batch: Batch, letter: Letter, step: int) -> Letter | None:
    """Return the letter right before LETTER (STEP -1) or behind it (1) in BATCH, if ACCESS may read it."""
    ids = all_ids(batch)
    place = ids.index(letter.pk) + step if letter.pk in ids else -1
    return letters_of(access, batch).filter(pk=ids[place]).first() if 0 <= place < len(ids) else None


def strip(batch: Batch, ids: Sequence[int], *, with_names: bool = True) -> list[StripLetter]:
    """Return the letters with the keys IDS as the strip of BATCH shows them, in this order.

    Names of files are for those who gave the batch.
    """
    given = BatchItem.objects.filter(batch=batch if with_names else None).exclude(original=None)
    names = {original: name for original, name in given.values_list("original_id", "name") if original}
    pages = (
        LetterPage.objects.filter(letter__in=ids).select_related("letter", "source_page").order_by("letter", "order")
    )
    groups = {letter: list(of) for letter, of in groupby(pages, key=lambda page: page.letter)}
    found = {letter.pk: strip_letter(letter, of, names) for letter, of in groups.items()}
    return [found[pk] for pk in ids if pk in found]


def strip_letter(letter: Letter, pages: Sequence[LetterPage], names: Mapping[int, str]) -> StripLetter:
    """Return LETTER with its PAGES; NAMES are those of the files by their original."""
    return StripLetter(
        id=letter.public_id,
        url=reverse("letter", args=[letter.public_id]),
        version=letter.version,
        number=letter.number or "",
        subject=letter.subject or "",
        pages=[strip_page(letter, page, names.get(page.source_page.original_id, "")) for page in pages],
        is_verified=letter.verified_at is not None,
    )


def strip_page(letter: Letter, page: LetterPage, file_name: str) -> StripPage:
    """Return PAGE of LETTER, which came in the file FILE_NAME."""
    sure = float(page.begins.get("confidence", 1.0 if page.order == 1 else 0.0))
    return StripPage(
        order=page.order,
        thumbnail_url=reverse("letter_page_thumbnail", args=[letter.public_id, page.order]),
        name=page_name(file_name, page.source_page.number),
        role=page.role,
        is_blank=page.role == PageRole.BLANK,
        is_unsure=letter.verified_at is None and UNSURE[0] < sure < UNSURE[1],
        reasons=", ".join(reasons_in_words(page.begins.get("reasons", []))),
    )


def page_name(file_name: str, number: int) -> str:
    """Return what a page is called: its file and its number there."""
    if not file_name:
        return _("hlm. %(page)s") % {"page": number}
    return _("%(file)s, hlm. %(page)s") % {"file": file_name, "page": number}


def aside_pages(access: Access, batch: Batch) -> Iterator[AsidePage]:
    """Yield the pages of BATCH that were set aside from letters that ACCESS may read."""
    letters = readable(Letter.objects.all(), access, "content")
    rows = SetAsidePage.objects.filter(item__batch=batch, letter__in=letters).order_by("item__line", "source_page")
    for row in rows.select_related("item", "source_page", "set_by"):
        name = page_name(row.item.name, row.source_page.number)
        yield AsidePage(row.public_id, name, row.get_reason_display(), row.set_by.name if row.set_by else "")


def role_choices() -> list[tuple[str, str]]:
    """Return what a page can be in its letter, and why it can be in none."""
    roles = [(value, str(label)) for value, label in PageRole.choices]
    why = [(f"{ASIDE}{value}", _("Sisihkan: %(why)s") % {"why": label}) for value, label in SetAsideReason.choices]
    moves = [(f"{MOVE}-1", _("Pindahkan ke kiri")), (f"{MOVE}1", _("Pindahkan ke kanan"))]
    return [*roles, *moves, *why]
