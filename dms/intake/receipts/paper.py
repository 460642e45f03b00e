"""The receipt as a PDF with every line, to be printed and signed; drawn line by line, so that 10,000 are no load."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import BinaryIO

from django.template.defaultfilters import filesizeformat
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from dms.intake.lines import Line
from dms.intake.receipts.rows import remarks

FONTS = Path("/usr/share/fonts/truetype/dejavu")
PLAIN, BOLD, MONO = "DejaVuSans", "DejaVuSans-Bold", "DejaVuSansMono"
WIDTH, HEIGHT = A4
LEFT, RIGHT, TOP, BOTTOM = 18 * mm, WIDTH - 18 * mm, HEIGHT - 18 * mm, 22 * mm
INDENT = 12 * mm
SIZE, SMALL = 9, 7.5
LEADING = 1.35
SIGNATURE_HEIGHT = 34 * mm


@dataclass(frozen=True)
class Head:
    """What stands above the lines: FACTS about the batch and its SUMS; NUMBER is repeated on each page."""

    title: str
    number: str
    facts: tuple[tuple[str, str], ...]
    sums: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Text:
    """One line of print: how far from the left margin, in which font; `right` stands at the right margin beside it."""

    words: str
    font: str = PLAIN
    size: float = SIZE
    indent: float = 0
    right: str = ""


@dataclass
class Sheets:
    """Lines of print dealt out to pages: what belongs together is not parted."""

    pages: list[list[tuple[float, Text]]] = field(default_factory=lambda: [[]])
    y: float = TOP

    def put(self, block: list[Text], *, gap: float = 0) -> None:
        """Set BLOCK below what stands already, with GAP before it; on a new page where it finds no room."""
        height = sum(text.size * LEADING for text in block)
        if self.y - gap - height < BOTTOM and self.pages[-1]:
            self.new_page()
        else:
            self.y -= gap
        for text in block:
            if self.y - text.size * LEADING < BOTTOM:
                self.new_page()
            self.y -= text.size * LEADING
            self.pages[-1].append((self.y, text))

    def new_page(self) -> None:
        """Begin a page."""
        self.pages.append([])
        self.y = TOP


@cache
def glyphs(font: str) -> frozenset[int]:
    """Make FONT known and return the signs it can draw."""
    pdfmetrics.registerFont(TTFont(font, FONTS / f"{font}.ttf"))
    return frozenset(pdfmetrics.getFont(font).face.charToGlyph)


def write(target: BinaryIO, head: Head, lines: Iterable[Line]) -> None:
    """Write the receipt to TARGET."""
    sheets = Sheets()
    for block, gap in blocks(head, lines):
        sheets.put(block, gap=gap)
    if sheets.y - SIGNATURE_HEIGHT < BOTTOM:
        sheets.new_page()
    draw(target, head, sheets)


def blocks(head: Head, lines: Iterable[Line]) -> Iterator[tuple[list[Text], float]]:
    """Yield everything above the signatures, piece by piece, each with the room before it."""
    yield wrapped(head.title, Text("", BOLD, 15)), 0
    for label, value in head.facts:
        yield wrapped(f"{label}: {value}", Text("")), 1
    yield [Text(" · ".join(f"{label} {count:n}" for label, count in head.sums), BOLD)], 8
    yield wrapped(_("Periksa dengan SHA256SUMS dari halaman tanda terima: sha256sum -c SHA256SUMS"), small(0)), 2
    for shown in lines:
        yield line_block(shown), 6


def line_block(shown: Line) -> list[Text]:
    """Return how one given file stands on paper."""
    size = str(filesizeformat(shown.size_bytes))
    facts = [size, _("%(n)s halaman") % {"n": shown.page_count}] if shown.page_count else [size]
    parts = [
        wrapped(f"{shown.number}. {shown.name}", Text("", BOLD, right=shown.state_name)),
        wrapped(shown.path, small(INDENT)) if shown.path not in ("", shown.name) else [],
        [Text(shown.sha256, MONO, SMALL, INDENT, right=" · ".join(facts))],
        wrapped(_("Surat: %(ids)s") % {"ids": letters}, small(INDENT)) if (letters := letters_of(shown)) else [],
        wrapped(" ".join([shown.reason, *remarks(shown)]).strip(), small(INDENT)),
    ]
    return [text for part in parts for text in part]


def letters_of(shown: Line) -> str:
    """Return the letters a file became."""
    return ", ".join(part.public_id for part in shown.letters)


def small(indent: float) -> Text:
    """Return how small print looks."""
    return Text("", PLAIN, SMALL, indent)


def wrapped(words: str, look: Text) -> list[Text]:
    """Return WORDS as lines no wider than the page, in the LOOK given; `right` stands beside the first."""
    beside = width_of(look.right, look) + 6 * mm if look.right else 0
    rows = list(broken(drawable(words, look.font), look, RIGHT - LEFT - look.indent - beside))
    return [
        Text(row, look.font, look.size, look.indent, look.right if number == 0 else "")
        for number, row in enumerate(rows)
    ]


def broken(words: str, look: Text, room: float) -> Iterator[str]:
    """Yield pieces of WORDS that fit into ROOM, parted at a space where there is one."""
    while words:
        count = fitting(words, look, room)
        space = words.rfind(" ", 1, count) if count < len(words) else -1
        cut = space if space > count // 2 else count
        yield words[:cut].rstrip()
        words = words[cut:].lstrip()


def fitting(words: str, look: Text, room: float) -> int:
    """Return how many signs of WORDS fit into ROOM, at least one."""
    least, most = 1, len(words)
    while least < most:
        middle = (least + most + 1) // 2
        if width_of(words[:middle], look) <= room:
            least = middle
        else:
            most = middle - 1
    return least


def width_of(words: str, look: Text) -> float:
    """Return how wide WORDS are."""
    glyphs(look.font)
    return float(pdfmetrics.stringWidth(words, look.font, look.size))


def drawable(words: str, font: str) -> str:
    """Return WORDS with what the font lacks, and what would turn the line around, written as U+NNNN."""
    known = glyphs(font)
    return "".join(
        sign if ord(sign) in known and unicodedata.category(sign)[0] != "C" else f"<U+{ord(sign):04X}>"
        for sign in words
    )


def draw(target: BinaryIO, head: Head, sheets: Sheets) -> None:
    """Draw all pages, each with its number of how many."""
    canvas = Canvas(target, pagesize=A4, lang=get_language() or "id")
    canvas.setTitle(f"{head.title} {head.number}")
    canvas.setCreator("Telusur")
    for number, page in enumerate(sheets.pages, 1):
        for y, text in page:
            draw_text(canvas, y, text)
        if number == len(sheets.pages):
            draw_signatures(canvas, sheets.y)
        foot = f"{head.number} · " + _("halaman %(n)s dari %(total)s") % {"n": number, "total": len(sheets.pages)}
        draw_text(canvas, BOTTOM / 2, Text(foot, PLAIN, SMALL))
        canvas.showPage()
    canvas.save()


def draw_text(canvas: Canvas, y: float, text: Text) -> None:
    """Draw one line of print with its foot at Y."""
    glyphs(text.font)
    canvas.setFont(text.font, text.size)
    canvas.drawString(LEFT + text.indent, y, text.words)
    if text.right:
        canvas.drawRightString(RIGHT, y, text.right)


def draw_signatures(canvas: Canvas, y: float) -> None:
    """Draw where giver and receiver sign, below Y."""
    foot = y - SIGNATURE_HEIGHT + 4 * mm
    for left, words in ((LEFT, _("Yang menyerahkan")), (WIDTH / 2 + 8 * mm, _("Yang menerima"))):
        draw_text(canvas, y - 9 * mm, Text(words, PLAIN, SIZE, left - LEFT))
        canvas.line(left, foot, left + 65 * mm, foot)
