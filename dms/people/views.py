"""The screens of people: sign-in to the sample office, one's own profile, the office's people, settings."""

from typing import Any

from django.conf import settings as installation
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dms.audit import services as audit
from dms.people import queries, services
from dms.people.actor import Actor
from dms.people.forms import OfficeForm, PersonForm
from dms.people.middleware import PersonRequest
from dms.people.models import Office, Person, Role


def only_sysadmin(request: PersonRequest) -> Office:
    """Return the office that the person administers; for anybody else the page is not there."""
    office = queries.administered_office(request.access)
    if office is None:
        raise Http404
    return office


def own_office_or_404(request: PersonRequest) -> Office:
    """Return the office of the person; without a post there is nothing to see."""
    office = queries.own_office(request.access)
    if office is None:
        raise Http404
    return office


@login_not_required
@require_POST
def sample_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the cast by one click; there is no such door outside the sample office."""
    person = queries.cast().filter(public_id=request.POST.get("person", "")).first()
    if person is None or not installation.SAMPLE_OFFICE:
        raise Http404
    login(request, person, backend="dms.people.sign_in.LoginBackend")
    audit.record(Actor(person), "signed_in", "person", person.public_id, via="sample")
    return redirect("home")


@require_safe
def people(request: PersonRequest) -> HttpResponse:
    """The office as a tree: units, posts, and who holds them."""
    office = own_office_or_404(request)
    context = {"office": office, "tree": queries.unit_tree(office), "people": queries.people_of(office)}
    can_change = request.access.has_in(office, Role.SYSADMIN)
    return render(request, "people/people.html", context | {"can_change": can_change})


@require_safe
def person(request: PersonRequest, public_id: str) -> HttpResponse:
    """One person of the own office, with the posts held."""
    office = own_office_or_404(request)
    found = person_or_404(office, public_id)
    held_here = found.assignments.filter(position__unit__office=office)
    assignments = held_here.select_related("position__unit").order_by("-starts_on")
    can_change = request.access.has_in(office, Role.SYSADMIN)
    context = {"person": found, "assignments": assignments, "can_change": can_change}
    return render(request, "people/person.html", context)


def person_or_404(office: Office, public_id: str) -> Person:
    """Return a person of OFFICE."""
    found = queries.people_of(office).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def person_new(request: PersonRequest) -> HttpResponse:
    """Make a person with a post; the first password is shown once."""
    office = only_sysadmin(request)
    form = PersonForm(request.POST or None, office=office)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        context |= {"made": form.save(request.actor), "password": form.password}
    return render(request, "people/person_new.html", context)


@require_POST
def person_active(request: PersonRequest, public_id: str) -> HttpResponse:
    """Switch a person on or off; nobody switches himself off."""
    found = person_or_404(only_sysadmin(request), public_id)
    if found.pk != request.user.pk:
        services.set_active(request.actor, found, active=request.POST.get("active") == "1")
    return redirect("person", public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: PersonRequest) -> HttpResponse:
    """The office's own data."""
    office = only_sysadmin(request)
    form = OfficeForm(request.POST or None, instance=office)
    if request.method == "POST" and form.is_valid():
        services.change_office(request.actor, form.save(commit=False))
        messages.success(request, _("Pengaturan disimpan."))
        return redirect("settings")
    return render(request, "people/settings.html", {"form": form, "office": office})


@require_safe
def profile(request: PersonRequest) -> HttpResponse:
    """One's own posts."""
    assignments = request.user.assignments.select_related("position__unit").order_by("-starts_on")
    return render(request, "people/profile.html", {"assignments": assignments})


@require_POST
def act_as(request: PersonRequest) -> HttpResponse:
    """Choose the post to act in ("bertindak sebagai")."""
    held = {position.public_id for position in request.access.positions}
    if request.POST.get("position") not in held:
        raise Http404
    request.session["position"] = request.POST["position"]
    return redirect("home")
