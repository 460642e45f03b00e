"""A sheet of paper that is written from top to bottom and remembers what stands on it, line by line."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Gray = NDArray[np.uint8]
Cell = tuple[float, str]  # where it begins in points from the left edge, and its text

DPI = 300
POINTS_PER_INCH = 72
FONT_FOLDER = Path("/usr/share/fonts/truetype")  # fonts-liberation, fonts-dejavu-core
FACES = {
    "serif": ("liberation/LiberationSerif-Regular.ttf", "liberation/LiberationSerif-Bold.ttf"),
    "sans": ("liberation/LiberationSans-Regular.ttf", "liberation/LiberationSans-Bold.ttf"),
    "wide serif": ("dejavu/DejaVuSerif.ttf", "dejavu/DejaVuSerif-Bold.ttf"),
    "wide sans": ("dejavu/DejaVuSans.ttf", "dejavu/DejaVuSans-Bold.ttf"),
    "typewriter": ("liberation/LiberationMono-Regular.ttf", "liberation/LiberationMono-Regular.ttf"),
}
PAPERS = {"A4": (595.0, 842.0), "F4": (609.0, 935.0)}  # points; F4 (folio) is the paper of Indonesian offices


@dataclass(frozen=True)
class Look:
    """How a letter is set; lengths in points. `struck`: letters hit one by one, as a typewriter does."""

    face: str = "serif"
    size: float = 12.0
    paper: str = "A4"
    leading: float = 1.3
    margin: float = 68.0
    struck: bool = False


@cache
def font(face: str, size: float, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """A face at a size in points."""
    return ImageFont.truetype(str(FONT_FOLDER / FACES[face][bold]), round(size * DPI / POINTS_PER_INCH))


def px(points: float) -> int:
    """Points to pixels."""
    return round(points * DPI / POINTS_PER_INCH)


class Sheet:
    """Where the next line goes, the ink so far, and its truth: lines from top to bottom, cells from left to right."""

    def __init__(self, look: Look, rng: Random) -> None:
        self.look, self.rng = look, rng
        self.width, self.height = PAPERS[look.paper]
        self.left, self.right = look.margin, self.width - look.margin * 0.8
        self.y = look.margin * 0.8
        self.image = Image.new("L", (px(self.width), px(self.height)), 255)
        self.pen = ImageDraw.Draw(self.image)
        self.lines: list[str] = []
        self.signatures: list[tuple[float, float]] = []  # where somebody signs, in points

    @property
    def step(self) -> float:
        """From one line to the next."""
        return self.look.size * self.look.leading

    @property
    def truth(self) -> str:
        """What stands on the sheet."""
        return "\n".join(self.lines)

    @property
    def pixels(self) -> Gray:
        """The print, black on white."""
        return np.asarray(self.image)

    def has_room(self, lines: float) -> bool:
        """Tell whether so many more lines fit."""
        return self.y + lines * self.step < self.height - self.look.margin * 0.6

    def gap(self, lines: float = 0.6) -> None:
        """Leave room."""
        self.y += lines * self.step

    def length(self, text: str, *, size: float | None = None, bold: bool = False) -> float:
        """How wide a text runs, in points."""
        pixels = font(self.look.face, size or self.look.size, bold=bold).getlength(text)
        return float(pixels) * POINTS_PER_INCH / DPI

    def row(self, *cells: Cell, size: float | None = None, bold: bool = False) -> None:
        """Write the cells of one line and go to the next."""
        for x, text in cells:
            self.put(x, text, size=size, bold=bold)
        self.lines.append(" ".join(text for _, text in cells if text))
        self.y += (size or self.look.size) * self.look.leading

    def put(self, x: float, text: str, *, size: float | None = None, bold: bool = False) -> None:
        """Write a text on the present line; it is no line of its own."""
        face = font(self.look.face, size or self.look.size, bold=bold)
        if self.look.struck:
            self._strike(x, text, face)
        else:
            self.pen.text((px(x), px(self.y)), text, fill=0, font=face)

    def _strike(self, x: float, text: str, face: ImageFont.FreeTypeFont) -> None:
        """Each letter sits a little off and is hit more or less hard."""
        pitch, left = face.getlength("n"), float(px(x))
        for letter in text:
            place = (left + self.rng.gauss(0, 1.2), px(self.y) + self.rng.gauss(0, 1.7))
            self.pen.text(place, letter, fill=round(min(105, abs(self.rng.gauss(20, 30)))), font=face)
            left += pitch

    def center(self, text: str, *, size: float | None = None, bold: bool = False, shift: float = 0) -> None:
        """Write a line in the middle of the sheet, or beside it."""
        x = (self.left + self.right - self.length(text, size=size, bold=bold)) / 2 + shift
        self.row((x, text), size=size, bold=bold)

    def wrapped(self, text: str, width: float) -> list[str]:
        """Break a text into lines no wider than WIDTH."""
        lines, line = [], ""
        for word in text.split():
            if line and self.length(f"{line} {word}") > width:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}".strip()
        return [*lines, line]

    def paragraph(
        self, text: str, *, left: float | None = None, head: tuple[Cell, ...] = (), indent: float = 0
    ) -> None:
        """Write running text; HEAD stands before its first line, which may be indented."""
        start = self.left if left is None else left
        first, *rest = self.wrapped(text, self.right - start - indent)
        if rest and indent:
            rest = self.wrapped(" ".join(rest), self.right - start)
        for index, line in enumerate([first, *rest]):
            for x, label in head if index == 0 else ():
                self.put(x, label)
            labels = " ".join(label for _, label in head) + " " if index == 0 and head else ""
            self._flush(start + (indent if index == 0 else 0), line, last=index == len(rest))
            self.lines.append(labels + line)
            self.y += self.step

    def _flush(self, x: float, line: str, *, last: bool) -> None:
        """Write a line of running text: ragged at the end of the paragraph and by typewriter, else to the margin."""
        words = line.split()
        spare = self.right - x - sum(self.length(word) for word in words)
        if last or self.look.face == "typewriter" or len(words) < 4:
            self.put(x, line)
            return
        for word in words:
            self.put(x, word)
            x += self.length(word) + spare / (len(words) - 1)

    def rule(self, x0: float, y0: float, x1: float, y1: float, *, weight: float = 0.7) -> None:
        """Draw a line."""
        self.pen.line((px(x0), px(y0), px(x1), px(y1)), fill=0, width=max(1, px(weight)))
