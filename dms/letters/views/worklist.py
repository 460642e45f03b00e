"""The pages that somebody should look at, worst first."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dms.letters import attention, reread_report
from dms.people.middleware import PersonRequest

PER_PAGE = 20


@require_safe
def worklist(request: PersonRequest) -> HttpResponse:
    """What was not read, read in part or without being sure, of the letters that the person may read."""
    page = Paginator(attention.doubtful_pages(request.access), PER_PAGE).get_page(request.GET.get("hal"))
    rows = [attention.doubtful_page(one) for one in page.object_list]
    context = {"page": page, "rows": rows, "total": page.paginator.count}
    context["has_runs"] = reread_report.visible_runs(request.access).exists()
    return render(request, "letters/worklist.html", context | {"is_working": any(row.is_under_way for row in rows)})
