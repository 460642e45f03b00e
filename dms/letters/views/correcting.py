"""Putting right what was read: words and lines of a page, corrections taken back, pages locked."""

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import reswap, retarget, trigger_client_event

from dms.letters import correcting
from dms.letters.forms import CorrectionForm
from dms.letters.models import LetterPage
from dms.letters.views.pages import back, readable_page, render_record
from dms.people.middleware import PersonRequest


@require_POST
def correct(request: PersonRequest, public_id: str, order: int) -> HttpResponseBase:
    """Keep what a person read at a place of the page."""
    page = readable_page(request, public_id, order)
    form = CorrectionForm(request.POST)
    fault = "" if form.is_valid() else "no_place"
    if not fault:
        try:
            correcting.correct(request.actor, page, form.box(), form.cleaned_data["text"])
        except correcting.BadCorrectionError as error:
            fault = error.code
    if fault:
        answer = render(request, "letters/correction_fault.html", {"fault": fault_in_words(fault)}, status=400)
        return reswap(retarget(answer, "#correct-fault-place"), "innerHTML")
    return corrected(request, page)


def fault_in_words(code: str) -> str:
    """Say why a correction was not kept, and what to do."""
    return {
        "too_long": _("Teks terlalu panjang. Betulkan per baris."),
        "no_change": _("Belum ada yang berubah. Ubah teksnya, atau tekan Esc."),
    }.get(code, _("Tempatnya tidak dikenal. Pilih kata atau gambar kotak di atas halaman."))


def corrected(request: PersonRequest, page: LetterPage) -> HttpResponseBase:
    """Return the record of PAGE as it is now; the viewer is told to load its words anew."""
    if not request.htmx:
        return back(request, page)
    answer = render_record(request, readable_page(request, page.letter.public_id, page.order))
    return trigger_client_event(answer, "page-corrected", {"page": page.order})


@require_POST
def take_back(request: PersonRequest, public_id: str, order: int, correction_id: str) -> HttpResponseBase:
    """Let a correction count no more."""
    page = readable_page(request, public_id, order)
    made = page.letter.corrections.filter(source_page=page.source_page, taken_back_at=None)
    correction = made.filter(public_id=correction_id).first()
    if correction is None:
        raise Http404
    correcting.take_back(request.actor, correction)
    return corrected(request, page)


@require_POST
def lock(request: PersonRequest, public_id: str, order: int) -> HttpResponseBase:
    """Lock the page, or unlock it (`buka`)."""
    page = readable_page(request, public_id, order)
    change = correcting.unlock if "buka" in request.POST else correcting.lock
    change(request.actor, page)
    return corrected(request, page)
