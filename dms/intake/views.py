"""The screens of intake: batches, giving files, live progress, the receipt, and the password of a locked PDF."""

import csv
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dms.audit import services as audit
from dms.intake import became, pages_so_far, queries, services, storage
from dms.intake.forms import BatchForm, PasswordForm
from dms.intake.lines import Line, line
from dms.intake.models import Batch, BatchItem, ItemState
from dms.people.middleware import PersonRequest
from dms.people.public_ids import is_public_id
from dms.people.queries import may_receive

LINES_PER_PAGE = 100
PAGES_PER_PAGE = 24


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
    return render(request, "intake/batches.html", {"page": page, "rows": rows})


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


@require_safe
def receipt(request: PersonRequest, public_id: str) -> HttpResponse:
    """The receipt: every file given and what became of it; it adds up and it stays."""
    found = batch_or_404(request, public_id)
    audit.record(request.actor, "receipt_viewed", "batch", found.public_id)
    context = {
        "batch": found,
        "tally": queries.tally(found),
        "lines": lines_of(request, found),
        "printed_at": timezone.now(),
    }
    return render(request, "intake/receipt.html", context)


@require_safe
def receipt_csv(request: PersonRequest, public_id: str) -> HttpResponse:
    """The receipt as CSV, with the SHA-256 of each file."""
    found = batch_or_404(request, public_id)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="tanda-terima-{found.public_id}.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(["line", "name", "path", "bytes", "sha256", "state", "reason", "pages", "letter", "notes"])
    for shown in lines_of(request, found):
        writer.writerow(csv_row(shown))
    return response


def lines_of(request: PersonRequest, found: Batch) -> list[Line]:
    """Return all lines of a batch as they are shown to the person."""
    items = list(found.items.select_related("duplicate_of__batch", "original", "batch"))
    known = became.standings(request.access, items)
    return [line(item, known=known) for item in items]


def csv_row(shown: Line) -> list[object]:
    """Return one row; a cell that a spreadsheet would run as a formula is made plain text."""
    letters = " ".join(part.public_id for part in shown.letters)
    notes = " ".join([*shown.notes, *(_("Surat ditarik") for part in shown.letters if part.is_withdrawn)])
    row = [
        shown.number,
        shown.name,
        shown.path,
        shown.size_bytes,
        shown.sha256,
        shown.state,
        shown.reason,
        shown.page_count,
        letters,
        notes,
    ]
    return [f"'{cell}" if isinstance(cell, str) and begins_formula(cell) else cell for cell in row]


def begins_formula(cell: str) -> bool:
    """Tell whether a spreadsheet might run CELL: spaces before the sign are skipped, wide signs count as plain ones."""
    return cell[:1] in ("\t", "\r", "\n") or cell.lstrip()[:1] in tuple("=+-@＝＋－＠")


@require_http_methods(["GET", "HEAD", "POST"])
def item_password(request: PersonRequest, public_id: str) -> HttpResponse:
    """Give the password of a locked PDF."""
    item = item_or_404(request, public_id)
    form = PasswordForm(request.POST or None)
    if form.is_valid():
        if item.state != ItemState.WAITING or services.give_password(
            request.actor, item, form.cleaned_data["password"]
        ):
            return redirect("batch", item.batch.public_id)
        form.add_error("password", _("Kata sandi tidak cocok. Coba lagi."))
    return render(request, "intake/item_password.html", {"item": item, "form": form})


def item_or_404(request: PersonRequest, public_id: str) -> BatchItem:
    """Return the line if the person may see its batch."""
    item = BatchItem.objects.select_related("batch").filter(public_id=public_id).first()
    if item is None or not queries.visible_batches(request.access, request.user.pk).filter(pk=item.batch_id).exists():
        raise Http404
    return item


def item_in_work_or_404(request: PersonRequest, public_id: str) -> BatchItem:
    """Return the line if the person may see its pages before a letter stands."""
    item = item_or_404(request, public_id)
    if not pages_so_far.may_look(request.access, item.batch):
        raise Http404
    return item


@require_safe
def item_pages(request: PersonRequest, public_id: str) -> HttpResponse:
    """The pages of a file read so far (the look is journaled); once its letter stands, the batch leads there."""
    item = item_in_work_or_404(request, public_id)
    readings = pages_so_far.readings(item)
    if not readings:
        return redirect("batch", item.batch.public_id)
    audit.record(request.actor, "pages_viewed", "item", item.public_id)
    page = Paginator(readings, PAGES_PER_PAGE).get_page(request.GET.get("hal"))
    context = {
        "item": item,
        "line": line(item),
        "page": page,
        "pages": [pages_so_far.read_page(row) for row in page.object_list],
    }
    return render(request, "intake/item_pages.html", context)


@require_safe
@cache_control(private=True, max_age=0, must_revalidate=True)
def item_page_image(request: PersonRequest, public_id: str, number: int) -> FileResponse:
    """The picture of one page that is read; the look is journaled."""
    item = item_in_work_or_404(request, public_id)
    path = storage.page_path(item.sha256, number)
    if number not in {row.page.number for row in pages_so_far.readings(item)} or not path.exists():
        raise Http404
    audit.record(request.actor, "page_viewed", "item", item.public_id, page=number)
    return FileResponse(path.open("rb"), content_type="image/webp")
