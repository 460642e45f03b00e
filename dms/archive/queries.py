"""Reading schemes and codes: the scheme of an office, the tree, and what was suggested and chosen for a letter."""

from django.db.models import Q, QuerySet

from dms.archive.models import ClassCode, ClassificationScheme, CodeChoice, CodeSuggestion
from dms.letters.models import Letter
from dms.people.models import Office

FOUND_AT_MOST = 50


def scheme_of(office: Office) -> ClassificationScheme | None:
    """Return the scheme OFFICE files by: its own one of that key, else the shared one."""
    named = ClassificationScheme.objects.filter(key=office.scheme_key)
    return named.filter(office=office).first() or named.filter(office=None).first()


def codes_below(scheme: ClassificationScheme, parent: ClassCode | None) -> QuerySet[ClassCode]:
    """Return the codes right below PARENT (the roots when None), in the order of their numbers."""
    return scheme.codes.filter(parent=parent).order_by("sort_key")


def path_to(code: ClassCode) -> list[ClassCode]:
    """Return the codes from the root down to CODE."""
    path = [code]
    while path[0].parent is not None:
        path.insert(0, path[0].parent)
    return path


def find_codes(scheme: ClassificationScheme, text: str) -> QuerySet[ClassCode]:
    """Return codes that begin with TEXT, or whose title or description holds all its words."""
    condition = Q()
    for word in text.split():
        condition &= Q(title__icontains=word) | Q(description__icontains=word) | Q(code__startswith=word)
    return scheme.codes.filter(condition).order_by("sort_key")[:FOUND_AT_MOST]


def suggestions_of(letter: Letter) -> list[CodeSuggestion]:
    """Return what is suggested for LETTER, best first."""
    return list(letter.code_suggestions.select_related("code__parent__parent__parent"))


def choice_of(letter: Letter) -> CodeChoice | None:
    """Return the current choice for LETTER, if any."""
    return letter.code_choices.filter(current=True).select_related("code", "chosen_by").first()
