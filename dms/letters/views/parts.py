"""Parts of a letter's page: to htmx as they are; a browser that opens their address by itself gets a whole page."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from dms.people.middleware import PersonRequest


def render_part(request: PersonRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Return the part TEMPLATE of the letter `public_id` of CONTEXT."""
    if request.htmx:
        return render(request, template, context, status=status)
    return render(request, "letters/part.html", context | {"part": template}, status=status)
