"""Codes as screens show them: a branch of the tree, a suggestion with its reasons, the code that was chosen."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from dms.archive import queries
from dms.archive.models import ClassCode, CodeChoice, CodeSuggestion
from dms.archive.wording import reason_in_words
from dms.people.policy import Access


@dataclass(frozen=True)
class Node:
    """One code in a tree or list; `letters` counts what the person may see below it."""

    id: str
    url: str
    code: str
    title: str
    path: str
    children_count: int
    is_valid: bool
    letters: int


def node(access: Access, code: ClassCode, *, with_path: bool = False) -> Node:
    """Return CODE as a branch; WITH_PATH names what stands above it."""
    return Node(
        id=code.public_id,
        url=reverse("code", args=[code.public_id]),
        code=code.code,
        title=code.title,
        path=path_text(code) if with_path else "",
        children_count=code.children.count(),
        is_valid=code.valid_to is None or code.valid_to > timezone.localdate(),
        letters=queries.letters_under(access, code).count(),
    )


def path_text(code: ClassCode) -> str:
    """Return the titles above CODE, from the root down."""
    return " › ".join(above.title for above in queries.path_to(code)[:-1])


def suggestion_row(suggestion: CodeSuggestion, access: Access) -> dict[str, Any]:
    """Return a suggestion with its reasons in words and the key that accepts it.

    What is counted for a reason are the letters that ACCESS may see.
    """
    code = suggestion.code
    counted = {"sender_history": queries.letters_of_sender(access, suggestion).count}
    words = [
        reason_in_words(reason, number=counted[reason["code"]]() if reason["code"] in counted else 0)
        for reason in suggestion.reasons
    ]
    reasons = [reason for reason in words if reason]
    return {
        "id": code.public_id,
        "code": code.code,
        "title": code.title,
        "path": path_text(code),
        "reasons": reasons,
        "key": suggestion.rank,
    }


def chosen_row(choice: CodeChoice) -> dict[str, Any]:
    """Return the code that was chosen, by whom and when."""
    code, person = choice.code, choice.chosen_by
    return {
        "code": code.code,
        "title": code.title,
        "path": path_text(code),
        "chosen_by": person.name if person else "",
        "at": choice.at,
    }
