"""The shell's own views: language and health."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language as django_set_language


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponseBase:
    """Change the language and go back to where the person was."""
    return django_set_language(request)


@login_not_required
@require_safe
def health(_request: HttpRequest) -> HttpResponse:
    """Answer that the web process is up; nothing more is told."""
    return JsonResponse({"ok": True})
