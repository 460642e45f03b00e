"""The shell's own views: language, password and health."""

from allauth.account import views as account
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language as django_set_language

from dms.people.middleware import PersonRequest


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponseBase:
    """Change the language and go back to where the person was."""
    return django_set_language(request)


def password_change(request: PersonRequest) -> HttpResponseBase:
    """Change one's own password; the cast of the sample office has none to change."""
    if not request.user.has_usable_password():
        raise Http404
    return account.password_change(request)  # type: ignore[no-any-return]


@login_not_required
@require_safe
def health(_request: HttpRequest) -> HttpResponse:
    """Answer that the web process is up; nothing more is told."""
    return JsonResponse({"ok": True})
