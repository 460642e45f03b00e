"""Who a letter is addressed to (DOMAIN 1.3, "Yth."): under the rows on the left, beside them on the right, in a memo's
row, or the people whom an order names. Several addressees are one value, a line each, in the order of the letter.
"""

import re
from collections.abc import Iterator

from ocr.fields.blocks import column_below
from ocr.fields.dates import placed_date
from ocr.fields.found import Found
from ocr.fields.labels import Labeled, labeled
from ocr.fields.letter import ADDRESS, SALUTATION, Letter, is_body, title_of
from ocr.fields.lists import Item, found_list, items_of
from ocr.fields.rows import Cell, Row
from ocr.values import Word

KEPADA = r"k\s?e\s?p\s?a\s?d\s?a"
ANCHOR = re.compile(rf"^\W*(?:{KEPADA}\s*:?\s*)?(?:yth|yang\s+terhormat)\b\.?\s*[,:]*\s*", re.IGNORECASE)
TO = re.compile(rf"^\W*{KEPADA}\s*:?\s*$", re.IGNORECASE)
PLACE = re.compile(r"^\W*d\s?i\b\W*(?:$|[A-Z]|tempat|seluruh)", re.IGNORECASE)
PLACE_BEHIND = re.compile(r"\s+[dD][iI]\s*(?:-\s*)?(?:[Tt]empat|TEMPAT)\W*$")
ATTENTION = re.compile(r"^\W*(?:u\.\s?p\b|u/p|up\.|c\.?q\.?|melalui)", re.IGNORECASE)
ORDERED = ("surat_tugas", "surat_perintah", "sppd")
LABEL_WORDS = 5
TASK = re.compile(r"^\W*untuk\b", re.IGNORECASE)
TABLE_HEAD = re.compile(r"\bnama\b.*\b(?:nip|jabatan|pangkat)", re.IGNORECASE)
TABLE_CELLS = 2  # fewer: the table has ended
NAME_LEFT = 0.01  # of the page's width
ADDRESSED_ROWS = 45
LEAST_CONFIDENCE = 0.3


def find_recipient(letter: Letter) -> Found | None:
    """The addressees, one a line; None when the letter names none."""
    if letter.title is not None and letter.title.kind in ORDERED:
        items = _named(letter) or _listed(letter)
        return found_list(items, letter.title.row.page, 0.9)
    for row, cell, words in _anchors(letter):
        items = [item for item in items_of(_block(letter, row, cell, words)) if item.text]
        if items:
            return _sure(found_list(items, row.page))
    return None


def _sure(found: Found | None) -> Found | None:
    if found is None or min(word.confidence for word in found.words) < LEAST_CONFIDENCE:
        return None
    return found


def _anchors(letter: Letter) -> Iterator[tuple[Row, Cell, Cell | None]]:
    """Where addressees may begin: the row, the cell with "Yth." and what stands behind it."""
    for row in letter.rows[:ADDRESSED_ROWS]:
        label = labeled(row)
        if label is not None and label.name == "to" and label.has_separator and label.value:
            value = _stripped_label(label)
            yield row, value, value
            continue
        for cell in row.cells:
            match = ANCHOR.match(cell.text)
            if match or TO.match(cell.text):
                yield row, cell, _behind(row, cell, match.end() if match else len(cell.text))


def _stripped_label(label: Labeled) -> Cell:
    """The value of a memo's row, without "Yth." in it."""
    cell = Cell(label.value, label.row.page)
    match = ANCHOR.match(cell.text)
    return _from_offset(cell, match.end()) or cell if match else cell


def _behind(row: Row, cell: Cell, offset: int) -> Cell | None:
    """What follows "Yth." in its cell, else in the row's next cell."""
    own = _from_offset(cell, offset)
    if own is not None:
        return own
    following = [other for other in row.cells if other.box.x0 > cell.box.x0]
    return following[0] if following and cell is row.cells[0] else None


def _from_offset(cell: Cell, offset: int) -> Cell | None:
    """The words of a cell that begin at or after a place in its text."""
    start, words = 0, []
    for word in cell.words:
        if start >= offset:
            words.append(word)
        start += len(word.text) + 1
    return Cell(tuple(words), cell.page) if words else None


def _block(letter: Letter, row: Row, anchor: Cell, first: Cell | None) -> Iterator[Cell]:
    """The lines of the addressees from the anchor down to "di …", a gap, or what is no addressee."""
    if first is not None:
        if _ends(row, first):
            return
        yield _without_place(first)
        if PLACE_BEHIND.search(first.text):
            return
    ends = _ends_row if anchor is first else _ends
    for cell in column_below(letter.rows, row, anchor.box.x0, ends):
        match = ANCHOR.match(cell.text)
        rest = _from_offset(cell, match.end()) if match else cell
        if rest is not None and not TO.match(cell.text):
            yield _without_place(rest)


def _without_place(cell: Cell) -> Cell:
    """A line without "di Tempat" at its end."""
    match = PLACE_BEHIND.search(cell.text)
    kept = len(cell.text[: match.start()].split()) if match else len(cell.words)
    return Cell(cell.words[:kept], cell.page) if kept else cell


def _ends(row: Row, cell: Cell) -> bool:
    text = cell.text
    if PLACE.match(text) or ATTENTION.match(text) or SALUTATION.match(text) or ADDRESS.search(text):
        return True
    own = labeled(Row((cell,), row.page, row.level, row.line_height))
    is_other_label = own is not None and own.name != "to" and own.has_separator
    return is_other_label or is_body(row) or title_of(row) is not None or placed_date(text) is not None


def _ends_row(row: Row, cell: Cell) -> bool:
    """In a memo each row is another field."""
    return len(row.cells) > 1 or labeled(row) is not None or _ends(row, cell)


def _named(letter: Letter) -> list[Item]:
    """The people of rows "Nama : …" above the task."""
    items: list[Item] = []
    for row in letter.rows:
        if TASK.match(row.text) and items:
            break
        name = _after_name(row)
        if name:
            items.append(Item(name, name[0].box.x0, is_numbered=True))
    return items


def _after_name(row: Row) -> list[Word]:
    """What follows "Nama :" near a row's beginning."""
    words = row.words
    for index, word in enumerate(words[:LABEL_WORDS]):
        if word.text.rstrip(":").casefold() == "nama":
            colon = next((at for at in range(index, index + 2) if words[at : at + 1] and ":" in words[at].text), None)
            return list(words[colon + 1 :]) if colon is not None else []
    return []


def _listed(letter: Letter) -> list[Item]:
    """The people of a table with a column of names."""
    head = next((index for index, row in enumerate(letter.rows) if TABLE_HEAD.search(row.text)), None)
    if head is None:
        return []
    left = next((word.box.x0 for word in letter.rows[head].words if word.text.casefold().startswith("nama")), None)
    items: list[Item] = []
    for row in letter.rows[head + 1 :] if left is not None else ():
        words = _from_left(row, left)
        if not words or len(row.cells) < TABLE_CELLS:
            break
        items.append(Item(words, words[0].box.x0, is_numbered=True))
    return items


def _from_left(row: Row, left: float | None) -> list[Word]:
    """The words of a table's row from LEFT to the end of that cell."""
    cell = next((cell for cell in row.cells if cell.box.x1 > (left or 0)), None)
    return [word for word in cell.words if word.box.x0 >= (left or 0) - NAME_LEFT] if cell else []
