"""Who signed, in which post and in whose name (DOMAIN 1.7): the block at the foot, read from top to bottom.

    a.n. BUPATI X                       giver of the mandate
    SEKRETARIS DAERAH,                  who signs (or, before u.b., who passed the mandate on)
    <signature>
    NAME / rank / NIP

The first block counts: a certifier of a copy signs below it. Where two sign side by side nobody is named.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from ocr.fields.dates import placed_date
from ocr.fields.found import Found
from ocr.fields.labels import labeled
from ocr.fields.letter import Letter, is_body
from ocr.fields.posts import CAPACITIES, CLOSING_WORDS, is_name, is_noise, is_post, is_rank
from ocr.fields.rows import Cell, Row

SIGNED_BY_TWO = ("berita_acara", "surat_kuasa", "surat_perjanjian")
RIGHT_SIDE = 0.35  # of the page's width: signatures stand right of it, but for companies
MOST_POST_LINES = 7
ROWS_TO_NAME = 9
LEAST_CONFIDENCE = 0.45
ON_DATE = re.compile(r"\b(?:pada\s+tanggal|ditetapkan\s+di|dikeluarkan\s+di|dibuat\s+di)\b", re.IGNORECASE)
COPIES = re.compile(r"^\W*(?:tembusan|tindasan)", re.IGNORECASE)


@dataclass(frozen=True)
class Signature:
    """One block: capacities as printed ("a.n."), lines of the signer's own post, the name, and how sure."""

    capacities: tuple[str, ...]
    post: tuple[Cell, ...]
    name: Cell | None
    certainty: float


def find_signature(letter: Letter) -> Signature | None:
    """The first block of the letter's foot; None where nobody or more than one signs."""
    if letter.title is not None and letter.title.kind in SIGNED_BY_TWO:
        return None
    foot = _foot(letter)
    right = _column(foot, left=RIGHT_SIDE)
    start = next((index for index, cell in enumerate(right) if is_post(cell.text)), None)
    if start is not None:
        return _block(right[start:])
    return _without_post(right) or _closed(foot)


def signer(signature: Signature | None) -> Found | None:
    """The name as printed, titles and all."""
    if signature is None or signature.name is None or signature.name.confidence < LEAST_CONFIDENCE:
        return None
    name = signature.name.text.strip(" ()[]{}|_")
    return Found(name.rstrip(",;:"), signature.name.words, signature.name.page, signature.certainty)


def signer_position(signature: Signature | None) -> Found | None:
    """The signer's own post, without a.n., Plt. and the like."""
    if signature is None or not signature.post:
        return None
    words = tuple(word for cell in signature.post for word in cell.words)
    text = " ".join(cell.text.strip(" .,:;") for cell in signature.post)
    for pattern in CAPACITIES.values():
        text = pattern.sub("", text)
    return Found(text.strip(" .,:;"), words, signature.post[0].page, signature.certainty) if text.strip() else None


def signer_capacity(signature: Signature | None) -> Found | None:
    """In what capacity: "a.n.", "a.n. u.b.", "Plt.", "Plh.", "Pj."; None for one's own post."""
    if signature is None or not signature.capacities or not signature.post:
        return None
    words = signature.post[0].words
    return Found(" ".join(signature.capacities), words, signature.post[0].page, signature.certainty)


def _foot(letter: Letter) -> list[Row]:
    """Rows below the running text, the rows of the head and the first place of a date, up to the copies."""
    rows = list(takewhile(lambda row: not _is_copies(row), letter.rows))
    start = max((index for index, row in enumerate(rows) if _is_text(row, letter)), default=-1) + 1
    made = next((index for index, row in enumerate(rows) if ON_DATE.search(row.text) and not is_body(row)), start)
    return rows[min(start, made) :]


def _is_copies(row: Row) -> bool:
    """The list of copies at the foot; a memo has its row in the head."""
    return COPIES.match(row.text) is not None and row.cells[0].box.x0 < RIGHT_SIDE and _value_in(row) is None


def _value_in(row: Row) -> Cell | None:
    """The value that stands in a labeled row itself."""
    label = labeled(row)
    return label.cell if label is not None else None


def _is_text(row: Row, letter: Letter) -> bool:
    """Running text, the head's rows and title; not what an electronic signature prints at the foot."""
    if is_noise(row.text):
        return False
    if is_body(row) or (letter.title is not None and row is letter.title.row):
        return True
    return any(row is label.row for label in letter.labels)


