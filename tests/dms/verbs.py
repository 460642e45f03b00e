"""Runs a verb of ./telusur inside the test's own process and returns what it printed."""

import io
from typing import Any

import pytest
from django.core.management import call_command

from dms.people.verbs import RefusalError


def run(verb: str, *arguments: object, **options: Any) -> str:
    """Run VERB with ARGUMENTS as typed; return its stdout."""
    out = io.StringIO()
    call_command(verb, *map(str, arguments), stdout=out, **options)
    return out.getvalue()


def refused(verb: str, *arguments: object) -> str:
    """Run VERB, which must refuse; return its sentence."""
    with pytest.raises(RefusalError) as caught:
        run(verb, *arguments)
    return str(caught.value)
