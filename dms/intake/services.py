"""Taking files in: a batch, its lines, and what becomes of each line. The only writers of this app's rows."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any, BinaryIO

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

import ocr
from dms.audit import services as audit
from dms.intake import storage
from dms.intake.models import Batch, BatchItem, ItemState, Original, Reading, SourcePage
from dms.intake.models.batches import ENDS
from dms.jobs import services as jobs
from dms.people.actor import MACHINE, Actor
from dms.people.models import Unit
from dms.people.public_ids import new_public_id

RECEIVE_PRIORITY = 4
"""Page n is read with priority n: a short letter is whole before the next file is opened, and no short letter waits
behind the hundredth page of a long one."""

WORTH = {"unread": 0, "partial": 1, "blank": 2, "read": 2, "text_layer": 2}
"""How far a reading got."""

SURE_CONFIDENCE = 0.75
"""On average over the words of a page; what is below that has lost words or found some that are not there."""


@dataclass(frozen=True)
class GivenFile:
    """A file as somebody hands it over; `key` tells a retry from a second file.

    `raw_path` are the bytes of a path that is no UTF-8, `inside` is the ZIP it was taken out of.
    """

    name: str
    path: str
    key: str
    content: BinaryIO
    direction: str = ""
    share_with: dict[str, list[str]] = field(default_factory=dict)
    raw_path: bytes | None = None
    inside: BatchItem | None = None


def open_batch(actor: Actor, unit: Unit, name: str, *, via: str, **provenance: Any) -> Batch:
    """Start a batch for UNIT; PROVENANCE may name device and box, and who gives when that is not ACTOR himself."""
    with transaction.atomic():
        batch = Batch.objects.create(
            unit=unit,
            name=name.strip()[:200] or nameless(),
            received_via=via,
            **{"given_by": actor.person, "given_by_position": actor.position, **provenance},
        )
        audit.record(actor, "batch_opened", "batch", batch.public_id, via=via)
    return batch


def nameless() -> str:
    """Return the name of a batch that was given none: the moment, in the language of whoever opens it."""
    return _("Kiriman %(moment)s") % {"moment": date_format(timezone.localtime(), "j F Y, H.i")}


def give(actor: Actor, batch: Batch, given: GivenFile) -> BatchItem:
    """Take one file: its bytes are safe and its line stands when this returns. The same key twice is one line.

    Raises OSError when the disk is full; then nothing was promised.
    """
    earlier = batch.items.filter(client_key=given.key).first()
    if earlier is not None:
        return earlier
    stored = storage.keep(given.content)
    try:
        with transaction.atomic():
            return write_line(actor, batch, given, stored)
    except IntegrityError:  # the same key came twice at the same moment
        return batch.items.get(client_key=given.key)


def write_line(actor: Actor, batch: Batch, given: GivenFile, stored: storage.Stored) -> BatchItem:
    """Write the line of a file whose bytes are stored, its journal row, and the job that looks into it."""
    Batch.objects.select_for_update().get(pk=batch.pk)
    last = batch.items.aggregate(last=Max("line"))["last"] or 0
    item = BatchItem.objects.create(
        batch=batch,
        line=last + 1,
        client_key=given.key,
        name=given.name[-255:],
        path=given.path,
        raw_path=given.raw_path,
        inside=given.inside,
        size_bytes=stored.size_bytes,
        sha256=stored.sha256,
        direction=given.direction,
        share_with=given.share_with,
    )
    audit.record(actor, "file_given", "item", item.public_id, sha256=stored.sha256, bytes=stored.size_bytes)
    ask_to_receive(item)
    return item


def ask_to_receive(item: BatchItem) -> None:
    """Ask for the file to be looked into: after the first pages of what is being read, before the later ones."""
    jobs.enqueue("receive", item.public_id, group=item.public_id, priority=RECEIVE_PRIORITY)


def accept(item: BatchItem, facts: ocr.FileFacts) -> None:
    """Record that the file could be opened: the original with its pages, and the line as being read."""
    original, made = Original.objects.get_or_create(
        sha256=item.sha256,
        defaults={
            "size_bytes": item.size_bytes,
            "media_type": facts.media_type,
            "page_count": facts.page_count,
            "is_encrypted": facts.is_encrypted,
            "is_signed": facts.is_signed,
            "notes": [note_row(note) for note in facts.notes],
        },
    )
    if made:
        SourcePage.objects.bulk_create(
            SourcePage(original=original, number=number) for number in range(1, facts.page_count + 1)
        )
    item.original = original
    item.notes = list(original.notes)
    set_state(item, ItemState.READING)


def refuse(item: BatchItem, reason: str, params: dict[str, Any] | None = None) -> None:
    """Close the line: the file is refused for REASON, a machine code that `wording` puts into words."""
    item.reason, item.reason_params = reason, params or {}
    set_state(item, ItemState.REFUSED)


def wait_for_password(item: BatchItem, *, wrong: bool = False) -> None:
    """Leave the line waiting until somebody gives the password."""
    item.reason, item.reason_params = ("wrong_password" if wrong else "needs_password"), {}
    set_state(item, ItemState.WAITING)


def mark_duplicate(item: BatchItem, earlier: BatchItem) -> None:
    """Close the line: the same bytes were given before, on a line the giver may know of."""
    item.duplicate_of = earlier
    item.reason = "same_bytes"
    set_state(item, ItemState.DUPLICATE)


def mark_unpacked(item: BatchItem, *, count: int, left_out: int) -> None:
    """Close the line of a ZIP: COUNT files in it have lines of their own, LEFT_OUT entries were no files."""
    item.reason, item.reason_params = "unpacked", {"count": count, "left_out": left_out}
    set_state(item, ItemState.UNPACKED)


def ask_to_unpack(item: BatchItem) -> None:
    """Have the files in the ZIP of ITEM taken out (job "unpack")."""
    set_state(item, ItemState.READING)
    jobs.enqueue("unpack", item.public_id, group=item.public_id, priority=RECEIVE_PRIORITY)


def mark_filed(item: BatchItem, filed_as: list[dict[str, Any]], notes: list[dict[str, Any]]) -> None:
    """Close the line: the file became (part of) these letters; NOTES say what was only partly read."""
    item.filed_as, item.notes = filed_as, notes
    item.reason, item.reason_params = "", {}
    set_state(item, ItemState.FILED)


# What the work on a file finds out. Not `join_key`: somebody may ask for a join while the file is being read.
WORKED_OUT = [
    "state",
    "settled_at",
    "original",
    "notes",
    "reason",
    "reason_params",
    "duplicate_of",
    "filed_as",
    "opened",
]


def set_state(item: BatchItem, state: ItemState) -> None:
    """Save the line in its new state and journal every end."""
    item.state = state
    item.settled_at = timezone.now() if state in ENDS else None
    item.save(update_fields=WORKED_OUT)
    if state in ENDS or state == ItemState.WAITING:
        audit.record(MACHINE, f"file_{state.value}", "item", item.public_id, reason=item.reason)


def give_password(actor: Actor, item: BatchItem, password: str) -> bool:
    """Try PASSWORD on an encrypted PDF; keep the opened form when it fits, so that no later reading needs it.

    False when it does not fit. A file whose damage shows only once it is open is refused.
    """
    target = storage.opened_path(item.sha256)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        ocr.unlock_pdf(storage.original_path(item.sha256), password=password, target=target)
    except ocr.PasswordNeeded:
        wait_for_password(item, wrong=True)
        return False
    except ocr.FileRefused as refused:
        refuse(item, refused.code, dict(refused.params))
        return True
    with transaction.atomic():
        item.opened, item.reason = True, ""
        set_state(item, ItemState.RECEIVED)
        audit.record(actor, "password_given", "item", item.public_id)
        ask_to_receive(item)
    return True


def store_reading(page: SourcePage, reading: ocr.PageReading, *, is_asked: bool = False) -> Reading:
    """Store what was read. A second reading by the same pipeline that says no more is kept only if a person asked."""
    current = page.readings.filter(is_current=True).first()
    is_same = current is not None and current.pipeline_version == reading.pipeline_version
    if current and is_same and not is_asked and not says_more(reading, current):
        return current
    page.width_px, page.height_px, page.dpi = reading.width_px, reading.height_px, reading.dpi
    page.turned_degrees = reading.turned_degrees
    page.save()
    page.readings.update(is_current=False)
    return keep(page, reading, counts=True)


def keep(page: SourcePage, reading: ocr.PageReading, *, counts: bool) -> Reading:
    """Keep a reading of PAGE; one that does not count is kept to be compared, and changes nothing else."""
    return Reading.objects.create(
        page=page,
        is_current=counts,
        engine=reading.engine,
        engine_version=reading.engine_version[:40],
        model=reading.model,
        pipeline_version=reading.pipeline_version,
        outcome=reading.outcome,
        notes=[note_row(note) for note in reading.notes],
        words=ocr.pack_words(reading.words),
        word_count=len(reading.words),
        confidence=reading.confidence,
        skew_degrees=reading.skew_degrees,
        seconds=reading.seconds,
        regions=[asdict(region) for region in reading.regions],
        measured=reading.measured,
        overrule=page.overrule,
        is_doubtful=is_doubtful(reading),
    )


def is_doubtful(reading: ocr.PageReading) -> bool:
    """Tell whether somebody should look at the page: it was not wholly read, or the reader is not sure of it."""
    is_unsure = reading.confidence is not None and reading.confidence < SURE_CONFIDENCE
    return reading.outcome in ("unread", "partial") or (reading.outcome == "read" and is_unsure)


def says_more(reading: ocr.PageReading, current: Reading) -> bool:
    """Tell whether READING got further than the CURRENT one of the same pipeline."""
    return WORTH[reading.outcome] > WORTH[current.outcome]


def is_the_same(reading: ocr.PageReading, row: Reading) -> bool:
    """Tell whether READING says what the stored ROW says, by the same reader."""
    by_whom = reading.engine, reading.engine_version[:40], reading.model, reading.pipeline_version
    return (
        by_whom == (row.engine, row.engine_version, row.model, row.pipeline_version)
        and ocr.pack_words(reading.words) == bytes(row.words)
        and [asdict(region) for region in reading.regions] == row.regions
    )


def note_row(note: ocr.Note) -> dict[str, Any]:
    """Return a note as it is stored."""
    return {"code": note.code, **note.params}


def ask_to_reread(page: SourcePage, overrule: ocr.Overrule, *, letter_id: str) -> None:
    """Have PAGE read again as a person of the letter LETTER_ID decided (job "reread")."""
    page.overrule = {name: value for name, value in asdict(overrule).items() if value is not None}
    page.overruled_for, page.reread_fault = letter_id, ""
    page.save(update_fields=["overrule", "overruled_for", "reread_fault"])
    jobs.enqueue("reread", page_subject(page), group=letter_id)


def page_subject(page: SourcePage) -> str:
    """Return what a job about PAGE has for its subject."""
    return f"{page.original.sha256}:{page.number}"


def ask_to_join(actor: Actor, items: list[BatchItem]) -> None:
    """Say that ITEMS are one letter in several files; carried out when all of them are read (job "join")."""
    key = new_public_id()
    with transaction.atomic():
        BatchItem.objects.filter(pk__in=[item.pk for item in items]).update(join_key=key)
        audit.record(actor, "join_asked", "batch", items[0].batch.public_id, items=[item.public_id for item in items])
        jobs.enqueue("join", key, group=key)


def say_became(item: BatchItem, filed_as: list[dict[str, Any]]) -> None:
    """Say anew on the line of a filed file which letters it became; without any it stays filed, its pages set aside."""
    BatchItem.objects.filter(pk=item.pk, state=ItemState.FILED).update(filed_as=filed_as)


def refile(items: Iterable[BatchItem], letter_id: str) -> None:
    """Say on each of ITEMS that it is a part of the letter LETTER_ID, and which pages of it."""
    first = 1
    for item in items:
        count = item.original.page_count if item.original else 0
        item.filed_as = [{"letter": letter_id, "first": first, "last": first + count - 1}]
        item.save(update_fields=["filed_as"])
        first += count
