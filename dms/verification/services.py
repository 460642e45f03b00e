"""What is done with letters to be verified: taken, one person each; verified, passed over, and undone."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from dms.archive import queries as archive_queries
from dms.archive import services as archive
from dms.archive.models import ClassCode, CodeChoice
from dms.audit import services as audit
from dms.letters import services as letters
from dms.letters.models import Letter
from dms.people.actor import Actor
from dms.people.models import Person
from dms.verification.models import Lease, Verification

LEASE_TIME = timedelta(minutes=15)
UNDO_TIME = timedelta(hours=12)


class HeldError(Exception):
    """Somebody else has the letter on the screen; `person` is who."""

    def __init__(self, person: Person) -> None:
        super().__init__(person.public_id)
        self.person = person


class ChangedSinceError(Exception):
    """Somebody else has changed the letter since it was verified: what he decided is not to be undone."""


def take_first(actor: Actor, candidates: Iterable[Letter]) -> Letter | None:
    """Take the first of CANDIDATES that nobody else holds and that is still to be verified."""
    for letter in candidates:
        try:
            take(actor, letter)
        except HeldError:
            continue
        if Letter.objects.filter(pk=letter.pk, verified_at=None).exists():
            return letter
        release(actor, letter)
    return None


def take(actor: Actor, letter: Letter) -> Lease:
    """Hold LETTER for the person who acts, or hold it longer. Raises HeldError when somebody else holds it."""
    person, now = person_of(actor), timezone.now()
    with transaction.atomic():
        lease, made = Lease.objects.select_for_update().get_or_create(
            letter=letter, defaults={"person": person, "taken_at": now, "until": now + LEASE_TIME}
        )
        if made:
            return lease
        if lease.person != person:
            if lease.until > now:
                raise HeldError(lease.person)
            lease.person, lease.taken_at = person, now
        lease.until = now + LEASE_TIME
        lease.save(update_fields=["person", "taken_at", "until"])
    return lease


def person_of(actor: Actor) -> Person:
    """Return the person who acts; the machine verifies nothing."""
    if actor.person is None:
        raise ValueError("only people verify")
    return actor.person


def release(actor: Actor, letter: Letter) -> None:
    """Give LETTER back for others to take."""
    Lease.objects.filter(letter=letter, person=person_of(actor)).delete()


def verify(
    actor: Actor, letter: Letter, values: Mapping[str, str | None], code: ClassCode | None, *, version: int
) -> Verification:
    """Confirm VALUES as what LETTER says and CODE as its archive code (None: none yet); all or nothing.

    Raises HeldError, letters.StaleVersionError, letters.BadValueError.
    """
    with transaction.atomic():
        lease = take(actor, letter)
        current = {row.name: row for row in letter.field_values.filter(is_current=True)}
        letters.set_fields(actor, letter, values, version=version)
        code_before = archive_queries.choice_of(letter)
        done = Verification.objects.create(
            letter=letter,
            person=person_of(actor),
            position=actor.position,
            taken_at=lease.taken_at,
            changed=sum((current[name].value if name in current else None) != value for name, value in values.items()),
            before={name: current[name].pk if name in current else None for name in values},
            code_before=code_before,
            code_given=give_code(actor, letter, code, code_before),
        )
        letters.mark_verified(letter, done.verified_at)
        audit.record(actor, "letter_verified", "letter", letter.public_id, changed=done.changed)
        lease.delete()
    return done


def give_code(actor: Actor, letter: Letter, code: ClassCode | None, before: CodeChoice | None) -> CodeChoice | None:
    """Give LETTER its code, or none, unless it is so already; return the choice that was made."""
    if code is None or (before is not None and before.code_id == code.pk):
        if code is None and before is not None:
            letter.refresh_from_db()
            archive.restore_choice(letter, None)
        return None
    letter.refresh_from_db()
    return archive.choose_code(actor, letter, code)


def last_of(actor: Actor) -> Verification | None:
    """Return what the person who acts verified last and can still undo."""
    done = Verification.objects.filter(person=person_of(actor), verified_at__gt=timezone.now() - UNDO_TIME)
    return done.filter(undone_at=None).select_related("letter").order_by("-pk").first()


def is_changed_since(done: Verification) -> bool:
    """Tell whether somebody else decided a field or the code since DONE, or the letter is no more to be verified."""
    letter, code = done.letter, archive_queries.choice_of(done.letter)
    by_others = letter.field_values.filter(is_current=True, name__in=done.before).exclude(set_by=done.person)
    is_other_code = code is not None and code != done.code_before and code.chosen_by != done.person
    is_gone = letter.withdrawn_at is not None or letter.merged_into_id is not None
    return is_gone or is_other_code or by_others.exists()


def undo(actor: Actor, done: Verification) -> Letter:
    """Let everything stand as before DONE and hold its letter again. Raises HeldError, ChangedSinceError."""
    with transaction.atomic():
        letter = done.letter
        take(actor, letter)
        if is_changed_since(done):
            raise ChangedSinceError
        letters.restore_fields(letter, done.before)
        if archive_queries.choice_of(letter) != done.code_before:
            letter.refresh_from_db()
            archive.restore_choice(letter, done.code_before)
        letters.mark_verified(letter, None)
        done.undone_at = timezone.now()
        done.save(update_fields=["undone_at"])
        audit.record(actor, "verification_undone", "letter", letter.public_id)
    return letter
