"""Pages read again in the background: the runs of the office, and what became better in one."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dms.letters import reread_report, reread_runs
from dms.letters.models import RereadRun, RereadScope
from dms.letters.reread_report import Counts
from dms.letters.views.arranging import batch_or_404
from dms.people.middleware import PersonRequest

PER_PAGE = 20


@dataclass(frozen=True)
class RunRow:
    """One run as the list shows it."""

    run: RereadRun
    counts: Counts


@require_safe
def run_list(request: PersonRequest) -> HttpResponse:
    """The runs of the offices whose books the person keeps; counted are the pages that the person may read."""
    page = Paginator(reread_report.visible_runs(request.access), PER_PAGE).get_page(request.GET.get("hal"))
    rows = [RunRow(run, reread_report.counts(reread_report.rows_of(run, request.access))) for run in page.object_list]
    is_working = any(row.counts.waiting for row in rows)
    return render(request, "letters/reread_runs.html", {"page": page, "rows": rows, "is_working": is_working})


@require_safe
def reread_run(request: PersonRequest, public_id: str) -> HttpResponse:
    """What became of the pages of one run."""
    run = reread_report.run_or_404(request.access, public_id)
    return render(request, "letters/reread_run.html", {"report": reread_report.report(run, request.access)})


@require_POST
def reread_batch(request: PersonRequest, public_id: str) -> HttpResponse:
    """Have all pages of a batch read again; leads to what becomes of them."""
    batch, office = batch_or_404(request, public_id), reread_report.own_books(request.access, request.actor)
    if office is None:
        raise Http404
    pages = reread_runs.pages_of_batch(batch, office)
    run = reread_runs.ask_all(request.actor, pages, RereadScope.BATCH, batch.public_id)
    return redirect("reread_run", run.public_id)
