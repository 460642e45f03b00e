"""Set the blocks of a letter on A4 or F4 pages with reportlab, and remember what stands where."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from random import Random

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from bench.letterpress.lines import SIGNATURE_COLUMN, Block, blocks

FONT_FOLDER = Path("/usr/share/fonts/truetype")  # fonts-liberation, fonts-dejavu, fonts-freefont-ttf
FACES = {
    "serif": ("liberation/LiberationSerif-Regular", "liberation/LiberationSerif-Bold"),
    "sans": ("liberation/LiberationSans-Regular", "liberation/LiberationSans-Bold"),
    "narrow": ("liberation/LiberationSansNarrow-Regular", "liberation/LiberationSansNarrow-Bold"),
    "book": ("dejavu/DejaVuSerifCondensed", "dejavu/DejaVuSerifCondensed-Bold"),
    "roman": ("freefont/FreeSerif", "freefont/FreeSerifBold"),
    "typewriter": ("freefont/FreeMono", "freefont/FreeMonoBold"),
}
A4 = (210 * mm, 297 * mm)
F4 = (215 * mm, 330 * mm)  # folio, the paper of Indonesian offices
SIGNATURE_SPACE = 21 * mm


@dataclass(frozen=True)
class Style:
    """How one letter looks. Line numbers count from 1 in its text file; lengths are points."""

    paper: tuple[float, float] = A4
    face: str = "serif"
    size: float = 12
    column_width: float = 5.6
    left: float = 24 * mm
    right: float = 18 * mm
    top: float = 14 * mm
    head: dict[int, float] = field(default_factory=dict)  # letterhead line -> font size
    head_bold: frozenset[int] = frozenset()
    emblem: Callable[[Canvas, float, float, float], None] | None = None
    emblem_above: bool = False
    rule: str = "thick_thin"
    centered: frozenset[int] = frozenset()
    bold: frozenset[int] = frozenset()
    new_page: frozenset[int] = frozenset()
    small: frozenset[int] = frozenset()
    hidden: frozenset[int] = frozenset()  # set, but drawn later as a stamp
    table: tuple[int, int] | None = None
    qr_line: int = 0  # this line stands under a QR code
    gaps: dict[int, float] = field(default_factory=dict)  # line -> room above it
    justify: bool = True
    uneven_type: bool = False
    leading: float = 1.2
    space: float = SIGNATURE_SPACE


@dataclass(frozen=True)
class Mark:
    """A place to sign or stamp: page from 0, x and y in points from the upper left corner."""

    page: int
    x: float
    y: float
    line: int


@dataclass
class Setting:
    """What was set: text per page in visual order, and the places of signatures."""

    pages: list[str]
    marks: list[Mark]


def register_fonts() -> None:
    """Make the faces known to reportlab (needs the three Debian font packages)."""
    for name, (regular, bold) in FACES.items():
        pdfmetrics.registerFont(TTFont(name, str(FONT_FOLDER / f"{regular}.ttf")))
        pdfmetrics.registerFont(TTFont(f"{name}-bold", str(FONT_FOLDER / f"{bold}.ttf")))


class Press:
    """A canvas with a cursor that goes down the page."""

    def __init__(self, target: Path, style: Style, *, seed: int) -> None:
        self.canvas = Canvas(str(target), pagesize=style.paper, invariant=1)
        self.style = style
        self.random = Random(seed)
        self.page = 0
        self.y = style.top
        self.lines: dict[tuple[int, float], list[tuple[float, str]]] = defaultdict(list)
        self.marks: list[Mark] = []
        self.block_shift = 0.0

    @property
    def right_edge(self) -> float:
        """Where the right margin begins, in points from the left."""
        return self.style.paper[0] - self.style.right

    def font(self, *, bold: bool) -> str:
        """The name of the letter's face."""
        return self.style.face + ("-bold" if bold else "")

    def text(self, x: float, text: str, *, size: float, bold: bool = False, record: bool = True) -> None:
        """Draw at the cursor's line; `record` keeps it for the page's text."""
        self.canvas.setFont(self.font(bold=bold), size)
        y = self.style.paper[1] - self.y - size
        if self.style.uneven_type:
            self._type(x, y, text, size)
        else:
            self.canvas.drawString(x, y, text)
        if record:
            self.lines[self.page, round(self.y, 1)].append((x, text))

    def _type(self, x: float, y: float, text: str, size: float) -> None:
        """Strike letter by letter: a typewriter's letters dance and differ in blackness."""
        for letter in text:
            self.canvas.setFillGray(min(0.45, max(0.0, self.random.gauss(0.12, 0.1))))
            self.canvas.drawString(x + self.random.gauss(0, 0.15), y + self.random.gauss(0, 0.3), letter)
            x += pdfmetrics.stringWidth(letter, self.style.face, size)
        self.canvas.setFillGray(0)

    def width(self, text: str, *, size: float, bold: bool = False) -> float:
        """The set width of a text in points."""
        return float(pdfmetrics.stringWidth(text, self.font(bold=bold), size))

    def down(self, points: float) -> None:
        """Move the cursor."""
        self.y += points

    def turn_page(self) -> None:
        """Begin the next page."""
        self.canvas.showPage()
        self.page += 1
        self.y = 22 * mm

    def wrapped(self, text: str, *, first: float, rest: float) -> list[str]:
        """Break into lines; the first has room for `first` points, the others for `rest`."""
        lines, line, room = [], "", first
        for word in text.split():
            longer = f"{line} {word}".strip()
            if line and self.width(longer, size=self.style.size) > room + 0.5:
                lines.append(line)
                line, room = word, rest
            else:
                line = longer
        return [*lines, line]

    def justified(self, x: float, text: str) -> None:
        """Draw one line of a paragraph stretched to the right edge."""
        words = text.split()
        size = self.style.size
        slack = self.right_edge - x - sum(self.width(word, size=size) for word in words)
        gap = slack / max(1, len(words) - 1)
        if gap > size or len(words) == 1:
            self.text(x, text, size=size)
            return
        self.lines[self.page, round(self.y, 1)].append((x, text))
        for word in words:
            self.text(x, word, size=size, record=False)
            x += self.width(word, size=size) + gap

    def finish(self) -> Setting:
        """Write the file; give the text of each page in visual order."""
        self.canvas.save()
        pages = [""] * (self.page + 1)
        for (page, _), pieces in sorted(self.lines.items()):
            pages[page] += " ".join(text for _, text in sorted(pieces)) + "\n"
        return Setting(pages, self.marks)


