"""Who gets a copy (DOMAIN 1.3, "Tembusan", old "Tindasan"): the list at the foot, or a memo's row. One a line."""

import re
from collections.abc import Iterable, Iterator

from ocr.fields.blocks import column_below
from ocr.fields.found import Found
from ocr.fields.labels import Labeled, labeled
from ocr.fields.letter import Letter
from ocr.fields.lists import found_list, items_of
from ocr.fields.rows import Cell, Row

ANCHOR = re.compile(r"^\W*(?:tembusan|tindasan|salinan disampaikan|c\.c\.)", re.IGNORECASE)
HEAD = re.compile(
    r"^\W*(?:tembusan|tindasan|salinan(?:\s+\w+){0,3}\s+disampaikan|c\.c\.)\s*(?:disampaikan\s+)?(?:kepada)?"
    r"\s*(?:yth\.?)?\W*",
    re.IGNORECASE,
)
FOOTER = re.compile(r"\b(?:ditandatangani|sertifikat elektronik|UU ITE|BSrE)\b|^\W*(?:catatan|nb)\b", re.IGNORECASE)
RIGHT_SIDE = 0.45  # of the page's width: from there on people sign
MOST = 20
WIDER = 1.8  # times the list's own pitch: what stands farther below is no more of it
STAMP = re.compile(r"^\W*(?:diterima\b|agenda\b|no(?:mor)?\.?\s+agenda|tgl\.?\s+terima)", re.IGNORECASE)


def find_copies(letter: Letter) -> Found | None:
    """Those named under "Tembusan", one a line; None when the letter has no such list."""
    memo = letter.labeled("copies")
    if memo is not None and memo.value:
        return found_list(items_of(_of_row(letter, memo)), memo.row.page)
    for row in reversed(letter.rows):
        if ANCHOR.match(row.text) and row.cells[0].box.x0 < RIGHT_SIDE:
            return found_list(items_of(_listed(letter, row)), row.page)
    return None


def _of_row(letter: Letter, label: Labeled) -> Iterator[Cell]:
    """The value of a memo's row and the lines under it."""
    yield Cell(label.value, label.row.page)
    yield from column_below(letter.rows, label.row, label.value[0].box.x0, _is_other_row)


def _is_other_row(row: Row, _cell: Cell) -> bool:
    return labeled(row) is not None or len(row.cells) > 1


def _listed(letter: Letter, row: Row) -> Iterator[Cell]:
    """The rest of the row itself, then the lines below on the left side of the page."""
    head = row.cells[0]
    match = HEAD.match(head.text)
    rest = head.text[match.end() :].split() if match else []
    if rest:
        yield Cell(head.words[-len(rest) :], row.page)
    for cell in _close(head, column_below(letter.rows, row, head.box.x0, _ends, most=MOST)):
        words = tuple(word for word in cell.words if word.box.x0 < RIGHT_SIDE or cell.words[0].box.x0 < RIGHT_SIDE)
        if words:
            yield Cell(words, cell.page)


def _close(head: Cell, cells: Iterable[Cell]) -> Iterator[Cell]:
    """Lines of the list, until one stands much farther below than those before it did."""
    before, pitch = head, 0.0
    for cell in cells:
        step = cell.box.middle - before.box.middle
        if pitch and step > WIDER * pitch:
            return
        before, pitch = cell, min(step, pitch or step)
        yield cell


def _ends(_row: Row, cell: Cell) -> bool:
    return FOOTER.search(cell.text) is not None or STAMP.match(cell.text) is not None
