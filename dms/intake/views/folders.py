"""The screens of watched folders: how each stands, and setting one up."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dms.intake import queries
from dms.intake.folder_forms import WatchedFolderForm
from dms.intake.models import WatchedFolder
from dms.intake.watching import folders, scanning
from dms.intake.watching.wording import fault_in_words
from dms.people.middleware import PersonRequest
from dms.people.models import Office


def office_or_404(request: PersonRequest) -> Office:
    """Return the office whose folders the person sets up; for anybody else the page is not there."""
    office = folders.office_kept(request.access)
    if office is None:
        raise Http404
    return office


def folder_or_404(request: PersonRequest, public_id: str) -> WatchedFolder:
    """Return a folder of the person's office."""
    found = folders.folders_of(office_or_404(request)).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


@require_safe
def watched_folders(request: PersonRequest) -> HttpResponse:
    """All folders of the office and how each stands; asks again by itself."""
    office = office_or_404(request)
    rows = [row_of(request, folder) for folder in folders.folders_of(office)]
    context = {"rows": rows, "roots": folders.roots_for(office)}
    return render(request, "intake/watched_folders.html", context)


def row_of(request: PersonRequest, folder: WatchedFolder) -> dict[str, Any]:
    """Return a folder as it is shown; its batch is led to only for who may see it."""
    batch = folders.latest_batch(folder)
    visible = batch and queries.visible_batches(request.access, request.user.pk).filter(pk=batch.pk).exists()
    may_see_names = folders.may_see_names(request.access, request.user.pk, folder)
    return {
        "folder": folder,
        "standing": folders.standing(folder),
        "fault": fault_in_words(folder, may_see_names=may_see_names),
        "batch_url": queries.batch_url(batch) if batch and visible else "",
    }


@require_http_methods(["GET", "HEAD", "POST"])
def watched_folder_new(request: PersonRequest) -> HttpResponse:
    """Have one more folder watched."""
    return edit(request, office_or_404(request), None)


@require_http_methods(["GET", "HEAD", "POST"])
def watched_folder(request: PersonRequest, public_id: str) -> HttpResponse:
    """Change a watched folder."""
    found = folder_or_404(request, public_id)
    return edit(request, found.unit.office, found)


def edit(request: PersonRequest, office: Office, folder: WatchedFolder | None) -> HttpResponse:
    """Show the form of FOLDER, or save it; a save over somebody else's shows his and keeps what was typed."""
    form = WatchedFolderForm(request.POST or None, instance=folder, office=office)
    if request.method == "POST" and form.is_valid():
        try:
            folders.save(request.actor, form.instance, version=form.cleaned_data["seen_version"] or 0)
        except folders.StaleError:
            form.add_error(None, stale_words(form.instance))
        else:
            messages.success(request, _("Map pantauan disimpan."))
            return redirect("watched_folders")
    context = {
        "form": form,
        "folder": folder,
        "done": scanning.DONE,
        "refused": scanning.REFUSED,
        "left_alone": scanning.LEFT_ALONE,
    }
    return render(request, "intake/watched_folder.html", context)


def stale_words(mine: WatchedFolder) -> str:
    """Say that somebody saved the folder meanwhile, and what stands there now."""
    now = WatchedFolder.objects.select_related("person").get(pk=mine.pk)
    return _("Orang lain baru saja mengubahnya. Yang tersimpan: %(name)s, %(path)s, %(person)s. Muat ulang dahulu.") % {
        "name": now.name,
        "path": now.path,
        "person": now.person.name,
    }