def set_letter(text: str, target: Path, style: Style, *, seed: int) -> Setting:
    """Set one letter into the PDF file `target`."""
    press = Press(target, style, seed=seed)
    whole = style.centered | style.small | frozenset(style.head)
    body = [block for block in blocks(text, whole=whole) if block.line not in style.head]
    press.block_shift = _overflow(press, body)
    first_head_line = min(style.head, default=0)
    for block in [b for b in body if b.line < first_head_line]:
        _block(press, block)
    _letterhead(press, text.split("\n"))
    for block in [b for b in body if b.line > first_head_line]:
        _block(press, block)
    return press.finish()


def _overflow(press: Press, body: list[Block]) -> float:
    """How far the right-hand blocks stick out of the margin: all of them move left by that much."""
    size = press.style.size
    right = [block.segments[-1] for block in body if block.segments[-1].column >= SIGNATURE_COLUMN]
    ends = [_x(press.style, part.column) + press.width(part.text, size=size) for part in right]
    return max(0.0, max(ends, default=0.0) - press.right_edge)


def _letterhead(press: Press, lines: list[str]) -> None:
    style = press.style
    if not style.head:
        return
    middle = (style.left + press.right_edge) / 2
    if style.emblem and style.emblem_above:
        style.emblem(press.canvas, middle, style.paper[1] - press.y - 13 * mm, 11 * mm)
        press.down(28 * mm)
    elif style.emblem:
        style.emblem(press.canvas, style.left + 10 * mm, style.paper[1] - press.y - 13 * mm, 11 * mm)
        middle += 10 * mm
    for number, size in style.head.items():
        text = lines[number - 1].strip()
        bold = number in style.head_bold
        press.text(middle - press.width(text, size=size, bold=bold) / 2, text, size=size, bold=bold)
        press.down(size * 1.2)
    if style.emblem and not style.emblem_above:
        press.y = max(press.y, style.top + 25 * mm)
    _rule(press)


