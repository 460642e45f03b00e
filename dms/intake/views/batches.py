"""The screens of batches: giving files and live progress."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dms.intake import became, pages_so_far, queries, services
from dms.intake.forms import BatchForm
from dms.intake.lines import line
from dms.intake.models import Batch
from dms.intake.watching import folders
from dms.people.middleware import PersonRequest
from dms.people.public_ids import is_public_id
from dms.people.queries import may_receive

LINES_PER_PAGE = 100


def batch_or_404(request: PersonRequest, public_id: str) -> Batch:
    """Return the batch if the person may see it; else answer as for one that is not there."""
    visible = queries.visible_batches(request.access, request.user.pk)
    found = visible.filter(public_id=public_id).select_related("unit").first() if is_public_id(public_id) else None
    if found is None:
        raise Http404
    return found


@require_safe
def batches(request: PersonRequest) -> HttpResponse:
    """All batches of the person, newest first."""
    visible = queries.visible_batches(request.access, request.user.pk).select_related("unit", "given_by")
    page = Paginator(visible, 20).get_page(request.GET.get("hal"))
    rows = [
        {"batch": batch, "tally": queries.tally(batch), "url": queries.batch_url(batch)} for batch in page.object_list
    ]
    can_watch = folders.office_kept(request.access) is not None
    return render(request, "intake/batches.html", {"page": page, "rows": rows, "can_watch": can_watch})


@require_http_methods(["GET", "HEAD", "POST"])
def batch_new(request: PersonRequest) -> HttpResponse:
    """Start a batch, then give files to it."""
    if not may_receive(request.access):
        raise Http404
    form = BatchForm(request.POST or None, access=request.access)
    if form.is_valid():
        values = form.cleaned_data
        batch = services.open_batch(
            request.actor, values["unit"], values["name"], via="browser", device=values["device"], box=values["box"]
        )
        return redirect("batch", batch.public_id)
    return render(request, "intake/batch_new.html", {"form": form})


@require_safe
def batch(request: PersonRequest, public_id: str) -> HttpResponse:
    """One batch: give files, watch them being read, see what became of each."""
    found = batch_or_404(request, public_id)
    return render(request, "intake/batch.html", batch_context(request, found))


@require_safe
def batch_progress(request: PersonRequest, public_id: str) -> HttpResponse:
    """The live part of the batch page; who opens its address by itself gets the whole page."""
    found = batch_or_404(request, public_id)
    template = "intake/batch_progress.html" if request.htmx else "intake/batch.html"
    return render(request, template, batch_context(request, found))


def batch_context(request: PersonRequest, found: Batch) -> dict[str, Any]:
    """Return what the batch page and its live part show."""
    items = found.items.select_related("duplicate_of__batch", "original", "batch")
    state = request.GET.get("status", "")
    shown = items.filter(state__in=queries.states_of(state)) if state else items
    page = Paginator(shown, LINES_PER_PAGE).get_page(request.GET.get("hal"))
    counts, may_look = queries.tally(found), pages_so_far.may_look(request.access, found)
    known = became.standings(request.access, page.object_list)
    return {
        "batch": found,
        "tally": counts,
        "page": page,
        "lines": [line(item, may_look=may_look, known=known) for item in page.object_list],
        "state": state,
        "is_working": bool(counts.working),
    }


@require_POST
def batch_upload(request: PersonRequest, public_id: str) -> HttpResponseBase:
    """Take one file. The same key again (a retry) answers with the same line.

    Its name is the end of its path: in the name of the upload itself browsers write %22 for a quotation mark.
    """
    found = batch_or_404(request, public_id)
    uploaded = request.FILES.get("file")
    key = request.POST.get("key", "").replace("\0", "")[:80]
    if not isinstance(uploaded, UploadedFile) or not key:
        return JsonResponse({"message": _("Tidak ada fail yang diterima. Pilih fail lalu kirim lagi.")}, status=400)
    path = request.POST.get("path", "").replace("\0", "")
    name = path.rpartition("/")[2].strip() or uploaded.name or ""
    given = services.GivenFile(name, path[:1000], key, uploaded.file)  # type: ignore[arg-type]
    try:
        item = services.give(request.actor, found, given)
    except OSError:
        return JsonResponse(
            {"message": _("Penyimpanan penuh. Fail ini belum diterima; hubungi Admin Sistem.")}, status=507
        )
    return JsonResponse({"item": item.public_id, "line": item.line}, status=201)


@require_POST
def batch_join(request: PersonRequest, public_id: str) -> HttpResponse:
    """Say that the chosen lines are one letter in several files."""
    found = batch_or_404(request, public_id)
    chosen = list(found.items.filter(public_id__in=request.POST.getlist("item")))
    if len(chosen) < 2:
        return JsonResponse({"message": _("Pilih sedikitnya dua fail untuk digabung menjadi satu surat.")}, status=400)
    services.ask_to_join(request.actor, chosen)
    return (
        JsonResponse({"joined": len(chosen)}) if request.htmx or wants_json(request) else redirect("batch", public_id)
    )


def wants_json(request: PersonRequest) -> bool:
    """Tell whether a script asked."""
    return "application/json" in request.headers.get("Accept", "")
