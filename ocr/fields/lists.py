"""Lists in letters: addressees and those who get a copy, numbered or not, each item over one line or more."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ocr.fields.found import Found
from ocr.fields.rows import Cell
from ocr.values import Word

MARKER = re.compile(r"^(?:\d{1,2}\s*[.)]+|[-–•*]|[a-h][.)])$")
GLUED_MARKER = re.compile(r"^\d{1,2}[.)](?=[^\W\d])")
CLOSING = re.compile(r"(?:\s*[;,.:\-]+\s*(?:dan|serta)?|\s+dan)\s*\W*$", re.IGNORECASE)
ABBREVIATED_END = re.compile(r"\b(?:[A-Z][a-z]?|S\.\w+|M\.\w+|Sp|SE|MM|Ph\.D)\.$")
HONORED = re.compile(r"^(?:kepada\s+)?yth\.?\s*:?\s*", re.IGNORECASE)
ENCLOSED = re.compile(r"\s*\([^()]*\b(?:terlampir|daftar|lampiran)\b[^()]*\)", re.IGNORECASE)
PERSON = re.compile(r"^(?:Prof|Dr|Drs|Dra|Ir|H|Hj|Sdr|Sdri|Bapak|Ibu|Bpk)\b\.?")
HANG = 0.012  # of the page's width: a numbered item's further lines stand no farther left than its text


@dataclass
class Item:
    """One entry of a list: its words, and where its text begins."""

    words: list[Word]
    left: float
    is_numbered: bool

    @property
    def text(self) -> str:
        """What the entry says, without what closes it."""
        text = ENCLOSED.sub("", HONORED.sub("", " ".join(word.text for word in self.words)))
        return text if ABBREVIATED_END.search(text) else CLOSING.sub("", text).strip()


def items_of(cells: Iterable[Cell]) -> list[Item]:
    """The entries that these cells (one a line, from top to bottom) hold; a line farther left than a list ends it."""
    items: list[Item] = []
    for cell in cells:
        words = _unglued(cell.words)
        numbered = bool(MARKER.match(words[0].text))
        rest = words[1:] if numbered else words
        if not rest:
            continue
        if numbered or not items or _is_person_of_its_own(items, rest):
            items.append(Item(list(rest), rest[0].box.x0, numbered))
        elif items[-1].is_numbered and rest[0].box.x0 < items[-1].left - HANG:
            break
        else:
            items[-1].words += rest
    return [item for item in items if any(letter.isalpha() for letter in item.text)]


def _unglued(words: Sequence[Word]) -> tuple[Word, ...]:
    """A number that touches its entry ("1.Sekretaris") is dropped with its word kept."""
    first = words[0]
    match = GLUED_MARKER.match(first.text)
    if match is None:
        return tuple(words)
    marker = Word(match.group(), first.box, first.confidence, first.line, first.block)
    return (marker, Word(first.text[match.end() :], first.box, first.confidence, first.line, first.block), *words[1:])


def _is_person_of_its_own(items: Sequence[Item], words: Sequence[Word]) -> bool:
    """Lines that each begin as a person is addressed are persons, one a line."""
    return (
        not items[-1].is_numbered
        and PERSON.match(words[0].text) is not None
        and PERSON.match(items[-1].words[0].text) is not None
    )


def found_list(items: Sequence[Item], page: int, certainty: float = 1.0) -> Found | None:
    """The entries as one value, a line each."""
    texts = [item.text for item in items]
    words = tuple(word for item in items for word in item.words)
    return Found("\n".join(texts), words, page, certainty) if texts else None
