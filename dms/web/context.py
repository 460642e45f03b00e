"""What every page's frame needs: the office's name, the sample banner, the posts to act as."""

from typing import Any

from django.http import HttpRequest

from dms.people import queries


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the variables of the frame around each page."""
    access = getattr(request, "access", None)
    return {
        "shell_office": queries.own_office(access) if access else None,
        "shell_is_sample": queries.is_sample_installation(),
        "shell_actor": getattr(request, "actor", None),
        "shell_access": access,
    }
