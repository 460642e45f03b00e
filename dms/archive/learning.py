"""One suggester an office, kept in memory and in step with what its people chose, whichever process they used."""

from dataclasses import dataclass

from dms.archive.models import ClassificationScheme, CodeChoice
from dms.archive.suggesting import Code, FormRule, LetterText, Suggester
from dms.letters import index
from dms.letters.models import Letter
from dms.people.models import Office


@dataclass
class Learned:
    """A suggester and the last choice it has learned from."""

    suggester: Suggester
    last_choice: int = 0


OFFICES: dict[tuple[int, int], Learned] = {}


def suggester_of(office: Office, scheme: ClassificationScheme) -> Suggester:
    """Return the suggester of OFFICE, after learning what was chosen since it was asked last."""
    learned = OFFICES.get((office.pk, scheme.pk)) or remember(office, scheme)
    choices = CodeChoice.objects.filter(letter__unit__office=office, code__scheme=scheme, pk__gt=learned.last_choice)
    for choice in choices.select_related("letter", "code").order_by("pk").iterator(chunk_size=500):
        text = letter_text(choice.letter, index.text_of(choice.letter))
        learned.suggester.learn(text, choice.code.code, key=choice.letter_id)
        learned.last_choice = choice.pk
    return learned.suggester


def remember(office: Office, scheme: ClassificationScheme) -> Learned:
    """Make the suggester of OFFICE and keep it."""
    return OFFICES.setdefault((office.pk, scheme.pk), Learned(new_suggester(scheme)))


def forget_all() -> None:
    """Drop what is kept in memory; it is learned again from the rows. Called when a list of codes changed."""
    OFFICES.clear()


def new_suggester(scheme: ClassificationScheme) -> Suggester:
    """Return a suggester that knows SCHEME and has learned nothing yet."""
    codes = scheme.codes.select_related("parent")
    rules = scheme.form_rules.select_related("code")
    return Suggester(
        [
            Code(code.code, code.title, code.description, code.parent.code if code.parent else None, code.keywords)
            for code in codes
        ],
        rules=[FormRule(rule.kind, rule.code.code, rule.pattern) for rule in rules],
    )


def letter_text(letter: Letter, body: str) -> LetterText:
    """Return what is known of LETTER as the suggester takes it."""
    return LetterText(
        subject=letter.subject or "",
        body=body,
        sender=letter.sender or "",
        number=letter.number or "",
        kind=letter.kind or "",
    )
