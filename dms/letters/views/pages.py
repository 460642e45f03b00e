"""One page of a letter: the record of its reading, the picture that was read, and having it read again."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

import ocr
from dms.audit import services as audit
from dms.intake import queries as intake
from dms.letters import queries, rereading
from dms.letters.forms import RereadForm
from dms.letters.models import LetterPage
from dms.letters.page_record import page_record
from dms.letters.views.media import picture, private
from dms.letters.views.parts import render_part
from dms.people.middleware import PersonRequest


def readable_page(request: PersonRequest, public_id: str, order: int) -> LetterPage:
    """Return a page of a letter whose content the person may read; else answer as for one that is not there."""
    letter = queries.letter_or_404(request.access, public_id, "content")
    return queries.page_or_404(letter, order)


@require_safe
def record(request: PersonRequest, public_id: str, order: int) -> HttpResponse:
    """The record of one page, a part of the panel; `menunggu` asks until the page has been read again."""
    page = readable_page(request, public_id, order)
    if "menunggu" in request.GET and not rereading.is_under_way(page):
        return HttpResponseClientRefresh()
    return render_record(request, page)


def render_record(request: PersonRequest, page: LetterPage, form: RereadForm | None = None) -> HttpResponse:
    """Return the record of PAGE, with the form that has it read again."""
    context = {"public_id": page.letter.public_id, "record": page_record(page), "form": form or form_of(page)}
    return render_part(request, "letters/page_record.html", context, status=400 if form else 200)


def form_of(page: LetterPage, data: object = None) -> RereadForm:
    """Return the form of PAGE; what people of another letter decided about it is not shown."""
    decided = intake.overrule_of(page.source_page) if rereading.is_asked_here(page) else ocr.Overrule()
    return RereadForm(data, page=page.source_page, overrule=decided)


@require_POST
def reread(request: PersonRequest, public_id: str, order: int) -> HttpResponseBase:
    """Have the page read again as the person decided."""
    page = readable_page(request, public_id, order)
    form = form_of(page, request.POST)
    if not form.is_valid():
        return render_record(request, page, form)
    rereading.ask(request.actor, page, form.overrule() if "turned_degrees" in request.POST else form.decided)
    if request.htmx:
        return render_record(request, readable_page(request, public_id, order))
    messages.success(request, _("Halaman %(page)s dibaca ulang. Hasilnya muncul sebentar lagi.") % {"page": order})
    return back(request, page)


@require_POST
def accept(request: PersonRequest, public_id: str, order: int) -> HttpResponseBase:
    """Be content with how the page was read."""
    page = readable_page(request, public_id, order)
    rereading.accept(request.actor, page)
    return back(request, page)


def back(request: PersonRequest, page: LetterPage) -> HttpResponseBase:
    """Return to where the person came from: the list of pages to be looked at, or the page itself."""
    if request.POST.get("kembali") == "daftar":
        return redirect("worklist")
    return redirect(f"{reverse('letter', args=[page.letter.public_id])}?hal={page.order}")


@require_safe
@private
def prepared(request: PersonRequest, public_id: str, order: int) -> HttpResponseBase:
    """The picture that was read; made when it is first asked for (202 until it is there). The look is journaled."""
    page = readable_page(request, public_id, order)
    reading = rereading.current_reading(page.source_page)
    if reading is None:
        raise Http404
    path = rereading.prepared_path(page, reading)
    if not path.exists():
        rereading.ask_for_picture(page)
        return HttpResponse(status=202, headers={"Retry-After": "1"})
    if path.stat().st_size == 0:  # it could not be made
        raise Http404
    if request.method == "GET":
        audit.record(request.actor, "page_viewed", "letter", page.letter.public_id, page=order, prepared=True)
    return picture(path)
