"""The values that cross the engine's border: limits, notes, boxes, words, readings, fields and refusals."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Literal

Outcome = Literal["read", "text_layer", "partial", "blank", "unread"]
QuarterTurn = Literal[0, 90, 180, 270]
FieldName = Literal[
    "number", "letter_date", "sender", "subject", "kind", "security", "nature",
    "recipient", "copies", "attachments", "urgency", "signer", "signer_position", "signer_capacity", "references",
    "event_date", "event_time", "event_place",
]  # fmt: skip
RegionKind = Literal["stamp", "signature", "handwriting", "qr", "barcode", "table"]
Parameter = str | int | float

PIPELINE_VERSION = "3"


@dataclass(frozen=True)
class Limits:
    """What one file may cost. Checked before the bytes, pixels or seconds are spent."""

    file_bytes: int = 1_000_000_000
    pages: int = 2_000
    page_pixels: int = 120_000_000
    page_seconds: float = 25.0
    memory_bytes: int = 900_000_000


@dataclass(frozen=True)
class Note:
    """A fact about a file or page in machine words; who shows it translates the code."""

    code: str
    params: dict[str, Parameter] = field(default_factory=dict)


class FileRefused(Exception):  # noqa: N818 - a refusal, said by name on the receipt
    """The file cannot be taken in. `code` says why, `params` hold the figures."""

    def __init__(self, code: str, **params: Parameter) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        return " ".join([self.code, *(f"{name}={value}" for name, value in self.params.items())])


class PasswordNeeded(Exception):  # noqa: N818 - the file waits, nothing went wrong
    """The PDF is encrypted and its user password is not empty."""


class WrongPassword(PasswordNeeded):
    """A password was given and does not open the PDF."""


@dataclass(frozen=True)
class FileFacts:
    """What a file is, by its content."""

    media_type: str
    page_count: int
    is_encrypted: bool
    is_signed: bool
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Box:
    """A rectangle in fractions (0..1) of the stored page image, origin at the top left."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Width as a fraction of the page's width."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Height as a fraction of the page's height."""
        return self.y1 - self.y0

    @property
    def middle(self) -> float:
        """The height on the page of the box's horizontal middle line."""
        return (self.y0 + self.y1) / 2

    def turned(self, degrees: int) -> "Box":
        """Where the box lies once its page is turned clockwise by `degrees`, a multiple of 90."""
        box = self
        for _ in range(degrees // 90 % 4):
            box = Box(1 - box.y1, box.x0, 1 - box.y0, box.x1)
        return box

    def share_inside(self, other: "Box") -> float:
        """The share of this box that lies in the other one."""
        width = max(0.0, min(self.x1, other.x1) - max(self.x0, other.x0))
        height = max(0.0, min(self.y1, other.y1) - max(self.y0, other.y0))
        return width * height / max(1e-9, self.width * self.height)


def enclosing(boxes: Iterable[Box]) -> Box:
    """The smallest box around all of `boxes` (at least one)."""
    every = list(boxes)
    return Box(
        min(box.x0 for box in every),
        min(box.y0 for box in every),
        max(box.x1 for box in every),
        max(box.y1 for box in every),
    )


@dataclass(frozen=True)
class Word:
    """One printed word; `line` and `block` number from 0 in reading order, `line` over the whole page."""

    text: str
    box: Box
    confidence: float
    line: int
    block: int


def lines_of(words: Iterable[Word]) -> list[list[Word]]:
    """Neighboring words of the same line, in reading order."""
    return [list(line) for _, line in groupby(words, key=lambda word: word.line)]


@dataclass(frozen=True)
class Region:
    """A part of a page that is other than lines of print. `text` is what a code says or a stamp's words, if known."""

    kind: RegionKind
    box: Box
    text: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True)
class PageReading:
    """The words of one page and how they were obtained. Boxes refer to the stored page image.

    `measured` holds what was measured of the page (`name_unit` to a number), `notes` what was done because of it.
    """

    words: tuple[Word, ...]
    outcome: Outcome
    notes: tuple[Note, ...]
    width_px: int
    height_px: int
    dpi: float
    turned_degrees: QuarterTurn
    skew_degrees: float
    confidence: float | None
    engine: str
    engine_version: str
    model: str
    pipeline_version: str
    seconds: float
    regions: tuple[Region, ...] = ()
    measured: dict[str, Parameter] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The words, lines joined by a line feed, in reading order."""
        return "\n".join(" ".join(word.text for word in line) for line in lines_of(self.words))


@dataclass(frozen=True)
class PageImages:
    """The page to show: about 1654 px wide, and a thumbnail of about 240 px. Both WebP."""

    page_webp: bytes
    thumbnail_webp: bytes


@dataclass(frozen=True)
class Overrule:
    """What a person decided about the preparation of a page; None leaves a step to what is measured."""

    turned_degrees: QuarterTurn | None = None
    level: bool | None = None
    even_light: bool | None = None
    remove_color: bool | None = None


@dataclass(frozen=True)
class ReadOptions:
    """How to read a page. `plain_only` skips the preparation (the fallback when time ran out)."""

    limits: Limits = field(default_factory=Limits)
    language: str = "ind"
    engine: Literal["tesserocr", "pytesseract"] = "tesserocr"
    plain_only: bool = False
    overrule: Overrule = field(default_factory=Overrule)
    timeout_seconds: float = 25.0


@dataclass(frozen=True)
class Field:
    """One field of a letter: what it means (`value`), as printed (`raw`), where; all None when not on the page."""

    name: FieldName
    value: str | None
    raw: str | None
    page: int | None
    box: Box | None
    confidence: float


@dataclass(frozen=True)
class Corrected:
    """What a person read at a place of a page, lines of the paper apart by a line feed; nothing: no print is there."""

    box: Box
    text: str


@dataclass(frozen=True)
class PdfPage:
    """One page of a searchable PDF: where its picture comes from and what was read on it."""

    source: Path
    number: int
    reading: PageReading
