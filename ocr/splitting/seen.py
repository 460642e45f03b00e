"""What stands on one page that tells whether a letter begins there, read once from its words and places."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles

from ocr.fields.dates import placed_date
from ocr.fields.kind import COMPANY, OFFICE
from ocr.fields.labels import labeled
from ocr.fields.letter import ADDRESS, SALUTATION, Letter
from ocr.fields.rows import Row
from ocr.splitting import endings
from ocr.splitting.forms import ADDRESSEE, Form, form_of
from ocr.splitting.marks import Attached, PageNumber, attached_of, numbers_in, page_number_of, rough_numbers
from ocr.values import Box, PageReading

MM = 25.4
TOP = 0.3  # of the page: where letterheads are
UPPER = 0.55
HEAD_ROWS = 14
SHORT_WORD = 3
OTHER_OFFICE = re.compile(
    r"^(?:YAYASAN|PERSATUAN|PALANG|PANITIA|IKATAN|HIMPUNAN|PARTAI|BANK|PERUSAHAAN|PUSAT|AKADEMI|SMP|SMA|SMK|SD|TK|MI|MTS"
    r"|PIMPINAN|FORUM|ASOSIASI|GUBERNUR|PRESIDEN|DIREKTORAT|BIRO|BAGIAN|FAKULTAS|PUSKESMAS|DESA|PERUMDA|PDAM|KLINIK)\b"
)
WEAK_TITLES = ("daftar_hadir", "laporan", "sop", "lembar_disposisi", "sertifikat", "piagam")
ANNEX = re.compile(r"^\W*(?:anak\s+)?lampiran\b\W*(?P<rest>.*)$", re.IGNORECASE)
OF_WHAT = r"(?:surat|keputusan|peraturan|nota|instruksi|berita|pengumuman|edaran|laporan|perjanjian|nomor)\b"
ANNEX_REST = re.compile(rf"^(?:(?:[IVX]{{1,4}}|[A-C1-9])\b\W*)?(?:{OF_WHAT}|$)", re.IGNORECASE)
ANNEX_BELOW = re.compile(rf"^\W*{OF_WHAT}", re.IGNORECASE)
ANNEX_ROWS = 6
ROUTING = re.compile(r"\b(?:diteruskan|harap|instruksi|isi disposisi|kepada sdr)\b", re.IGNORECASE)
ANNEX_TITLE = re.compile(
    r"^(?:DAFTAR|JADWAL|RENCANA|REKAP\w*|SUSUNAN|RINCIAN|TABEL|DATA|FORMULIR|FORMAT|DENAH|PETA|DOKUMENTASI|FOTO|MATRIKS"
    r"|NOMINATIF|TATA TERTIB|RUNDOWN|KERANGKA ACUAN|PEDOMAN|PETUNJUK)\b"
)


@dataclass(frozen=True)
class Seen:
    """One page's evidence. Lengths in millimeters; `index` counts from 0 over all files."""

    index: int
    form: Form | None
    words: int
    is_unread: bool = False
    parts: dict[str, str] = field(default_factory=dict)  # parts of a letter's head by name, and what they say
    numbers: tuple[str, ...] = ()  # keys of number-like texts in the head
    number: str | None = None  # the letter's own, from its labeled row
    attached: Attached | None = None
    page_number: PageNumber | None = None
    is_annex: bool = False
    is_signed: bool = False
    ends_open: bool = False
    catchword: str | None = None
    first_word: str = ""
    begins_inside: bool = False
    later_item: bool = False
    size: tuple[float, float] = (210.0, 297.0)
    text_height: float = 0.0
    margin: float = 0.0
    rough: tuple[str, ...] = ()  # what may be a number, in the upper half
    vocabulary: frozenset[str] = frozenset()  # words of its upper half


def seen(page: PageReading, index: int) -> Seen:
    """Look at a page."""
    letter = Letter.of([page])
    form = form_of(page, letter)
    size = (page.width_px / page.dpi * MM, page.height_px / page.dpi * MM)
    if form in ("blank", "separator", "unread"):
        return Seen(index, form, len(page.words), size=size)
    rows = endings.text_rows(letter.rows)
    parts = {} if form else dict(_parts(letter))
    label = letter.labeled("attachment")
    return Seen(
        index,
        form,
        len(page.words),
        parts=parts,
        numbers=numbers_in("\n".join(row.text for row in letter.head[:HEAD_ROWS])),
        number=_own_number(letter),
        attached=attached_of(" ".join(word.text for word in label.value)) if label and "subject" in parts else None,
        page_number=page_number_of(letter.rows),
        is_annex=_is_annex(rows),
        is_signed=endings.is_signed(page, rows),
        ends_open=endings.ends_open(rows),
        catchword=endings.catchword(rows),
        first_word=rows[0].text.split()[0].casefold() if rows else "",
        begins_inside=endings.begins_inside(rows),
        later_item=endings.begins_with_later_item(rows),
        size=size,
        text_height=median(row.line_height for row in rows) * size[1] if rows else 0.0,
        margin=_margin(rows) * size[0],
        rough=rough_numbers(word.text for word in page.words if word.box.middle < UPPER),
        vocabulary=frozenset(_names(page, _end_of_facts(rows) if form else UPPER)),
    )


