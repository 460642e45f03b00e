"""Who may see a letter: tokens given with it, by its class, by hand, and kept in step when letters are joined."""

from collections.abc import Iterable

from django.db import transaction

from dms.audit import services as audit
from dms.intake.models import BatchItem
from dms.letters import index
from dms.letters.models import AccessToken, FieldValue, Letter
from dms.letters.models.fields import FieldSource
from dms.people.actor import Actor
from dms.people.models import Clearance, Role
from dms.people.policy import position_token, role_token, unit_token


def grant_first(letter: Letter, item: BatchItem) -> None:
    """Let in whom a new letter concerns: the post that gave the file, and those its class allows."""
    if item.batch.given_by_position:
        grant(letter, [position_token(item.batch.given_by_position)], source=f"item:{item.public_id}")
    for question, tokens in item.share_with.items():
        grant(letter, tokens, source=f"item:{item.public_id}", metadata_only=question == "metadata")
    grant_by_class(letter)


def grant_by_class(letter: Letter) -> None:
    """Keep the unit's tokens in step with the security class (docs/decisions/0004-access.md).

    An ordinary letter is for the unit and the registrars of the office; a secret one is for the head of the unit only,
    besides those who were named.
    """
    letter.access_tokens.filter(source="class").delete()
    unit = letter.unit
    if letter.clearance_required >= Clearance.RAHASIA:
        tokens = [position_token(head) for head in unit.positions.filter(is_head=True)]
    else:
        tokens = [unit_token(unit), role_token(Role.REGISTRAR, unit.office)]
    grant(letter, tokens, source="class")


def grant(letter: Letter, tokens: Iterable[str], *, source: str, metadata_only: bool = False) -> None:
    """Let the holders of TOKENS see the letter: its metadata, and unless METADATA_ONLY its content too."""
    questions = ("metadata",) if metadata_only else ("metadata", "content")
    AccessToken.objects.bulk_create(
        [
            AccessToken(letter=letter, token=token, question=question, source=source)
            for token in tokens
            for question in questions
        ],
        ignore_conflicts=True,
    )


def copy_access(letter: Letter, new: Letter) -> None:
    """Let exactly those see NEW who may see LETTER, which it was a part of; a secret one stays as secret."""
    if letter.clearance_required >= Clearance.RAHASIA:
        take_class(new, letter)
    given = letter.access_tokens.exclude(source="class").values_list("token", "question", "effect", "source")
    AccessToken.objects.bulk_create(
        [
            AccessToken(letter=new, token=token, question=question, effect=effect, source=source)
            for token, question, effect, source in given
        ]
    )
    grant_by_class(new)


def open_to(actor: Actor, letter: Letter, tokens: Iterable[str], *, source: str, metadata_only: bool = False) -> None:
    """Grant, journal and index in one step."""
    with transaction.atomic():
        grant(letter, tokens, source=source, metadata_only=metadata_only)
        audit.record(actor, "access_granted", "letter", letter.public_id, source=source, tokens=sorted(tokens))
        index.changed(letter)


def unite_access(first: Letter, others: list[Letter]) -> None:
    """Let nobody see more than before: FIRST becomes as secret as the most secret part.

    Its content is for those who might read every part, and for nobody to whom any part was denied.
    """
    strictest = max([first, *others], key=lambda part: part.clearance_required)
    for part in [first, *others]:
        if part.clearance_required < strictest.clearance_required:
            take_class(part, strictest)
    guards = [index.guard(other) for other in others]
    shared = frozenset.intersection(*[guard.content for guard in guards])
    first.access_tokens.filter(question="content", effect="allow").exclude(token__in=shared).delete()
    denied = frozenset[str]().union(*[guard.deny for guard in guards])
    AccessToken.objects.bulk_create(
        [
            AccessToken(letter=first, token=token, question="metadata", effect="deny", source="join")
            for token in sorted(denied)
        ],
        ignore_conflicts=True,
    )


def take_class(letter: Letter, stricter: Letter) -> None:
    """Give LETTER the security class of STRICTER, in column, history and tokens."""
    letter.security_class, letter.clearance_required = stricter.security_class, stricter.clearance_required
    letter.save(update_fields=["security_class", "clearance_required"])
    value = None if letter.security_class is None else Clearance(letter.security_class).name.lower()
    letter.field_values.filter(name="security", is_current=True).update(is_current=False)
    FieldValue.objects.create(letter=letter, name="security", value=value, confidence=1, source=FieldSource.RULE)
    grant_by_class(letter)
