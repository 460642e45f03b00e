"""Which pages are one letter, decided by people: letters cut and joined, pages moved, given a role, set aside.

Every page of a given file stands in a letter or is set aside with a reason; nothing is ever dropped. Each verb is one
step and takes effect at once: fields nobody set are read anew, index, codes and searchable PDF follow.
"""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import F

from dms.audit import services as audit
from dms.intake import services as intake
from dms.intake.models import BatchItem
from dms.jobs import services as jobs
from dms.letters import index, rereading
from dms.letters import services as letters
from dms.letters.granting import copy_access
from dms.letters.models import Letter, LetterPage, LetterSource, SetAsidePage
from dms.letters.models.letters import PageRole, SetAsideReason
from dms.people.actor import Actor

OUT_OF_THE_WAY = 1_000_000
"""Places that no letter has: pages stand there while their numbers change."""


class CannotArrangeError(Exception):
    """The step makes no sense (any more); `code` says why: first_page, no_neighbor, no_place."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def cut(actor: Actor, letter: Letter, order: int) -> Letter:
    """Let a new letter begin with page ORDER of LETTER; return it. Nobody sees more of it than before."""
    with transaction.atomic():
        locked = Letter.objects.select_for_update().get(pk=letter.pk)
        pages = list(locked.pages.all())
        going = [page for page in pages if page.order >= order]
        if not going or len(going) == len(pages):
            raise CannotArrangeError("first_page")
        new = Letter.objects.create(unit=locked.unit, direction=locked.direction, received_at=locked.received_at)
        copy_access(locked, new)
        audit.record(actor, "letter_cut", "letter", locked.public_id, page=order, new=new.public_id)
        give_pages(new, going)
        settle([locked, new])
    return new


def join_to_previous(actor: Actor, previous: Letter, letter: Letter) -> Letter:
    """Let the pages of LETTER follow those of PREVIOUS, whose id stays."""
    if previous.pk == letter.pk:
        raise CannotArrangeError("no_neighbor")
    with transaction.atomic():
        joined = letters.join(actor, [previous, letter])
        joined.pages.update(begins={})
        settle([joined])
    return joined


def move(actor: Actor, page: LetterPage, target: Letter, place: int) -> None:
    """Let PAGE be page PLACE (from 1) of TARGET, its own letter or another one. A letter left empty is joined to it."""
    with transaction.atomic():
        source = Letter.objects.select_for_update().get(pk=page.letter_id)
        rest = [one for one in target.pages.all() if one.pk != page.pk]
        if not 1 <= place <= len(rest) + 1:
            raise CannotArrangeError("no_place")
        audit.record(actor, "page_moved", "letter", source.public_id, page=page.order, to=target.public_id, at=place)
        if target.pk != source.pk:
            letters.unite_access(target, [source])
        give_pages(target, [*rest[: place - 1], page, *rest[place - 1 :]])
        if not source.pages.exists():
            source.merged_into = target
            source.save(update_fields=["merged_into"])
        settle(list({one.pk: one for one in (target, source)}.values()))


def set_role(actor: Actor, page: LetterPage, role: PageRole) -> None:
    """Say what PAGE is in its letter."""
    with transaction.atomic():
        page.role = role
        page.save(update_fields=["role"])
        audit.record(actor, "page_role_set", "letter", page.letter.public_id, page=page.order, role=role.value)
        settle([page.letter])


def set_aside(actor: Actor, page: LetterPage, reason: SetAsideReason) -> SetAsidePage:
    """Take PAGE out of its letter; it is kept with the reason. A letter left without pages is withdrawn."""
    with transaction.atomic():
        letter = Letter.objects.select_for_update().get(pk=page.letter_id)
        item = item_of(page)
        aside = SetAsidePage.objects.create(
            item=item, source_page=page.source_page, reason=reason, set_by=actor.person, letter=letter
        )
        audit.record(actor, "page_set_aside", "letter", letter.public_id, page=page.order, reason=reason.value)
        page.delete()
        give_pages(letter, letter.pages.all())
        if not letter.pages.exists():
            letters.withdraw(actor, letter, str(SetAsideReason(reason).label))
        settle([letter])
    return aside


def take_back(actor: Actor, aside: SetAsidePage) -> Letter:
    """Put a page that was set aside back into the letter it came from, at its end."""
    with transaction.atomic():
        letter = Letter.objects.select_for_update().get(pk=aside.letter_id)
        while letter.merged_into_id:
            letter = Letter.objects.select_for_update().get(pk=letter.merged_into_id)
        Letter.objects.filter(pk=letter.pk).update(withdrawn_at=None, withdrawn_by=None, withdrawn_reason="")
        letter.refresh_from_db()
        order = letter.pages.count() + 1
        LetterPage.objects.create(letter=letter, source_page=aside.source_page, order=order)
        audit.record(actor, "page_taken_back", "letter", letter.public_id, page=order)
        aside.delete()
        settle([letter])
    return letter


def item_of(page: LetterPage) -> BatchItem:
    """Return the given file that PAGE came in."""
    source = page.letter.sources.filter(item__original_id=page.source_page.original_id)
    return source.select_related("item").order_by("pk")[0].item


def give_pages(letter: Letter, pages: Iterable[LetterPage]) -> None:
    """Let PAGES, whosever they were, be the pages of LETTER in this order, with their corrections and their files."""
    ordered = list(pages)
    moved = [page for page in ordered if page.letter_id != letter.pk]
    for page in moved:
        page.letter.corrections.filter(source_page=page.source_page).update(letter=letter)
        LetterSource.objects.get_or_create(letter=letter, item=item_of(page))
    givers = {page.letter_id: page.letter for page in moved}
    numbered(letter, ordered)
    for giver in givers.values():
        numbered(giver, list(giver.pages.all()))


def numbered(letter: Letter, pages: Sequence[LetterPage]) -> None:
    """Number PAGES from 1 as those of LETTER."""
    LetterPage.objects.filter(pk__in=[page.pk for page in pages]).update(order=F("order") + OUT_OF_THE_WAY + letter.pk)
    for order, page in enumerate(pages, start=1):
        page.letter, page.order = letter, order
        page.save(update_fields=["letter", "order"])


def settle(changed: Sequence[Letter]) -> None:
    """Let all that hangs on the letters CHANGED follow: their sources, their fields, and what their files became."""
    items = {source.item_id: source.item for letter in changed for source in letter.sources.select_related("item")}
    for letter in changed:
        drop_idle_sources(letter)
        Letter.objects.filter(pk=letter.pk).update(has_pdf=False)
        letter.refresh_from_db()
        if index.is_shown(letter):
            pages = rereading.read_pages(letter)
            rereading.follow(letter, pages, letters.read_fields(pages))
            jobs.enqueue("classify", letter.public_id, group=letter.public_id, priority=rereading.LOOKED_AT_PRIORITY)
        else:
            index.changed(letter)
    for item in items.values():
        intake.say_became(item, parts_of(item))


def drop_idle_sources(letter: Letter) -> None:
    """Forget the files of which LETTER holds no page any more; one that was emptied keeps them."""
    originals = set(letter.pages.values_list("source_page__original_id", flat=True))
    if originals:
        letter.sources.exclude(item__original_id__in=originals).delete()


def parts_of(item: BatchItem) -> list[dict[str, object]]:
    """Return which pages of which letters the file ITEM became, in the order of the file."""
    pages = LetterPage.objects.filter(
        letter__sources__item=item, letter__merged_into=None, source_page__original__items=item
    )
    places: dict[str, list[int]] = {}
    for letter, order in pages.order_by("source_page__number").values_list("letter__public_id", "order"):
        places.setdefault(letter, []).append(order)
    return [{"letter": letter, "first": min(of), "last": max(of)} for letter, of in places.items()]
