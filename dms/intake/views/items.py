"""The screens of one given file: its password, and its pages while it is being read."""

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from dms.audit import services as audit
from dms.intake import pages_so_far, queries, services, storage
from dms.intake.forms import PasswordForm
from dms.intake.lines import line
from dms.intake.models import BatchItem, ItemState
from dms.people.middleware import PersonRequest

PAGES_PER_PAGE = 24


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
