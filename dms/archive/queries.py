"""Reading schemes and codes: the scheme of an office, the tree, and what was suggested and chosen for a letter."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from dms.archive.models import ClassCode, ClassificationScheme, CodeChoice, CodeSuggestion
from dms.letters import queries as letters
from dms.letters.models import Letter
from dms.people.models import Office
from dms.people.policy import Access

FOUND_AT_MOST = 50


def scheme_of(office: Office) -> ClassificationScheme | None:
    """Return the scheme OFFICE files by: its own one of that key, else the shared one."""
    named = ClassificationScheme.objects.filter(key=office.scheme_key)
    return named.filter(office=office).first() or named.filter(office=None).first()


def codes_in_force(scheme: ClassificationScheme, *, on: date | None = None) -> QuerySet[ClassCode]:
    """Return the codes of SCHEME that are valid on a day (today), in the order of their numbers."""
    day = on or timezone.localdate()
    started = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    not_ended = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    return ClassCode.objects.filter(started, not_ended, scheme=scheme).order_by("sort_key", "title")


def codes_below(scheme: ClassificationScheme, parent: ClassCode | None) -> QuerySet[ClassCode]:
    """Return the codes right below PARENT (the roots when None), in the order of their numbers."""
    return codes_in_force(scheme).filter(parent=parent)


def path_to(code: ClassCode) -> list[ClassCode]:
    """Return the codes from the root down to CODE."""
    path = [code]
    while path[0].parent is not None and path[0].parent not in path:
        path.insert(0, path[0].parent)
    return path


def find_codes(scheme: ClassificationScheme, text: str) -> QuerySet[ClassCode]:
    """Return codes that begin with TEXT, or whose title, description or keywords hold all its words."""
    condition = Q()
    for word in text.split():
        in_words = Q(title__icontains=word) | Q(description__icontains=word) | Q(keywords__icontains=word)
        condition &= in_words | Q(code__istartswith=word)
    return codes_in_force(scheme).filter(condition)[:FOUND_AT_MOST]


def suggestions_of(letter: Letter) -> list[CodeSuggestion]:
    """Return what is suggested for LETTER, best first."""
    found = CodeSuggestion.objects.filter(letter=letter).order_by("rank")
    return list(found.select_related("letter", "code__parent__parent__parent"))


def choice_of(letter: Letter) -> CodeChoice | None:
    """Return the current choice for LETTER, if any."""
    return CodeChoice.objects.filter(letter=letter, current=True).select_related("code", "chosen_by").first()


def schemes_of(office: Office) -> QuerySet[ClassificationScheme]:
    """Return the schemes OFFICE knows: its own and the shared ones."""
    return ClassificationScheme.objects.filter(Q(office=office) | Q(office=None)).order_by("name")


def letters_of_sender(access: Access, suggestion: CodeSuggestion) -> QuerySet[Letter]:
    """Return the other letters of that sender that people gave the suggested code, as far as ACCESS may see them."""
    letter = suggestion.letter
    chosen = letters.letters_for(access).filter(code_choices__current=True, code_choices__code=suggestion.code)
    return chosen.filter(sender__iexact=letter.sender or "").exclude(pk=letter.pk)


def letters_under(access: Access, code: ClassCode) -> QuerySet[Letter]:
    """Return the letters filed under CODE or below it that ACCESS may see."""
    below = Q(class_code=code.code) | Q(class_code__startswith=f"{code.code}.")
    return letters.letters_for(access).filter(below)
