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
    """The step makes no sense (any more); `code` says why: first_page, no_neighbor, no_place, changed."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def locked(letters: Iterable[Letter], *, version: int | None = None) -> dict[int, Letter]:
    """Lock LETTERS, in one order for everybody, and return them as they are now by key.

    Raises CannotArrangeError when one of them was joined into another or withdrawn meanwhile, or the first is no longer
    at VERSION, the one that the person saw.
    """
    wanted = list(letters)
    rows = Letter.objects.select_for_update().filter(pk__in=[letter.pk for letter in wanted]).order_by("pk")
    found = {row.pk: row for row in rows if row.merged_into_id is None and row.withdrawn_at is None}
    if set(found) != {letter.pk for letter in wanted}:
        raise CannotArrangeError("changed")
    if version is not None and found[wanted[0].pk].version != version:
        raise CannotArrangeError("changed")
    return found


def page_now(page: LetterPage, letter: Letter) -> LetterPage:
    """Return PAGE as it is now in LETTER, which is locked. Raises CannotArrangeError when it is gone from there."""
    found = LetterPage.objects.select_related("letter", "source_page").filter(pk=page.pk, letter=letter).first()
    if found is None:
        raise CannotArrangeError("changed")
    return found


def cut(actor: Actor, letter: Letter, order: int, *, version: int | None = None) -> Letter:
    """Let a new letter begin with page ORDER of LETTER; return it. Nobody sees more of it than before."""
    with transaction.atomic():
        now = locked([letter], version=version)[letter.pk]
        pages = list(now.pages.all())
        going = [page for page in pages if page.order >= order]
        if not going or len(going) == len(pages):
            raise CannotArrangeError("first_page")
        new = Letter.objects.create(unit=now.unit, direction=now.direction, received_at=now.received_at)
        copy_access(now, new)
        audit.record(actor, "letter_cut", "letter", now.public_id, page=order, new=new.public_id)
        give_pages(new, going)
        settle([now, new])
    return new


def join_to_previous(actor: Actor, previous: Letter, letter: Letter, *, version: int | None = None) -> Letter:
    """Let the pages of LETTER follow those of PREVIOUS, whose id stays."""
    if previous.pk == letter.pk:
        raise CannotArrangeError("no_neighbor")
    with transaction.atomic():
        now = locked([letter, previous], version=version)
        joined = letters.join(actor, [now[previous.pk], now[letter.pk]])
        joined.pages.update(begins={})
        settle([joined])
    return joined


def move(actor: Actor, page: LetterPage, target: Letter, place: int, *, version: int | None = None) -> None:
    """Let PAGE be page PLACE (from 1) of TARGET, its own letter or another one. A letter left empty is joined to it."""
    with transaction.atomic():
        now = locked(list({page.letter_id: page.letter, target.pk: target}.values()), version=version)
        source, target = now[page.letter_id], now[target.pk]
        page = page_now(page, source)
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


def move_by_one(
    actor: Actor, page: LetterPage, step: int, neighbor: Letter | None, *, version: int | None = None
) -> Letter:
    """Let PAGE go one place on (STEP 1) or back (-1), at its letter's end into NEIGHBOR; return where it is now."""
    letter = page.letter
    if 1 <= page.order + step <= letter.pages.count():
        move(actor, page, letter, page.order + step, version=version)
        return letter
    if neighbor is None:
        raise CannotArrangeError("no_neighbor")
    move(actor, page, neighbor, 1 if step > 0 else neighbor.pages.count() + 1, version=version)
    return neighbor


def set_role(actor: Actor, page: LetterPage, role: PageRole, *, version: int | None = None) -> None:
    """Say what PAGE is in its letter."""
    with transaction.atomic():
        page = page_now(page, locked([page.letter], version=version)[page.letter_id])
        page.role, page.is_role_decided = role, True
        page.save(update_fields=["role", "is_role_decided"])
        audit.record(actor, "page_role_set", "letter", page.letter.public_id, page=page.order, role=role.value)
        settle([page.letter], is_other=False)


def set_aside(actor: Actor, page: LetterPage, reason: SetAsideReason, *, version: int | None = None) -> SetAsidePage:
    """Take PAGE out of its letter; it is kept with the reason. A letter left without pages is withdrawn."""
    with transaction.atomic():
        letter = locked([page.letter], version=version)[page.letter_id]
        page = page_now(page, letter)
        aside = SetAsidePage.objects.create(
            item=item_of(page),
            source_page=page.source_page,
            reason=reason,
            set_by=actor.person,
            letter=letter,
            order=page.order,
            role=page.role,
            locked_reading_id=page.locked_reading_id,
        )
        audit.record(actor, "page_set_aside", "letter", letter.public_id, page=page.order, reason=reason.value)
        page.delete()
        give_pages(letter, letter.pages.all())
        if not letter.pages.exists():
            letters.withdraw(actor, letter, str(SetAsideReason(reason).label))
        settle([letter])
    return aside


def take_back(actor: Actor, aside: SetAsidePage) -> Letter:
    """Put a page that was set aside back into the letter it came from, where and as it was there."""
    with transaction.atomic():
        letter = Letter.objects.select_for_update().get(pk=aside.letter_id)
        while letter.merged_into_id:
            letter = Letter.objects.select_for_update().get(pk=letter.merged_into_id)
        if not SetAsidePage.objects.filter(pk=aside.pk).exists():
            raise CannotArrangeError("changed")
        Letter.objects.filter(pk=letter.pk).update(withdrawn_at=None, withdrawn_by=None, withdrawn_reason="")
        letter.refresh_from_db()
        rest = list(letter.pages.all())
        page = LetterPage.objects.create(
            letter=letter,
            source_page=aside.source_page,
            order=len(rest) + 1,
            role=aside.role,
            is_role_decided=True,
            locked_reading_id=aside.locked_reading_id,
        )
        place = min(aside.order, len(rest) + 1)
        give_pages(letter, [*rest[: place - 1], page, *rest[place - 1 :]])
        audit.record(actor, "page_taken_back", "letter", letter.public_id, page=place)
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


def settle(changed: Sequence[Letter], *, is_other: bool = True) -> None:
    """Let all that hangs on the letters CHANGED follow: their sources, their fields, and what their files became.

    A letter of other pages (`is_other`) is not the one that somebody verified.
    """
    items = {source.item_id: source.item for letter in changed for source in letter.sources.select_related("item")}
    for letter in changed:
        drop_idle_sources(letter)
        Letter.objects.filter(pk=letter.pk).update(has_pdf=False, **({"verified_at": None} if is_other else {}))
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
    """Return which letters the file ITEM became, with the first and last of its pages in each."""
    pages = LetterPage.objects.filter(
        letter__sources__item=item, letter__merged_into=None, source_page__original__items=item
    )
    numbers: dict[str, list[int]] = {}
    for letter, number in pages.order_by("source_page__number").values_list("letter__public_id", "source_page__number"):
        numbers.setdefault(letter, []).append(number)
    return [{"letter": letter, "first": min(of), "last": max(of)} for letter, of in numbers.items()]
