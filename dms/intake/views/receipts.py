"""The receipt on the screen and as files; each look and each file is journaled."""

import io
from datetime import datetime

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dms.audit import services as audit
from dms.intake import became, queries
from dms.intake.lines import Line, line
from dms.intake.models import Batch
from dms.intake.receipts import checksums, paper, rows, spreadsheet
from dms.intake.views.batches import batch_or_404
from dms.people.middleware import PersonRequest

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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
    found = exported(request, public_id, "csv")
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file_name(found)}.csv"'
    rows.write_csv(lines_of(request, found), response)
    return response


@require_safe
def receipt_xlsx(request: PersonRequest, public_id: str) -> FileResponse:
    """The receipt as a workbook, with the SHA-256 of each file."""
    found, target = exported(request, public_id, "xlsx"), io.BytesIO()
    spreadsheet.write(
        target,
        facts=[*facts(found), *sums(found)],
        titles=rows.titles(),
        rows=(rows.cells(shown, state=shown.state_name) for shown in lines_of(request, found)),
    )
    return download(target, f"{file_name(found)}.xlsx", XLSX)


@require_safe
def receipt_pdf(request: PersonRequest, public_id: str) -> FileResponse:
    """The receipt as paper: to be signed by who gave and who received."""
    found, target = exported(request, public_id, "pdf"), io.BytesIO()
    head = paper.Head(_("Tanda terima"), found.public_id, facts(found), sums(found))
    paper.write(target, head, lines_of(request, found))
    return download(target, f"{file_name(found)}.pdf", "application/pdf")


@require_safe
def receipt_checksums(request: PersonRequest, public_id: str) -> HttpResponse:
    """The list of all SHA-256 that `sha256sum -c` checks."""
    found = exported(request, public_id, "sha256sums")
    content = b"".join(checksums.listing(found.items.order_by("line")))
    response = HttpResponse(content, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="SHA256SUMS"'
    return response


def exported(request: PersonRequest, public_id: str, form: str) -> Batch:
    """Return the batch if the person may see it, and journal that its receipt leaves as FORM."""
    found = batch_or_404(request, public_id)
    audit.record(request.actor, "receipt_exported", "batch", found.public_id, form=form)
    return found


def file_name(found: Batch) -> str:
    """Return what the receipt's files are called."""
    return f"tanda-terima-{found.public_id}"


def download(target: io.BytesIO, name: str, content_type: str) -> FileResponse:
    """Return what was written as a file to keep."""
    target.seek(0)
    return FileResponse(target, as_attachment=True, filename=name, content_type=content_type)


def lines_of(request: PersonRequest, found: Batch) -> list[Line]:
    """Return all lines of a batch as they are shown to the person."""
    items = list(found.items.select_related("duplicate_of__batch", "original", "batch"))
    known = became.standings(request.access, items)
    return [line(item, known=known) for item in items]


def facts(found: Batch) -> tuple[tuple[str, str], ...]:
    """Return what is said of the whole batch; what is unknown is left out."""
    said = (
        (_("Kantor"), found.unit.office.name),
        (_("Unit penerima"), found.unit.name),
        (_("Nama kiriman"), found.name),
        (_("Nomor kiriman"), found.public_id),
        (_("Diterima"), moment(found.received_at)),
        (_("Diserahkan oleh"), found.given_by.name if found.given_by else ""),
        (_("Boks atau map asal"), found.box),
        (_("Alat pindai"), found.device),
        (_("Dicetak"), moment(timezone.now())),
    )
    return tuple((label, value) for label, value in said if value)


def moment(at: datetime) -> str:
    """Return AT in the office's time, in words."""
    return date_format(timezone.localtime(at), "j F Y, H.i")


def sums(found: Batch) -> tuple[tuple[str, int], ...]:
    """Return the counts of the batch; all but the last add up to the last."""
    tally = queries.tally(found)
    counts = (
        (_("Tercatat"), tally.filed),
        (_("Dibongkar"), tally.unpacked),
        (_("Duplikat"), tally.duplicate),
        (_("Ditolak"), tally.refused),
        (_("Menunggu"), tally.waiting),
        (_("Sedang dikerjakan"), tally.working),
    )
    shown = tuple((label, count) for label, count in counts if count or label != _("Dibongkar"))
    return (*shown, (_("Diberikan"), tally.given))
