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
from ocr.fields.letter import Letter, is_body, is_capitalized
from ocr.fields.posts import (
    CAPACITIES,
    CLOSING_WORDS,
    begins_with_title,
    is_cut,
    is_full_name,
    is_name,
    is_noise,
    is_post,
    is_rank,
    is_titled,
    is_whole_title,
)
from ocr.fields.rows import Cell, Row

SIGNED_BY_TWO = ("berita_acara", "surat_kuasa", "surat_perjanjian")
RIGHT_SIDE = 0.35  # of the page's width: signatures stand right of it, but for companies
MOST_POST_LINES = 7
ROWS_TO_NAME = 9
LEAST_CONFIDENCE = 0.45
LEAST_OF_POST = 0.1  # of a line of a post
LEAST_OF_PLAIN = 0.6  # of a name that neither titles nor rank bear out
INDENT = 0.025  # of the page's width: a name so far right of the line below has lost its first letters
ON_DATE = re.compile(r"\b(?:pada\s+tanggal|ditetapkan\s+di|dikeluarkan\s+di|dibuat\s+di)\b", re.IGNORECASE)
SIGNED = re.compile(r"^\W*ditandatangani\s+secara\s+elektronik\W*$", re.IGNORECASE)
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
    if signature is None or signature.name is None:
        return None
    cell = _of_letters(signature.name)
    least = LEAST_CONFIDENCE if signature.certainty == 1.0 or is_titled(cell.text) else LEAST_OF_PLAIN
    if min((word.confidence for word in cell.words if not is_whole_title(word.text)), default=0.0) < least:
        return None
    name = cell.text.strip(" ()[]{}|_")
    return Found(name.rstrip(",;:"), cell.words, cell.page, signature.certainty)


def signer_position(signature: Signature | None) -> Found | None:
    """The signer's own post, without a.n., Plt. and the like."""
    if signature is None or not signature.post or _has_doubtful_post(signature):
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
    if signature.capacities == ("a.n.",) and _has_doubtful_post(signature):
        return None  # a "u.b." between the posts may be covered too
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
    """The name under the post, and how sure: the one over rank or NIP, else one with titles, else the first."""
    near = cells[:ROWS_TO_NAME]
    rank = next((index for index, cell in enumerate(near) if is_rank(cell.text)), None)
    above = [cell for cell in near[:rank] if not is_noise(cell.text)]
    if rank is not None:
        return _name_over(above, near[rank])
    names = [cell for cell in above if is_full_name(cell.text)]
    name = next((cell for cell in names if is_titled(cell.text)), names[0] if names else None)
    return (name, 0.9) if name is not None else (None, 0.0)


def _name_over(above: Sequence[Cell], rank: Cell) -> tuple[Cell | None, float]:
    """The last name over a rank, when its left end is not covered; one word only right over it."""
    for index, cell in reversed(list(enumerate(above))):
        if is_full_name(cell.text) or (is_name(cell.text) and index == len(above) - 1):
            return (None, 0.0) if _lost_its_start(cell, rank) else (cell, 1.0)
        if is_titled(cell.text):
            break  # a name nobody can read whole
    return None, 0.0


def _lost_its_start(cell: Cell, other: Cell) -> bool:
    """Whether a line begins right of a neighboring one, with neither bracket nor title, and is not centered on it."""
    if cell.text.startswith("(") or begins_with_title(cell.text):
        return False
    apart = abs(cell.box.x0 + cell.box.x1 - other.box.x0 - other.box.x1) / 2
    return cell.page == other.page and cell.box.x0 - other.box.x0 > INDENT and apart > INDENT / 2


def _of_letters(cell: Cell) -> Cell:
    """The cell without brackets and specks that stand alone."""
    return Cell(tuple(word for word in cell.words if any(c.isalnum() for c in word.text)) or cell.words, cell.page)


def _has_doubtful_post(signature: Signature) -> bool:
    """A line of the post lost its left end or was hardly read; where the name is covered, a line set in is one such."""
    first, *others = signature.post
    is_covered = signature.name is None and any(_lost_its_start(cell, first) for cell in others)
    return is_covered or any(_is_doubtful(cell) for cell in signature.post)


def _is_doubtful(cell: Cell) -> bool:
    """A line of a post that lost its left end, a word its first letter ("engadilan"), or that was hardly read."""
    is_broken = is_cut(cell.text) or not all(is_capitalized(word.text) for word in cell.words)
    return is_broken or _of_letters(cell).confidence < LEAST_OF_POST


def _without_post(cells: Sequence[Cell]) -> Signature | None:
    """A name alone, where people sign: after a closing word ("Hormat saya"), or over rank and NIP."""
    closing = next((index for index, cell in enumerate(cells) if _closes(cell)), None)
    name, certainty = _name_below(cells[closing + 1 :] if closing is not None else cells)
    if name is None:
        return None
    is_borne_out = certainty == 1.0 or is_titled(name.text)
    if closing is None and (len(cells) > ROWS_TO_NAME or not is_borne_out):
        return None
    return Signature((), (), name, min(certainty, 0.9))


def _closes(cell: Cell) -> bool:
    """What stands right above a name: "Hormat saya", or what an electronic signature prints there."""
    return CLOSING_WORDS.match(cell.text) is not None or SIGNED.match(cell.text) is not None


def _closed(foot: Sequence[Row]) -> Signature | None:
    """Company style, all on the left: closing, the company's name, signature, name, post below it."""
    start = next((index for index, row in enumerate(foot) if CLOSING_WORDS.match(row.text)), None)
    cells = [row.cells[0] for row in (foot[start + 1 :] if start is not None else foot)]
    room = [index for index in range(1, len(cells)) if _has_room(cells[index - 1], cells[index])]
    name_at = room[0] if room else 0
    if name_at >= len(cells) or not is_full_name(cells[name_at].text):
        return None
    below = cells[name_at + 1 : name_at + 2]
    post = [cell for cell in below if not is_rank(cell.text) and is_post(cell.text)]
    return Signature((), tuple(post), cells[name_at], 0.85)


def _has_room(before: Cell, cell: Cell) -> bool:
    return cell.page == before.page and cell.box.middle - before.box.middle > 2.6 * before.box.height