def _column(rows: Sequence[Row], *, left: float) -> list[Cell]:
    """Cells right of LEFT from top to bottom, dates left out."""
    cells = [_without_specks(cell) for row in rows for cell in row.cells if cell.box.x0 >= left]
    return [cell for cell in cells if placed_date(cell.text) is None and not ON_DATE.search(cell.text)]


def _without_specks(cell: Cell) -> Cell:
    """The cell without signs before its first word, as a stamp or a pen leaves them."""
    first = next((index for index, word in enumerate(cell.words) if any(c.isalnum() for c in word.text)), 0)
    return Cell(cell.words[first:], cell.page)


def _block(cells: Sequence[Cell]) -> Signature:
    """A block whose first line is a post."""
    lines = list(takewhile(lambda cell: not is_noise(cell.text), cells[:MOST_POST_LINES]))
    lines = [*lines[:1], *_following(lines)]
    capacities = tuple(mark for mark, pattern in CAPACITIES.items() if any(pattern.search(c.text) for c in lines))
    name, certainty = _name_below(cells[len(lines) :])
    return Signature(capacities, tuple(_own_post(lines)), name, certainty)


def _following(lines: Sequence[Cell]) -> list[Cell]:
    """Further lines of the post: until the comma that ends it, a signature's room, or a name."""
    kept: list[Cell] = []
    for before, cell in pairwise(lines):
        pitch = (cell.box.middle - before.box.middle) / max(0.001, before.box.height)
        is_other = cell.page != before.page or pitch > 3.0 or is_rank(cell.text)
        if is_other or (is_name(cell.text) and not is_post(cell.text) and _ends_post(before)):
            break
        kept.append(cell)
    return kept


def _ends_post(cell: Cell) -> bool:
    return cell.text.rstrip().endswith(",")


def _own_post(lines: Sequence[Cell]) -> list[Cell]:
    """The lines behind "u.b."; else, under a.n., those from the second line on that begins with a post."""
    via = [index for index, cell in enumerate(lines) if CAPACITIES["u.b."].match(cell.text)]
    if via:
        return list(lines[via[-1] + 1 :]) or [lines[via[-1]]]
    if not CAPACITIES["a.n."].match(lines[0].text):
        return list(lines)
    second = next((index for index, cell in enumerate(lines) if index and is_post(cell.text)), None)
    return list(lines[second:]) if second is not None else []


def _name_below(cells: Sequence[Cell]) -> tuple[Cell | None, float]:
    """The name under the post, and how sure: rank or NIP below it bear it out."""
    for index, cell in enumerate(cells[:ROWS_TO_NAME]):
        if is_name(cell.text) and not is_noise(cell.text):
            borne_out = any(is_rank(other.text) for other in cells[index + 1 : index + 4])
            return cell, 1.0 if borne_out else 0.9
        if is_rank(cell.text):
            return None, 0.0
    return None, 0.0


def _without_post(cells: Sequence[Cell]) -> Signature | None:
    """A name alone, where people sign: after a closing word ("Hormat saya"), or over rank and NIP."""
    closing = next((index for index, cell in enumerate(cells) if CLOSING_WORDS.match(cell.text)), None)
    name, certainty = _name_below(cells[closing + 1 :] if closing is not None else cells)
    if name is None or (closing is None and len(cells) > ROWS_TO_NAME):
        return None
    return Signature((), (), name, min(certainty, 0.9))


def _closed(foot: Sequence[Row]) -> Signature | None:
    """Company style, all on the left: closing, the company's name, signature, name, post below it."""
    start = next((index for index, row in enumerate(foot) if CLOSING_WORDS.match(row.text)), None)
    cells = [row.cells[0] for row in (foot[start + 1 :] if start is not None else foot)]
    room = [index for index in range(1, len(cells)) if _has_room(cells[index - 1], cells[index])]
    name_at = room[0] if room else 0
    if name_at >= len(cells) or not is_name(cells[name_at].text):
        return None
    below = cells[name_at + 1 : name_at + 2]
    post = [cell for cell in below if not is_rank(cell.text) and is_post(cell.text)]
    return Signature((), tuple(post), cells[name_at], 0.85)


def _has_room(before: Cell, cell: Cell) -> bool:
    return cell.page == before.page and cell.box.middle - before.box.middle > 2.6 * before.box.height
