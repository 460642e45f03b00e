"""Words of a box's letters, and a roll of sheets that text runs over."""

import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import ClassVar

from bench.synthetic.sheet import Look, Sheet
from bench.synthetic.words import PHRASES, Pen

OWN: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("phrases.toml").read_text(encoding="utf-8"))
ROOM_AT_FOOT = 3.2  # lines

Header = Callable[[Sheet, int], None]


class Scribe(Pen):
    """A pen that knows the phrases of a box too."""

    def one_of(self, what: str) -> str:
        """One of the phrases of that name."""
        return self.rng.choice(OWN.get(what) or PHRASES[what])

    def some_of(self, what: str, count: int) -> list[str]:
        """Different phrases of that name."""
        known = OWN.get(what) or PHRASES[what]
        return self.rng.sample(known, min(count, len(known)))

    def said(self, what: str) -> str:
        """A phrase with its braces filled in."""
        rng = self.rng
        return self.one_of(what).format(
            number=self.number(), date=self.date(), month=self.one_of("months"), rule=self.rule(),
            few=f"0{rng.randint(1, 9)}/RW 0{rng.randint(1, 9)}", day=rng.randint(3, 27),
        )  # fmt: skip

    def text(self) -> str:
        """A paragraph of letters, or of ordinances."""
        return self.paragraph() if self.rng.random() < 0.8 else self.said("articles")

    def chance(self, share: float) -> bool:
        """True in so many cases of 1."""
        return self.rng.random() < share


class Page(Sheet):
    """A sheet that remembers where each text stands: (x, y, width, size) in points."""

    inked: ClassVar[bool] = True  # off where only the places of texts are wanted: drawing takes most of the time

    def __init__(self, look: Look, rng: Random) -> None:
        super().__init__(look, rng)
        self.placed: list[tuple[float, float, float, float, str]] = []

    def put(self, x: float, text: str, *, size: float | None = None, bold: bool = False) -> None:
        """Write a text and remember its place."""
        wide = self.length(text, size=size, bold=bold)
        self.placed.append((x, self.y, wide, size or self.look.size, text))
        if self.inked:
            super().put(x, text, size=size, bold=bold)


class Roll:
    """Sheets of one look; a line that does not fit goes to the next sheet, below its running header."""

    def __init__(self, look: Look, rng: Random, header: Header | None = None, *, catchwords: bool = False) -> None:
        self.look, self.rng, self.header, self.catchwords = look, rng, header, catchwords
        self.sheets = [Page(look, rng)]

    @property
    def sheet(self) -> Page:
        """The sheet that is written on."""
        return self.sheets[-1]

    def turn(self, coming: str = "") -> None:
        """Take the next sheet; the old one may end with the first word to come."""
        word = coming.split()[0] if coming.split() else ""
        if self.catchwords and word:
            end = f"{word} ..."
            self.sheet.put(self.sheet.right - self.sheet.length(end), end)
        self.sheets.append(Page(self.look, self.rng))
        if self.header:
            self.header(self.sheet, len(self.sheets))

    def keep(self, lines: float) -> None:
        """Turn unless so many lines fit."""
        if not self.sheet.has_room(lines):
            self.turn()

    def run(self, text: str, *, left: float = 0, indent: float = 0, mark: str = "") -> None:
        """Write running text over as many sheets as it takes; MARK stands before it."""
        start = self.sheet.left + left
        lines = self.sheet.wrapped(text, self.sheet.right - start - indent / 2)
        for number, line in enumerate(lines):
            if not self.sheet.has_room(ROOM_AT_FOOT):
                self.turn(line)
            head = [(start - 22, mark)] if mark and number == 0 else []
            self.sheet.row(*head, (start + (indent if number == 0 else 0), line))
        self.sheet.gap(0.3)

    def items(self, texts: Sequence[str], *, left: float = 24, marks: str = "123456789") -> None:
        """Write a list."""
        for mark, text in zip(marks, texts, strict=False):
            self.run(text, left=left, mark=f"{mark}.")

    def fill(self, write: Callable[[], None], *, pages: int, share: float) -> None:
        """Call WRITE until the last of so many pages is written down to SHARE of its height."""
        for _ in range(400):
            if len(self.sheets) > pages or (len(self.sheets) == pages and self.sheet.y > share * self.sheet.height):
                return
            write()


def page_header(style: str, subject: str) -> Header | None:
    """How further pages of a letter begin: a number in the middle, at the right, words; or nothing."""
    if style == "none":
        return None

    def header(sheet: Sheet, number: int) -> None:
        texts = {"dashes": f"- {number} -", "plain": str(number), "words": f"Halaman {number}", "subject": subject}
        text = texts[style]
        if style == "words":
            sheet.row((sheet.right - sheet.length(text), text))
        elif style == "subject":
            sheet.row((sheet.left, text), (sheet.right - sheet.length(str(number)), str(number)), size=9)
        else:
            sheet.center(text)
        sheet.gap()

    return header
