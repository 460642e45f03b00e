"""Blocks of lines that stand under each other in one column of a page: an addressee, a list of copies, a signature."""

from collections.abc import Callable, Iterator, Sequence

from ocr.fields.rows import Cell, Row

LEFT_OF = 0.03  # of the page's width: how far left of a block's edge its lines may begin
WIDEST_PITCH = 3.2  # line heights from one line of a block to the next

Ends = Callable[[Row, Cell], bool]


def column_below(rows: Sequence[Row], first: Row, left: float, ends: Ends, *, most: int = 16) -> Iterator[Cell]:
    """Cells below FIRST that begin at LEFT or right of it, line by line, until a wide gap, another page or an end.

    A row's cell belongs to the block when it is the first one there; what stands left of the block is another column.
    """
    start = next(index for index, row in enumerate(rows) if row is first)
    before = first
    for row in rows[start + 1 : start + 1 + most]:
        if row.page != first.page or row.level - before.level > WIDEST_PITCH * max(first.line_height, row.line_height):
            return
        cell = cell_from(row, left)
        if cell is None:
            continue
        if ends(row, cell):
            return
        yield cell
        before = row


def cell_from(row: Row, left: float) -> Cell | None:
    """The words of a row from LEFT on, when a cell begins there."""
    own = [cell for cell in row.cells if cell.box.x0 >= left - LEFT_OF]
    if not own:
        return None
    return Cell(tuple(word for cell in own for word in cell.words), row.page)
