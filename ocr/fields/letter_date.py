"""The letter's own date; dates of references, events and deadlines in the body are not it.

In this order: the labeled row of a memo; a cell of the head that is a date (with a place or without); "pada tanggal"
at the foot; a place and date above the signatures; the date in words of a berita acara.
"""

import re
from collections.abc import Iterator
from datetime import date

from ocr.fields.dates import date_in_words, find_date, parse_date, placed_date
from ocr.fields.found import Found
from ocr.fields.labels import labeled
from ocr.fields.letter import Letter
from ocr.fields.rows import Cell, Row
from ocr.values import Word

ON_DATE = re.compile(r"\bpada\s+tanggal\s*:?\s*(.+)$", re.IGNORECASE)
MADE_AT = re.compile(r"\b(?:ditetapkan|dikeluarkan|dibuat|diterbitkan)\s+di\b", re.IGNORECASE)
ROWS_AFTER_MADE_AT = 2
FIRST_SENTENCE_ROWS = 4
LEAST_WORD_CONFIDENCE = 0.25
LEAST_OF_PLACE = 0.5  # below, the place is left out of what was read
AMONG_OTHERS = 0.8  # the row holds more than the date
SIGNATURE_SIDE = 0.4  # of the page's width: signatures stand right of it


def find_letter_date(letter: Letter) -> Found | None:
    """The letter's date as ISO text."""
    for finder in (_labeled, _in_head, _at_foot, _above_signatures, _in_words):
        found = finder(letter)
        if found is not None:
            return found if min(word.confidence for word in found.words) >= LEAST_WORD_CONFIDENCE else None
    return None


def _found(when: date, cell: Cell, certainty: float = 1.0) -> Found:
    """A date with its place, unless the place can hardly be read."""
    digits = next((index for index, word in enumerate(cell.words) if any(c.isdigit() for c in word.text)), 0)
    is_doubtful = any(word.confidence < LEAST_OF_PLACE for word in cell.words[:digits])
    return Found(when.isoformat(), cell.words[digits:] if is_doubtful else cell.words, cell.page, certainty)


def _labeled(letter: Letter) -> Found | None:
    label = letter.labeled("date")
    if label is None or label.cell is None:
        return None
    placed, inside = placed_date(label.cell.text), find_date(label.cell.text)
    if placed:
        return _found(placed[0], label.cell)
    return _found(inside[0], label.cell, AMONG_OTHERS) if inside and label.has_separator else None


def _in_head(letter: Letter) -> Found | None:
    for row in letter.head:
        if _is_of_other_label(row):
            continue
        for cell in (*row.cells[::-1], row.whole):
            placed = placed_date(cell.text)
            if placed:
                return _found(placed[0], cell)
    return None


def _is_of_other_label(row: Row) -> bool:
    """A value after a colon whose label is none of the head ("Tempat/Tgl. Lahir : Rengganis, 12 Juni 1979")."""
    texts = [word.text for word in row.words]
    has_colon = ":" in texts or any(text.endswith(":") for text in texts[:-1])
    return has_colon and labeled(row) is None


def _at_foot(letter: Letter) -> Found | None:
    """ "Ditetapkan di X / pada tanggal D"."""
    for index, row in enumerate(letter.rows):
        if not MADE_AT.search(row.text):
            continue
        for near in letter.rows[index : index + 1 + ROWS_AFTER_MADE_AT]:
            found = _on_date(near)
            if found is not None:
                return found
    return None


def _on_date(row: Row) -> Found | None:
    for cell in (*row.cells, row.whole):
        match = ON_DATE.search(cell.text)
        found = find_date(match[1]) if match else None
        if found:
            return _found(found[0], Cell(_from_word(cell.words, "pada"), cell.page))
    return None


def _from_word(words: tuple[Word, ...], first: str) -> tuple[Word, ...]:
    for index, word in enumerate(words):
        if word.text.casefold() == first:
            return words[index:]
    return words


def _above_signatures(letter: Letter) -> Found | None:
    """The last cell below the head that is a place and a date; a date alone when it stands where people sign."""
    below = [row for row in letter.rows[len(letter.head) :] if not _is_of_other_label(row)]
    cells = [(cell, len(row.cells) == 1) for row in below for cell in row.cells]
    for cell, is_alone in reversed(cells):
        placed = placed_date(cell.text)
        if placed and (placed[1] or (is_alone and cell.box.x0 > SIGNATURE_SIDE)):
            return _found(placed[0], cell, 0.95 if placed[1] else 0.9)
    return None


def _in_words(letter: Letter) -> Found | None:
    for rows in _windows(letter):
        text = " ".join(row.text for row in rows)
        found = date_in_words(text)
        if found and "hari" in text.casefold():
            words = tuple(word for row in rows for word in row.words)
            return Found(found[0].isoformat(), _spelling(words, found[1]), rows[0].page, 0.95)
        numeral = re.search(r"[Pp]ada hari ini.{0,30}?tanggal\s+(\d{1,2}\s+\w+\s+\d{4})", text)
        when = parse_date(numeral[1]) if numeral else None
        if numeral and when:
            words = tuple(word for row in rows for word in row.words)
            return Found(when.isoformat(), _spelling(words, numeral[1]), rows[0].page, 0.95)
    return None


def _windows(letter: Letter) -> Iterator[tuple[Row, ...]]:
    """The first rows of a sentence that begins "Pada hari ini"."""
    for index, row in enumerate(letter.rows[:40]):
        if re.match(r"\W*pada hari", row.text, re.IGNORECASE):
            yield letter.rows[index : index + FIRST_SENTENCE_ROWS]


def _spelling(words: tuple[Word, ...], text: str) -> tuple[Word, ...]:
    """The run of words that spells `text`."""
    wanted = text.split()
    for start in range(len(words) - len(wanted) + 1):
        run = words[start : start + len(wanted)]
        if all(want in word.text for want, word in zip(wanted, run, strict=True)):
            return run
    return words