def _rule(press: Press) -> None:
    style = press.style
    y = style.paper[1] - press.y - 5
    strokes = {"thick_thin": ((0, 2.2), (-2.8, 0.6)), "thin": ((0, 0.8),), "none": ()}[style.rule]
    for offset, weight in strokes:
        press.canvas.setLineWidth(weight)
        press.canvas.line(style.left, y + offset, press.right_edge, y + offset)
    press.down(16)


def _block(press: Press, block: Block) -> None:
    style = press.style
    if block.line in style.new_page:
        press.turn_page()
    elif block.blank_lines_before >= 2:
        starts = [part.column for part in block.segments]
        shifts = [press.block_shift if column >= SIGNATURE_COLUMN else 0 for column in starts]
        places = [_x(style, column) - shift for column, shift in zip(starts, shifts, strict=True)]
        press.marks += [Mark(press.page, x, press.y, block.line) for x in places]
        press.down(style.space)
    elif block.blank_lines_before:
        press.down(style.size * 0.7)
    press.down(style.gaps.get(block.line, 0))
    if block.line == style.qr_line:
        _qr_code(press, _x(style, block.segments[0].column))
    if block.line in style.centered:
        _centered(press, block)
    elif style.table and style.table[0] <= block.line <= style.table[1]:
        _table_row(press, block)
    else:
        _columns(press, block)


def _qr_code(press: Press, x: float) -> None:
    """An electronic signature's code; it leads nowhere (the domain is reserved for examples)."""
    side = 20 * mm
    widget = QrCodeWidget("https://tte.example/verifikasi/L02", barWidth=side, barHeight=side)
    drawing = Drawing(side, side)
    drawing.add(widget)
    renderPDF.draw(drawing, press.canvas, x, press.style.paper[1] - press.y - side)
    press.down(side + 2 * mm)


def _x(style: Style, column: int) -> float:
    return style.left + column * style.column_width


def _centered(press: Press, block: Block) -> None:
    text, size, bold = block.segments[0].text, press.style.size, block.line in press.style.bold
    middle = (press.style.left + press.right_edge) / 2
    press.text(middle - press.width(text, size=size, bold=bold) / 2, text, size=size, bold=bold)
    press.down(size * press.style.leading)


def _columns(press: Press, block: Block) -> None:
    """One visual line by columns, its last segment flowing on when it ran over."""
    style = press.style
    size = style.size * (0.72 if block.line in style.small else 1)
    bold = block.line in style.bold
    *fixed, last = block.segments
    if block.line in style.hidden:
        press.marks.append(Mark(press.page, _x(style, last.column), press.y, block.line))
        press.lines[press.page, round(press.y, 1)].append((_x(style, last.column), last.text))
        press.down(style.size * style.leading * 2)
        return
    for part in fixed:
        press.text(_x(style, part.column), part.text, size=size, bold=bold)
    x, hang = _x(style, last.column), _x(style, block.hang_column)
    if last.column >= SIGNATURE_COLUMN:
        x -= press.block_shift
    lines = press.wrapped(last.text, first=press.right_edge - x, rest=press.right_edge - hang)
    for index, line in enumerate(lines if len(lines) > 1 or block.runs_over else [last.text]):
        if index < len(lines) - 1 and style.justify:
            press.justified(x if index == 0 else hang, line)
        else:
            press.text(x if index == 0 else hang, line, size=size, bold=bold)
        press.down(size * style.leading)


def _table_row(press: Press, block: Block) -> None:
    """A row of a ruled table: a box round each column."""
    style = press.style
    height = style.size * 1.6
    edges = [_x(style, column) for column in (0, 5, 33, 50, 70)]
    y = style.paper[1] - press.y - style.size * 1.45
    press.canvas.setLineWidth(0.7)
    for left, right in pairwise(edges):
        press.canvas.rect(left, y, right - left, height)
    first = style.table is not None and block.line == style.table[0]
    for part, left in zip(block.segments, edges, strict=False):
        press.text(left + 4, part.text, size=style.size, bold=first)
    press.down(height)
