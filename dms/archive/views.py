"""The screens of the archive: the tree of codes, one code, and the code panel of a letter."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import trigger_client_event

from dms.archive import queries, services
from dms.archive.forms import CodeForm
from dms.archive.models import ClassCode, ClassificationScheme
from dms.archive.nodes import Node, chosen_row, node, suggestion_row
from dms.letters import queries as letters
from dms.letters.models import Letter
from dms.letters.views.parts import render_part
from dms.people.middleware import PersonRequest
from dms.people.models import Office, Role
from dms.people.queries import own_office


def office_or_404(request: PersonRequest) -> Office:
    """Return the office of the person; without a post there is nothing to see."""
    office = own_office(request.access)
    if office is None:
        raise Http404
    return office


def may_change(request: PersonRequest, office: Office) -> bool:
    """Tell whether the person may edit the list of codes that OFFICE files by."""
    return request.access.has_in(office, Role.ARCHIVIST, Role.SYSADMIN)


@require_safe
def codes(request: PersonRequest) -> HttpResponse:
    """The tree of a scheme; searched by number or words; opened branch by branch."""
    office = office_or_404(request)
    schemes = list(queries.schemes_of(office))
    scheme = chosen_scheme(request, schemes) or queries.scheme_of(office)
    if request.htmx and request.GET.get("induk"):
        parent = code_or_404(office, request.GET["induk"])
        return render(request, "archive/code_nodes.html", {"nodes": nodes_below(request, parent.scheme, parent)})
    text = request.GET.get("q", "").strip()
    context: dict[str, Any] = {"scheme": scheme, "schemes": schemes, "q": text, "total": 0}
    if scheme is not None:
        context |= {"total": scheme.codes.count(), "nodes": [] if text else nodes_below(request, scheme, None)}
        context["found"] = (
            [node(request.access, code, with_path=True) for code in queries.find_codes(scheme, text)] if text else []
        )
    return render(request, "archive/codes.html", context)


def chosen_scheme(request: PersonRequest, schemes: list[ClassificationScheme]) -> ClassificationScheme | None:
    """Return the scheme that the address names, if the office knows it."""
    return next((scheme for scheme in schemes if scheme.public_id == request.GET.get("skema")), None)


def nodes_below(request: PersonRequest, scheme: ClassificationScheme, parent: ClassCode | None) -> list[Node]:
    """Return the branches right below PARENT."""
    return [node(request.access, code) for code in queries.codes_below(scheme, parent)]


def code_or_404(office: Office, public_id: str) -> ClassCode:
    """Return a code of a scheme that OFFICE knows."""
    known = ClassCode.objects.filter(scheme__in=queries.schemes_of(office)).select_related("scheme")
    found = known.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def code(request: PersonRequest, public_id: str) -> HttpResponse:
    """One code with its place in the tree; an archivist edits it."""
    office = office_or_404(request)
    found = code_or_404(office, public_id)
    form = CodeForm(request.POST or None, instance=found) if may_change(request, office) else None
    if request.method == "POST":
        if form is None:
            raise Http404
        if form.is_valid():
            services.change_code(request.actor, form.save(commit=False))
            messages.success(request, _("Kode disimpan."))
            return redirect("code", public_id)
    context = {
        "code": found,
        "ancestors": [node(request.access, above) for above in queries.path_to(found)[:-1]],
        "nodes": nodes_below(request, found.scheme, found),
        "letters_total": queries.letters_under(request.access, found).count(),
        "can_change": form is not None,
        "form": form,
    }
    return render(request, "archive/code.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def letter_codes(request: PersonRequest, public_id: str) -> HttpResponse:
    """The code panel of a letter: what is suggested and why; one key or click accepts."""
    letter = letters.letter_or_404(request.access, public_id, "content")
    if request.method == "POST":
        chosen = code_or_404(letter.unit.office, request.POST.get("code", ""))
        before = letter.version
        services.choose_code(request.actor, letter, chosen)
        letter.refresh_from_db()
        answer = render_part(request, "archive/letter_codes.html", panel(request, letter))
        return trigger_client_event(answer, "letter-version", {"before": before, "after": letter.version})
    if "induk" in request.GET:
        return render(request, "archive/letter_code_nodes.html", branch(request, letter))
    return render_part(request, "archive/letter_codes.html", panel(request, letter))


def branch(request: PersonRequest, letter: Letter) -> dict[str, Any]:
    """Return one branch of the tree beside a letter: of a code, of a scheme, or the schemes that the office knows."""
    office = letter.unit.office
    schemes = list(queries.schemes_of(office))
    scheme = chosen_scheme(request, schemes) or (schemes[0] if len(schemes) == 1 else None)
    parent = code_or_404(office, request.GET["induk"]) if request.GET["induk"] else None
    if parent is not None:
        scheme = parent.scheme
    return {
        "public_id": letter.public_id,
        "schemes": [] if scheme else schemes,
        "nodes": nodes_below(request, scheme, parent) if scheme else [],
    }


def panel(request: PersonRequest, letter: Letter) -> dict[str, Any]:
    """Return what the code panel shows."""
    text = request.GET.get("cari", "").strip()
    scheme = queries.scheme_of(letter.unit.office)
    current = queries.choice_of(letter)
    suggestions = queries.suggestions_of(letter)
    accepted = current.code.code if current else ""
    return {
        "public_id": letter.public_id,
        "current": chosen_row(current) if current else None,
        "suggestions": [suggestion_row(each, request.access) for each in suggestions if each.code.code != accepted],
        "cannot_tell": ""
        if suggestions or current
        else _("Belum dapat menyarankan kode untuk surat ini. Cari sendiri di bawah."),
        "can_choose": True,
        "search_text": text,
        "found": [node(request.access, each, with_path=True) for each in queries.find_codes(scheme, text)[:10]]
        if scheme and text
        else [],
    }
