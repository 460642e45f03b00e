"""What is done with archive codes: suggested, accepted, chosen, and learned from at once."""

from collections.abc import Iterable

from django.db import transaction

from dms.archive import learning, queries
from dms.archive.learning import letter_text, suggester_of
from dms.archive.models import ChoiceSource, ClassCode, CodeChoice, CodeSuggestion
from dms.archive.schemes import load_scheme, load_shipped_schemes
from dms.archive.suggesting import Suggestion
from dms.audit import services as audit
from dms.letters import services as letters
from dms.letters.models import Letter
from dms.people.actor import Actor

__all__ = [
    "accept_code",
    "choose_code",
    "import_code",
    "load_scheme",
    "load_shipped_schemes",
    "restore_choice",
    "store_suggestions",
    "suggest_codes",
    "suggestions_for",
]


def suggestions_for(letter: Letter, body: str) -> tuple[Suggestion, ...]:
    """Return up to five codes for LETTER with reasons; empty when it cannot be told. Writes nothing.

    What was chosen for this very letter, or for one joined into it, is no reason.
    """
    scheme = queries.scheme_of(letter.unit.office)
    if scheme is None:
        return ()
    own = {letter.pk, *letter.merged_from.values_list("pk", flat=True)}
    return suggester_of(letter.unit.office, scheme).suggest(letter_text(letter, body), without=own)


@transaction.atomic
def store_suggestions(letter: Letter, suggestions: Iterable[Suggestion]) -> None:
    """Replace what was suggested for LETTER; codes that are not in force in its office's scheme are left out."""
    CodeSuggestion.objects.filter(letter=letter).delete()
    found = [(each, code_of(letter, each.code)) for each in suggestions]
    listed = [(each, code) for each, code in found if code is not None]
    CodeSuggestion.objects.bulk_create(
        CodeSuggestion(
            letter=letter,
            code=code,
            rank=rank,
            confidence=each.confidence,
            reasons=[{"code": reason.code, **reason.params} for reason in each.reasons],
        )
        for rank, (each, code) in enumerate(listed, start=1)
    )


def code_of(letter: Letter, code: str) -> ClassCode | None:
    """Return the code in force of that number in the scheme of LETTER's office."""
    scheme = queries.scheme_of(letter.unit.office)
    return queries.codes_in_force(scheme).filter(code=code).first() if scheme else None


def suggest_codes(letter: Letter, body: str) -> list[CodeSuggestion]:
    """Suggest codes for LETTER whose pages say BODY, store them and return them."""
    store_suggestions(letter, suggestions_for(letter, body))
    return queries.suggestions_of(letter)


def choose_code(actor: Actor, letter: Letter, code: ClassCode) -> CodeChoice:
    """Give LETTER its code, as a person decided; whether it was among the suggestions is kept with it."""
    shown = CodeSuggestion.objects.filter(letter=letter, code=code).exists()
    return decide(actor, letter, code, ChoiceSource.ACCEPTED if shown else ChoiceSource.TYPED)


def accept_code(actor: Actor, letter: Letter, code: ClassCode) -> CodeChoice:
    """Take over a suggested code."""
    return decide(actor, letter, code, ChoiceSource.ACCEPTED)


def import_code(actor: Actor, letter: Letter, code: ClassCode) -> CodeChoice:
    """Take over a code from an earlier register."""
    return decide(actor, letter, code, ChoiceSource.IMPORT)


@transaction.atomic
def decide(actor: Actor, letter: Letter, code: ClassCode, source: ChoiceSource) -> CodeChoice:
    """Make CODE the current one. Earlier choices stay in the history; the next suggestion knows the new one."""
    rank = CodeSuggestion.objects.filter(letter=letter, code=code).values_list("rank", flat=True).first()
    CodeChoice.objects.filter(letter=letter, current=True).update(current=False)
    choice = CodeChoice.objects.create(
        letter=letter, code=code, chosen_by=actor.person, position=actor.position, source=source, rank_shown=rank
    )
    audit.record(actor, "code_chosen", "letter", letter.public_id, code=code.public_id, source=source.value)
    letters.set_class_code(letter, code.code)
    return choice


def change_code(actor: Actor, code: ClassCode) -> None:
    """Save what an archivist changed about CODE; suggestions follow the new words."""
    with transaction.atomic():
        code.save()
        audit.record(actor, "code_changed", "code", code.public_id)
    learning.forget_all()


@transaction.atomic
def restore_choice(letter: Letter, earlier: CodeChoice | None) -> None:
    """Let an EARLIER choice count again (None: no code); the later ones stay in the history."""
    CodeChoice.objects.filter(letter=letter, current=True).update(current=False)
    if earlier is not None:
        CodeChoice.objects.filter(pk=earlier.pk).update(current=True)
    letters.set_class_code(letter, earlier.code.code if earlier else None)
