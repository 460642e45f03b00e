"""What is done with the codes of letters: suggested, chosen, and learned from at once."""

from collections.abc import Iterable

from django.db import transaction

from dms.archive import queries
from dms.archive.learning import letter_text, suggester_of
from dms.archive.models import ChoiceSource, ClassCode, CodeChoice, CodeSuggestion
from dms.archive.suggesting import Suggestion
from dms.audit import services as audit
from dms.letters import services as letters
from dms.letters.models import Letter
from dms.people.actor import Actor


def suggestions_for(letter: Letter, body: str) -> tuple[Suggestion, ...]:
    """Return up to five codes for LETTER with reasons; empty when it cannot be told."""
    scheme = queries.scheme_of(letter.unit.office)
    return suggester_of(letter.unit.office, scheme).suggest(letter_text(letter, body)) if scheme else ()


def store_suggestions(letter: Letter, suggestions: Iterable[Suggestion]) -> None:
    """Replace what was suggested for LETTER."""
    scheme = queries.scheme_of(letter.unit.office)
    letter.code_suggestions.all().delete()
    for rank, suggestion in enumerate(suggestions, start=1):
        code = ClassCode.objects.filter(scheme=scheme, code=suggestion.code).first()
        if code is not None:
            reasons = [{"code": reason.code, **reason.params} for reason in suggestion.reasons]
            CodeSuggestion.objects.create(
                letter=letter, code=code, rank=rank, confidence=suggestion.confidence, reasons=reasons
            )


def choose_code(actor: Actor, letter: Letter, code: ClassCode) -> CodeChoice:
    """Give LETTER its code, as a person decided; the next suggestion knows it. Earlier choices stay in the history."""
    shown = letter.code_suggestions.filter(code=code).first()
    with transaction.atomic():
        letter.code_choices.filter(current=True).update(current=False)
        choice = CodeChoice.objects.create(
            letter=letter,
            code=code,
            chosen_by=actor.person,
            position=actor.position,
            source=ChoiceSource.ACCEPTED if shown else ChoiceSource.TYPED,
            rank_shown=shown.rank if shown else None,
        )
        audit.record(actor, "code_chosen", "letter", letter.public_id, code=code.public_id, source=choice.source)
        letters.set_class_code(letter, code.code)
    return choice
