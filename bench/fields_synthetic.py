"""Fixtures of fields by seed: letters set in three typefaces, good scans and damaged ones, with NAME.fields.json.

Without a folder of letters these are the twelve of sample/texts. A folder of others holds NAME.txt (the page in visual
order, columns by spaces) and NAME.fields.json. Files are `DAMAGE_LETTER-FACE.*`; a letter of several pages is a PDF.
"""

import json
import tempfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import cv2
import img2pdf
import numpy as np
import pypdfium2
from reportlab.lib.units import mm

from bench.letterpress.catalog import SHEETS
from bench.letterpress.typeset import F4, Setting, Style, register_fonts, set_letter
from bench.readers import spread
from bench.synthetic.damage import DAMAGE
from bench.synthetic.make import clear, encoded, fitted
from bench.synthetic.optics import Pixels, Printed, Scan
from bench.synthetic.sheet import DPI

SAMPLE_TEXTS = Path(__file__).resolve().parent.parent / "sample" / "texts"
INDEX = "synthetic.json"
FACES = ("serif", "sans", "typewriter")
SANS_SCALE = 0.94  # runs wider than serif
PITCH = 0.6  # of its size: how wide each letter of the typewriter is
TYPEWRITER_COLUMN = 5.7  # points; smaller type than this (9.5 points) no typewriter had
SEVERITIES = 8
WIDEST_LINE = 96  # characters; a line is centered when its middle lies near the middle of this
OFF_CENTER = 5
LEAST_INDENT = 12
TRUTH_NAMES = {
    "kind": "kind",
    "number": "number_key",
    "letter_date": "letter_date",
    "subject": "subject",
    "sender": "sender_name",
}


@dataclass(frozen=True)
class Text:
    """One letter: its name, the page as text, how it is set in serif, and what a reader finds."""

    name: str
    page: str
    style: Style
    truth: dict[str, str | None]


@dataclass(frozen=True)
class Wanted:
    """Which fixtures: the seed, the letters, the kinds of damage."""

    seed: str
    texts: tuple[Text, ...]
    damages: tuple[str, ...] = tuple(DAMAGE)


def texts(folder: Path | None) -> tuple[Text, ...]:
    """Return the sample office's letters, or those of FOLDER."""
    return _sample() if folder is None else tuple(_text(path) for path in sorted(folder.glob("*.txt")))


def _sample() -> tuple[Text, ...]:
    known = json.loads((SAMPLE_TEXTS / "expected.json").read_text(encoding="utf-8"))
    return tuple(
        Text(
            letter,
            (SAMPLE_TEXTS / f"{letter}.txt").read_text(encoding="utf-8"),
            replace(sheet.style, hidden=frozenset()),
            {name: known[letter][key] for name, key in TRUTH_NAMES.items()},
        )
        for letter, sheet in SHEETS.items()
    )


def _text(path: Path) -> Text:
    page = path.read_text(encoding="utf-8")
    truth = json.loads(path.with_name(f"{path.stem}.fields.json").read_text(encoding="utf-8"))
    return Text(path.stem, page, plain_style(page), truth)


def plain_style(page: str) -> Style:
    """Return a style for a letter that no catalog describes: what stands in the middle of a line is centered."""
    lines = page.split("\n")
    middle = {number for number, line in enumerate(lines, 1) if _is_centered(line)}
    return Style(paper=F4, size=11, column_width=5.4, rule="none", centered=frozenset(middle))


def _is_centered(line: str) -> bool:
    text = line.strip()
    indent = len(line) - len(line.lstrip())
    is_one_cell = bool(text) and "  " not in text and ":" not in text
    return is_one_cell and indent >= LEAST_INDENT and abs(indent + len(text) / 2 - WIDEST_LINE / 2) <= OFF_CENTER


def faced(style: Style, face: str) -> Style:
    """Return the style with another typeface, sized so that its columns keep apart."""
    if face == "typewriter":
        column = max(style.column_width, TYPEWRITER_COLUMN)
        size = column / PITCH
        head = dict.fromkeys(style.head, size)
        return replace(style, face=face, size=size, column_width=column, head=head, left=15 * mm, right=10 * mm)
    return replace(style, face=face, size=style.size * (SANS_SCALE if face == "sans" else 1))


def make(folder: Path, wanted: Wanted, *, processes: int) -> list[Path]:
    """Write the fixtures into FOLDER, which must be empty or hold such fixtures; return the files."""
    clear(folder)
    register_fonts()
    tasks = [
        partial(write, folder, text, face, wanted, index * len(FACES) + number)
        for index, text in enumerate(wanted.texts)
        for number, face in enumerate(FACES)
    ]
    files = sorted(path for some in spread(tasks, processes=processes, what="letters set") for path in some)
    index = {"seed": wanted.seed, "damages": wanted.damages, "files": [path.name for path in files]}
    (folder / INDEX).write_text(json.dumps(index, indent=1) + "\n", encoding="utf-8")
    return files


def write(folder: Path, text: Text, face: str, wanted: Wanted, number: int) -> list[Path]:
    """Write one letter in one face with every damage, each with its truth."""
    cv2.setNumThreads(1)
    pages = printed(text, face, wanted.seed)
    written: list[Path] = []
    for place, damage in enumerate(wanted.damages):
        severity = (number + place) % SEVERITIES / (SEVERITIES - 1)
        rng = np.random.default_rng(zlib.crc32(f"{wanted.seed} {damage} {text.name} {face}".encode()))
        scans = [DAMAGE[damage](page, rng, severity) for page in pages]
        stem = folder / f"{damage}_{text.name}-{face}"
        stem.with_name(f"{stem.name}.fields.json").write_text(shown(text.truth), encoding="utf-8")
        written.append(saved(stem, scans))
    return written


def shown(fields: dict[str, str | None]) -> str:
    """Return fields as the text of a NAME.fields.json."""
    return json.dumps(fields, ensure_ascii=False, indent=1) + "\n"


def printed(text: Text, face: str, seed: str) -> list[Printed]:
    """Set a letter; the next page (or the sheet itself) shines through from behind."""
    with tempfile.TemporaryDirectory() as scratch:
        target = Path(scratch) / "letter.pdf"
        setting = set_letter(
            text.page, target, faced(text.style, face), seed=zlib.crc32(f"{seed} {text.name}".encode())
        )
        fronts = drawn(target)
    backs = [*fronts[1:], fronts[0]]
    signatures = [_signatures(setting, number) for number in range(len(fronts))]
    return [Printed(a, fitted(b, a), signed) for a, b, signed in zip(fronts, backs, signatures, strict=True)]


def _signatures(setting: Setting, page: int) -> tuple[tuple[float, float], ...]:
    return tuple((mark.x, mark.y) for mark in setting.marks if mark.page == page)


def drawn(target: Path) -> list[Pixels]:
    """Return the pages of a PDF as gray pictures."""
    document = pypdfium2.PdfDocument(target)
    pictures = [page.render(scale=DPI / 72).to_pil().convert("L") for page in document]
    return [np.asarray(picture, np.uint8) for picture in pictures]


def saved(stem: Path, scans: Sequence[Scan]) -> Path:
    """Write a picture, or a PDF of several; return the file."""
    if len(scans) == 1:
        path = stem.with_name(stem.name + scans[0].suffix)
        path.write_bytes(encoded(scans[0]))
        return path
    path = stem.with_name(f"{stem.name}.pdf")
    path.write_bytes(img2pdf.convert([encoded(scan) for scan in scans], nodate=True))
    return path
