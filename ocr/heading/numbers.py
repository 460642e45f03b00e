"""The letter number: printed after "Nomor" in the head or under the title. No pattern is refused (DOMAIN.md 1.4)."""

import re
from collections.abc import Sequence

from ocr.heading.found import Found
from ocr.heading.labels import TABLE_HEAD, Row, row
from ocr.heading.dates import DATE
from ocr.heading.segments import Segment

TITLE_NUMBER = re.compile(r"^(?:NOMOR|Nomor|N\s?O\s?M\s?O\s?R)\s*[:;.]?\s+(?=\S*[\d/])|^(?:NOMOR|Nomor)\s*[:;]\s*")
DECREE = re.compile(r"^\d+(?:/\w+)?\s+TAHUN\s+(?:19|20)\d{2}$", re.IGNORECASE)
SHAPE = re.compile(r"^(?=.*\d)[\w.\-–—]+(?:\s?/\s?[\w.\-–—&() ]+)+\.?$|^(?=(?:.*\d){2})[\w\-]+(?:\.[\w\-]+){2,}$")
YEAR = re.compile(r"/(?:19|20)\d{2}$")
HAS_SERIAL = re.compile(r"\d")
"""A number counts something: what has digits in its year only is a scribble that was guessed at."""
MINISTRY_CODE = re.compile(r"(?<![A-Za-z0-9])([A-Z])([1l])(?=\.\d{2}\.\d{2}(?:/|$))")
HANDWRITTEN_BELOW = 0.45
"""A number whose words are all surer than this was printed; below it the hand of a clerk was guessed at."""


def number_key(raw: str) -> str:
    """The form of a letter number to match by: upper case, no spaces, one kind of dash, no final dot."""
    return "".join(raw.upper().split()).replace("–", "-").replace("—", "-").rstrip(".")


def find_number(pieces: Sequence[Segment]) -> Found | None:
    """Return the number of the letter; None where there is none, or where only handwriting stands."""
    labeled = row(pieces, "number")
    candidates = ([labeled] if labeled else []) + titled(pieces)
    found = (number_of(candidate) for candidate in candidates)
    return next((number for number in found if number), None)


def titled(pieces: Sequence[Segment]) -> list[Row]:
    """Return rows "NOMOR …" below a title, in the upper part of the first page."""
    rows = []
    for place, piece in enumerate(pieces):
        match = TITLE_NUMBER.match(piece.text)
        if match and piece.page == 1 and piece.top < 0.5 and not TABLE_HEAD.match(piece.text):
            rows.append(Row(piece.after(match.end()), piece, place))
    return rows


def number_of(found: Row) -> Found | None:
    """Return the number in a row, cut before a date that stands on the same line, if it looks like one."""
    date_at = DATE.search(found.text)
    text = found.text[: date_at.start()] if date_at else found.text
    words = tuple(word for word in found.words if word.text in text)
    text = re.sub(r"\s*,?\s*[A-Z][a-z]+,\s*$", "", text).strip(" ,:;|'\"`“”")
    if not words or min(word.confidence for word in words) < HANDWRITTEN_BELOW:
        return None
    if DECREE.match(text):
        return Found(" ".join(text.split()), text, found.segment.page, words, 0.95)
    tight = re.sub(r"\s*/\s*", "/", text).rstrip(".")
    if not SHAPE.match(tight) or " " in tight.split("/")[0] or not HAS_SERIAL.search(YEAR.sub("", tight)):
        return None
    return Found(mended(tight), text, found.segment.page, words, 0.97)


def mended(number: str) -> str:
    """Return NUMBER with the letter I put back where a ministry's code was read as digits: T1.01.00 is TI.01.00."""
    return MINISTRY_CODE.sub(r"\1I", number)
