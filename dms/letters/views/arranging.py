"""The strip of a batch: which pages are one letter. Each step is one click, and only what changed is drawn anew."""

from collections.abc import Callable

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import reswap, retarget

import ocr
from dms.intake import queries as intake
from dms.intake.models import Batch
from dms.letters import arranging, continuing, queries, reread_report, strip
from dms.letters.models import Letter, LetterPage, SetAsidePage
from dms.letters.models.letters import PageRole, SetAsideReason
from dms.letters.views.pages import readable_page
from dms.people.middleware import PersonRequest
from dms.people.policy import readable

PER_PAGE = 200
FAULTS: dict[str, Promise] = {
    "first_page": _("Surat sudah dimulai dengan halaman ini."),
    "no_neighbor": _("Tidak ada surat sebelumnya untuk disambung."),
}


def batch_or_404(request: PersonRequest, public_id: str) -> Batch:
    """Return a batch that the person may see."""
    found = intake.visible_batches(request.access, request.user.pk).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


@require_safe
def arrange(request: PersonRequest, public_id: str) -> HttpResponse:
    """All pages of a batch as a strip, letter after letter."""
    batch = batch_or_404(request, public_id)
    page = Paginator(strip.ordered_ids(request.access, batch), PER_PAGE).get_page(request.GET.get("hal"))
    context = {
        "batch": batch,
        "page": page,
        "letters": strip.strip(batch, list(page.object_list)),
        "aside": list(strip.aside_pages(request.access, batch)),
        "roles": strip.role_choices(),
        "told_count": len(continuing.told(batch, request.access)),
        "can_reread": reread_report.own_books(request.access, request.actor) is not None,
    }
    return render(request, "letters/arrange.html", context)


@require_safe
def arrange_letter(request: PersonRequest, public_id: str) -> HttpResponse:
    """The pages of one letter as a strip, for who may read it, whoever gave the batch."""
    letter = queries.letter_or_404(request.access, public_id, "content")
    batch = asked_batch(request, letter)
    context = {
        "batch": batch,
        "letter_id": public_id,
        "letters": strip.strip(batch, [letter.pk], with_names=strip_is_own(request, batch)),
        "roles": strip.role_choices(),
    }
    return render(request, "letters/arrange.html", context)


@require_safe
def separator(request: PersonRequest) -> HttpResponse:
    """The sheet to print and lay between two letters before they are scanned."""
    headers = {"Content-Disposition": 'attachment; filename="lembar-pemisah.pdf"'}
    return HttpResponse(ocr.separator_sheet(), content_type="application/pdf", headers=headers)


@require_POST
def join_told(request: PersonRequest, public_id: str) -> HttpResponse:
    """Join all files of one page that seem to go on with the letter before."""
    batch = batch_or_404(request, public_id)

    def do() -> HttpResponse:
        continuing.join_told(request.actor, batch, request.access)
        return redirect("arrange", public_id)

    return step_taken(request, do)


def changed(
    request: PersonRequest, batch: Batch, letters: list[Letter], *, elsewhere: Letter | None = None, gone: str = ""
) -> HttpResponse:
    """Return the letters that changed, in the place of the one that was clicked.

    The one ELSEWHERE is drawn anew where it stands, the one GONE (an id) is taken away.
    """
    is_own = strip_is_own(request, batch)
    if not request.htmx:
        if is_own:
            return redirect("arrange", batch.public_id)
        return redirect("arrange_letter", letters[0].public_id) if letters else redirect("home")
    context = {
        "batch": batch,
        "letters": strip.strip(batch, [letter.pk for letter in letters], with_names=is_own),
        "elsewhere": strip.strip(batch, [elsewhere.pk], with_names=is_own) if elsewhere else [],
        "gone": gone,
        "roles": strip.role_choices(),
        "aside": list(strip.aside_pages(request.access, batch)) if is_own else [],
    }
    return render(request, "letters/arrange_changed.html", context)


def asked_version(request: PersonRequest) -> int | None:
    """Return the version of the letter that the person saw; None where the request names none."""
    version = request.POST.get("versi", "")
    return int(version) if version.isdecimal() and len(version) < 10 else None


def step_taken(request: PersonRequest, do: Callable[[], HttpResponse]) -> HttpResponse:
    """DO one step; one that makes no sense any more is told, and nothing changes."""
    try:
        return do()
    except arranging.CannotArrangeError as error:
        said = FAULTS.get(error.code, _("Susunan sudah berubah. Muat ulang halaman."))
        answer = render(request, "letters/arrange_fault.html", {"fault": said}, status=409)
        return reswap(retarget(answer, "#messages"), "innerHTML")


@require_POST
def cut(request: PersonRequest, public_id: str, order: int) -> HttpResponse:
    """Let a new letter begin with this page."""
    page, batch = page_and_batch(request, public_id, order)

    def do() -> HttpResponse:
        new = arranging.cut(request.actor, page.letter, page.order, version=asked_version(request))
        return changed(request, batch, [page.letter, new])

    return step_taken(request, do)


