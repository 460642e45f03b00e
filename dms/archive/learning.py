"""One suggester an office, kept in memory and in step with what its people chose, whichever process they used."""

from dataclasses import dataclass

from django.db.models import QuerySet

from dms.archive.models import ClassificationScheme, CodeChoice
from dms.archive.queries import codes_in_force
from dms.archive.suggesting import WEIGHED_LETTERS, Code, FormRule, LetterText, Suggester
from dms.letters import index
from dms.letters.models import Letter
from dms.people.models import Clearance, Office


@dataclass
class Learned:
    """A suggester and the last choice it has learned from."""

    suggester: Suggester
    last_choice: int = 0


OFFICES: dict[tuple[int, int], Learned] = {}


def suggester_of(office: Office, scheme: ClassificationScheme) -> Suggester:
    """Return the suggester of OFFICE, after learning what was chosen since it was asked last."""
    learned = OFFICES.get((office.pk, scheme.pk)) or remember(office, scheme)
    choices = teaching_choices(office, scheme).filter(pk__gt=learned.last_choice)
    waiting = choices.count()
    for place, choice in enumerate(choices.iterator(chunk_size=500), start=1):
        learned.suggester.learn(
            lesson_text(choice.letter),
            choice.code.code,
            key=choice.letter_id,
            adapt=waiting - place < WEIGHED_LETTERS,
        )
        learned.last_choice = choice.pk
    return learned.suggester


def teaching_choices(office: Office, scheme: ClassificationScheme) -> QuerySet[CodeChoice]:
    """Return the choices that teach: no secret and no withdrawn letter shapes what others are shown."""
    return (
        CodeChoice.objects.filter(
            code__scheme=scheme,
            letter__unit__office=office,
            letter__clearance_required__lt=Clearance.RAHASIA,
            letter__withdrawn_at__isnull=True,
        )
        .select_related("letter", "code")
        .order_by("pk")
    )


def remember(office: Office, scheme: ClassificationScheme) -> Learned:
    """Make the suggester of OFFICE and keep it."""
    return OFFICES.setdefault((office.pk, scheme.pk), Learned(new_suggester(scheme)))


def forget_all() -> None:
    """Start afresh in this process: after codes or rules were edited."""
    OFFICES.clear()


def new_suggester(scheme: ClassificationScheme) -> Suggester:
    """Return a suggester that knows the codes of SCHEME in force and has learned nothing yet."""
    codes = codes_in_force(scheme).select_related("parent")
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


def lesson_text(letter: Letter) -> LetterText:
    """Return what is remembered of LETTER; its pages are unpacked only when it has no subject."""
    return letter_text(letter, "" if letter.subject else index.text_of(letter))
