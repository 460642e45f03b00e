"""What a person puts right on a page of a letter: words and lines corrected, corrections taken back, pages locked.

A correction is a decision on top of the reading (docs/decisions/0017-corrections.md): text, index and searchable PDF
follow at once, and every later reading of the page keeps it.
"""

from dataclasses import asdict

from django.db import transaction
from django.utils import timezone

import ocr
from dms.audit import services as audit
from dms.jobs import services as jobs
from dms.letters import rereading
from dms.letters.assembling import read_fields
from dms.letters.models import Correction, Letter, LetterPage
from dms.letters.readings import readings_of
from dms.letters.rereading import LOOKED_AT_PRIORITY, current_reading
from dms.people.actor import Actor

LONGEST_TEXT = 2_000  # letters
LEAST_SIDE = 0.0005  # of the page


class BadCorrectionError(Exception):
    """The correction cannot be kept; `code` says why: no_place, too_long, no_change."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def correct(actor: Actor, page: LetterPage, box: ocr.Box, text: str) -> Correction:
    """Keep what a person read at BOX of PAGE, lines of the paper apart by a line feed. Raises BadCorrectionError."""
    if actor.person is None:
        raise ValueError("only people correct what was read")
    text, before = tidied(text), text_at(page, box)
    if fault := fault_of(box, text, before):
        raise BadCorrectionError(fault)
    with transaction.atomic():
        letter = Letter.objects.select_for_update().get(pk=page.letter_id)
        correction = Correction.objects.create(
            letter=letter,
            source_page=page.source_page,
            box=asdict(box),
            turned_degrees=page.source_page.turned_degrees,
            before=before,
            text=text,
            corrected_by=actor.person,
            corrected_by_position=actor.position,
        )
        said = {"page": page.order, "correction": correction.public_id}
        audit.record(actor, "page_corrected", "letter", letter.public_id, **said)
        follow_at_once(letter)
    return correction


def tidied(text: str) -> str:
    """Return TEXT as it is kept: one space between words, no empty lines, no signs that cannot be stored."""
    rows = (" ".join(row.split()) for row in text.replace("\0", "").splitlines())
    return "\n".join(row for row in rows if row)


def fault_of(box: ocr.Box, text: str, before: str) -> str:
    """Say why a correction cannot be kept; "" when it can."""
    edges = (box.x0, box.y0, box.x1, box.y1)
    if not all(0 <= edge <= 1 for edge in edges) or box.width < LEAST_SIDE or box.height < LEAST_SIDE:
        return "no_place"
    if len(text) > LONGEST_TEXT:
        return "too_long"
    return "no_change" if text == before else ""


def text_at(page: LetterPage, box: ocr.Box) -> str:
    """Return what PAGE says at BOX, with the corrections made so far."""
    reading = next((each.reading for each in readings_of(page.letter) if each.page.pk == page.pk), None)
    words = reading.words if reading else ()
    inside = [words[at] for at in ocr.words_at(words, box)]
    return "\n".join(" ".join(word.text for word in line) for line in ocr.lines_of(inside))


def take_back(actor: Actor, correction: Correction) -> None:
    """Let a correction count no more; it stays in the history."""
    with transaction.atomic():
        letter = Letter.objects.select_for_update().get(pk=correction.letter_id)
        correction.taken_back_by, correction.taken_back_at = actor.person, timezone.now()
        correction.save(update_fields=["taken_back_by", "taken_back_at"])
        audit.record(actor, "correction_taken_back", "letter", letter.public_id, correction=correction.public_id)
        follow_at_once(letter)


def lock(actor: Actor, page: LetterPage) -> None:
    """Keep the reading that PAGE has: no later one changes this letter."""
    set_locked(actor, page, is_locked=True)


def unlock(actor: Actor, page: LetterPage) -> None:
    """Let PAGE say again what its latest reading says."""
    set_locked(actor, page, is_locked=False)


def set_locked(actor: Actor, page: LetterPage, *, is_locked: bool) -> None:
    """Lock or unlock PAGE; what the letter says follows."""
    with transaction.atomic():
        page.locked_reading = current_reading(page.source_page) if is_locked else None
        page.save(update_fields=["locked_reading"])
        verb = "page_locked" if is_locked else "page_unlocked"
        audit.record(actor, verb, "letter", page.letter.public_id, page=page.order)
        if not is_locked:
            follow_at_once(page.letter)


def follow_at_once(letter: Letter) -> None:
    """Let fields and index follow what the pages of LETTER now say, and ask for codes and the searchable PDF."""
    Letter.objects.filter(pk=letter.pk).update(has_pdf=False)
    letter.refresh_from_db()
    pages = rereading.read_pages(letter)
    rereading.follow(letter, pages, read_fields(pages))
    jobs.enqueue("classify", letter.public_id, group=letter.public_id, priority=LOOKED_AT_PRIORITY)