@require_POST
def join(request: PersonRequest, public_id: str) -> HttpResponse:
    """Let the letter be the end of the one before it in the strip."""
    letter = queries.letter_or_404(request.access, public_id, "content")
    batch = asked_batch(request, letter)
    previous = strip.neighbor_of(request.access, batch, letter, -1)

    def do() -> HttpResponse:
        if previous is None:
            raise arranging.CannotArrangeError("no_neighbor")
        joined = arranging.join_to_previous(request.actor, previous, letter, version=asked_version(request))
        return changed(request, batch, [joined], gone=previous.public_id)

    return step_taken(request, do)


@require_POST
def move(request: PersonRequest, public_id: str, order: int) -> HttpResponse:
    """Let the page stand at a place (`place`, from 1) of a letter (`target`)."""
    page, batch = page_and_batch(request, public_id, order)
    target = queries.letter_or_404(request.access, request.POST.get("target", ""), "content")
    place = request.POST.get("place", "")

    def do() -> HttpResponse:
        source = page.letter
        wanted = int(place) if place.isdecimal() and len(place) < 6 else 0
        arranging.move(request.actor, page, target, wanted, version=asked_version(request))
        source.refresh_from_db()
        if source.merged_into_id is not None:
            return changed(request, batch, [target], gone=source.public_id)
        return changed(request, batch, [target], elsewhere=source if source.pk != target.pk else None)

    return step_taken(request, do)


@require_POST
def set_role(request: PersonRequest, public_id: str, order: int) -> HttpResponse:
    """Say what the page is in its letter, or set it aside with a reason."""
    page, batch = page_and_batch(request, public_id, order)
    role, version = request.POST.get("role", ""), asked_version(request)
    if role in (f"{strip.MOVE}-1", f"{strip.MOVE}1"):
        return move_by_one(request, page, batch, int(role.removeprefix(strip.MOVE)))
    reason = role.removeprefix(strip.ASIDE)
    if role not in PageRole.values and reason not in SetAsideReason.values:
        raise Http404

    def do() -> HttpResponse:
        if role in PageRole.values:
            arranging.set_role(request.actor, page, PageRole(role), version=version)
        else:
            arranging.set_aside(request.actor, page, SetAsideReason(reason), version=version)
        letter = Letter.objects.get(pk=page.letter_id)
        return changed(request, batch, [letter] if letter.withdrawn_at is None else [])

    return step_taken(request, do)


def move_by_one(request: PersonRequest, page: LetterPage, batch: Batch, step: int) -> HttpResponse:
    """Let the page change its place by one: the way for who cannot drag."""
    letter = page.letter
    neighbor = strip.neighbor_of(request.access, batch, letter, step)

    def do() -> HttpResponse:
        now = arranging.move_by_one(request.actor, page, step, neighbor, version=asked_version(request))
        letter.refresh_from_db()
        if now.pk == letter.pk:
            return changed(request, batch, [letter])
        if letter.merged_into_id is not None:
            return changed(request, batch, [now], gone=now.public_id)
        return changed(request, batch, [letter], elsewhere=now)

    return step_taken(request, do)


@require_POST
def take_back(request: PersonRequest, public_id: str) -> HttpResponse:
    """Put a page that was set aside back into its letter."""
    letters = readable(Letter.objects.all(), request.access, "content")
    aside = SetAsidePage.objects.filter(public_id=public_id, letter__in=letters).select_related("item__batch").first()
    if aside is None:
        raise Http404
    batch = batch_or_404(request, aside.item.batch.public_id)

    def do() -> HttpResponse:
        arranging.take_back(request.actor, aside)
        return redirect("arrange", batch.public_id)

    return step_taken(request, do)


def page_and_batch(request: PersonRequest, public_id: str, order: int) -> tuple[LetterPage, Batch]:
    """Return a page the person may read, and the batch in whose strip it stands."""
    page = readable_page(request, public_id, order)
    return page, asked_batch(request, page.letter)


def asked_batch(request: PersonRequest, letter: Letter) -> Batch:
    """Return the batch of LETTER that the request names, or one it came in: the person's own, if there is one."""
    came_in = Batch.objects.filter(items__letters__letter=letter).distinct().order_by("pk")
    own = intake.visible_batches(request.access, request.user.pk).filter(pk__in=came_in)
    named = own.filter(public_id=request.POST["berkas"]) if request.POST.get("berkas") else own
    return named.first() or own.first() or came_in[0]


def strip_is_own(request: PersonRequest, batch: Batch) -> bool:
    """Tell whether the person may see the strip of the whole BATCH, with the names of its files."""
    return intake.visible_batches(request.access, request.user.pk).filter(pk=batch.pk).exists()