def _end_of_facts(rows: Sequence[Row]) -> float:
    """Where a routing sheet goes on from what the letter is to who shall have it."""
    return next((row.level for row in rows if ROUTING.search(row.text)), UPPER)


def _names(page: PageReading, end: float) -> Iterator[str]:
    for word in page.words:
        if word.box.middle < end and len(word.text) > SHORT_WORD:
            yield word.text.casefold().strip(".,:;()")


def _own_number(letter: Letter) -> str | None:
    label = letter.labeled("number")
    found = numbers_in(" ".join(word.text for word in label.value)) if label else ()
    return found[0] if found else None


def _parts(letter: Letter) -> Iterator[tuple[str, str]]:
    """The parts of a head that are there, each with its text."""
    top = [row for row in letter.head if row.level < TOP]
    names = [cell.text for cell in letter.letterhead if cell.box.middle < TOP]
    office = next((name for name in names if _is_office(name)), None)
    if office:
        yield "office", office
    if names and ANNEX_TITLE.match(names[0]):
        yield "annex_title", names[0]
    elif len(names) > 1 and all(_is_centered(cell.box) for cell in letter.letterhead[:2]) and letter.labels:
        yield "capitals", names[0]
    address = next((row.text for row in top if ADDRESS.search(row.text) and len(row.text.split()) > 2), None)
    if address:
        yield "address", address
    yield from _titles(letter)
    yield from _rows(letter)


def _is_office(name: str) -> bool:
    return bool(OFFICE.match(name) or COMPANY.match(name) or OTHER_OFFICE.match(name))


def _is_centered(box: Box) -> bool:
    return box.width < 0.8 and abs((box.x0 + box.x1) / 2 - 0.53) < 0.14


def _titles(letter: Letter) -> Iterator[tuple[str, str]]:
    title = letter.title
    if title is not None and title.row.level < UPPER and not _is_office(title.row.text):
        yield ("weak_title" if title.kind in WEAK_TITLES else "title"), title.kind
    if any(row.text.strip(" .:") == "TENTANG" for row in letter.head):
        yield "about", "TENTANG"


def _rows(letter: Letter) -> Iterator[tuple[str, str]]:
    """Labeled rows, addressee, date, salutation."""
    upper = [row for row in letter.rows if row.level < UPPER]
    for name in ("number", "subject", "nature"):
        label = letter.labeled(name)
        if label is not None and label.row.level < UPPER:
            yield name, " ".join(word.text for word in label.value)
    cells = [cell for row in letter.head for cell in row.cells if cell.box.middle < UPPER]
    date = next((cell.text for cell in cells if placed_date(cell.text)), None)
    if date:
        yield "date", date
    addressee = next((cell.text for cell in cells if ADDRESSEE.match(cell.text)), None)
    if addressee:
        yield "addressee", addressee
    if any(SALUTATION.match(row.text) for row in upper):
        yield "salutation", next(row.text for row in upper if SALUTATION.match(row.text))


def _is_annex(rows: Sequence[Row]) -> bool:
    """A heading LAMPIRAN; the row "Lampiran : 2 lembar" of a letter is none."""
    for index, row in enumerate(rows[:ANNEX_ROWS]):
        label = labeled(row)
        if label is not None and label.name in ("number", "nature", "subject"):
            return False
        below = rows[index + 1].text if index + 1 < len(rows) else ""
        if any(_is_annex_heading(cell.text, row.text, below) for cell in row.cells):
            return True
    return False


def _is_annex_heading(text: str, row: str, below: str) -> bool:
    found = ANNEX.match(text)
    if not found:
        return False
    is_named = bool(found["rest"] and ANNEX_REST.match(found["rest"]))
    is_alone = text == row and not found["rest"]  # else the row's next cell is what the letter brings
    return is_named or (text.isupper() and (is_alone or bool(ANNEX_BELOW.match(below))))


def _margin(rows: Sequence[Row]) -> float:
    edges = [row.cells[0].box.x0 for row in rows]
    return quantiles(edges, n=10)[0] if len(edges) > 2 else min(edges, default=0.0)
