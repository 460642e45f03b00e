"""Letters as the way of one letter leaves them, made without reading: the words are given, everything else is real."""

import io
import zlib
from dataclasses import dataclass, field

import ocr
from dms.intake import queries as intake_queries
from dms.intake import services as intake
from dms.intake import storage
from dms.intake.models import Batch, BatchItem
from dms.letters import index
from dms.letters import services as letters
from dms.letters.models import Letter
from dms.people.models import Person, Unit
from tests.cast import actor

FIELD_NAMES: tuple[ocr.values.FieldName, ...] = (
    "number",
    "letter_date",
    "sender",
    "subject",
    "kind",
    "security",
    "nature",
)
WEBP = b"RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f\x00\x00\x00\x10\x07\x10\x11\x11\x88\x88\xfe\x07\x00"


@dataclass(frozen=True)
class Paper:
    """What is to stand on a letter: the words of each page, and the fields the reader would find."""

    pages: tuple[str, ...] = ("Bersama ini kami sampaikan kata pengantar.",)
    fields: dict[str, str] = field(default_factory=dict)
    name: str = "surat.png"
    content: bytes = b""
    share_with: dict[str, list[str]] = field(default_factory=dict)

    @property
    def bytes_given(self) -> bytes:
        """Return the bytes of the file; they hold the words, so that two papers are never the same by chance."""
        return self.content or b"\x89PNG\r\n\x1a\n" + "\f".join(self.pages).encode()


def words_of(text: str) -> tuple[ocr.Word, ...]:
    """Return the words of TEXT laid out line under line."""
    placed = []
    for row, line in enumerate(text.splitlines()):
        for column, word in enumerate(line.split()):
            box = ocr.Box(0.05 + 0.08 * column, 0.05 + 0.03 * row, 0.12 + 0.08 * column, 0.07 + 0.03 * row)
            placed.append(ocr.Word(word, box, 0.95, row, 0))
    return tuple(placed)


def reading_of(text: str, outcome: ocr.values.Outcome = "read") -> ocr.PageReading:
    """Return TEXT as the reader gives a page."""
    return ocr.PageReading(
        words=words_of(text),
        outcome=outcome,
        notes=(),
        width_px=1654,
        height_px=2339,
        dpi=200.0,
        turned_degrees=0,
        skew_degrees=0.0,
        confidence=0.95,
        engine="given",
        engine_version="1",
        model="ind",
        pipeline_version=f"given-{zlib.crc32(text.encode())}",
        seconds=0.0,
    )


def fields_of(values: dict[str, str]) -> dict[str, ocr.Field]:
    """Return VALUES as the reader proposes fields; those not named are unknown."""
    box = ocr.Box(0.1, 0.1, 0.4, 0.13)
    return {
        name: ocr.Field(name, values[name], values[name], 1, box, 0.8)
        if name in values
        else ocr.Field(name, None, None, None, None, 0.0)
        for name in FIELD_NAMES
    }


def open_batch(giver: Person, unit: Unit, name: str = "Surat masuk") -> Batch:
    """Start a batch in the name of GIVER's first post."""
    return intake.open_batch(actor(giver), unit, name, via="browser")


def give(giver: Person, batch: Batch, paper: Paper, key: str = "") -> BatchItem:
    """Hand PAPER over; it waits to be looked into."""
    given = intake.GivenFile(
        paper.name, paper.name, key or storage_key(paper), io.BytesIO(paper.bytes_given), "", paper.share_with
    )
    return intake.give(actor(giver), batch, given)


def storage_key(paper: Paper) -> str:
    """Return what tells this file from others of the batch."""
    return f"{paper.name[-60:]}-{zlib.crc32(paper.bytes_given)}"


def read(item: BatchItem, paper: Paper) -> list[letters.ReadPage]:
    """Put the pages of PAPER in place as if they had been read."""
    intake.accept(item, ocr.FileFacts("image/png", len(paper.pages), False, False))
    assert item.original is not None
    for page, text in zip(item.original.pages.all(), paper.pages, strict=True):
        intake.store_reading(page, reading_of(text))
        picture = WEBP + text.encode()
        storage.write_whole(storage.page_path(item.sha256, page.number), picture)
        storage.write_whole(storage.thumbnail_path(item.sha256, page.number), picture)
    return [
        letters.ReadPage(page, row, intake_queries.page_reading(page, row))
        for page, row in intake_queries.current_readings(item.original)
    ]


def make_letter(giver: Person, unit: Unit, paper: Paper | None = None, *, batch: Batch | None = None) -> Letter:
    """Return a letter given by GIVER for UNIT: filed, indexed, with its pictures and its searchable PDF."""
    paper = paper or Paper()
    item = give(giver, batch or open_batch(giver, unit), paper)
    pages = read(item, paper)
    letter = letters.assemble(item, pages, fields_of(paper.fields))
    intake.mark_filed(item, [{"letter": letter.public_id, "first": 1, "last": len(pages)}], [])
    storage.write_whole(letters.pdf_path(letter), b"%PDF-1.4\n" + paper.bytes_given)
    Letter.objects.filter(pk=letter.pk).update(has_pdf=True)
    show(letter)
    return Letter.objects.select_related("unit").get(pk=letter.pk)


def show(letter: Letter) -> None:
    """Write the letter's entry and wait until searches see it."""
    index.put([Letter.objects.select_related("unit").get(pk=letter.pk)])
    index.engine().refresh()
