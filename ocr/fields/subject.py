"""What the letter is about: the row Hal or Perihal, the block under TENTANG, or derived from the body (marked so)."""

import re
from collections.abc import Sequence

from ocr.fields.alike import is_alike
from ocr.fields.casing import as_name, share_of_capitals
from ocr.fields.found import Found
from ocr.fields.labels import Labeled, labeled
from ocr.fields.letter import Letter
from ocr.fields.rows import Cell, Row
from ocr.fields.tidy import tidied
from ocr.values import Word

MOST_LINES = 5
MOST_TITLE_LINES = 8
WIDEST_PITCH = 4.0  # line heights between the middles of lines that belong together (capitals, double spaced)
WIDEST_BELOW_ABOUT = 6.0
LONGEST_ABOUT = 10
TITLED = ("surat_keputusan", "peraturan", "instruksi", "surat_edaran", "pengumuman")
CONTINUES = re.compile(
    r"(?:\b(?:LINGKUNGAN|DI|PADA|DAN|OLEH|BAGI|UNTUK|KEPADA|DARI|DENGAN|ATAS|KE|DALAM|TENTANG)|,)\W*$"
)
EVEN_PITCH = 1.4  # and no line is so much farther than the first
INDENT = 0.03  # of the page's width: a continuation stands under the first line's beginning
CLOSING = " .,;:"
ABOUT = "TENTANG"
TASK_END = re.compile(
    r"[;]|\.\s|\.$"
    r"|,\s*(?:selama|mulai|bertempat|dengan\s+ketentuan)\b"
    r"|,?\s*\b(?:pada\s+(?:hari|tanggal)|terhitung|selama\s+\d|mulai\s+tanggal)\b"
)
TASK_BEGIN = re.compile(r"^\W*(?:\d+\s*[.)]\s*|a\s*[.)]\s*)?")
CASE = re.compile(
    r"\b[Pp]erkara\s+([A-Z]\w+(?:\s+[A-Z]\w+)?)\s+[Nn]omor\s*:?\s*(\d{1,4}/[\w.\-]+/\d{4}/[A-Z]{2,4}\.?\s?\w+)"
)
ARCHIVES = re.compile(r"^\W*(?:[a-z]\s*[.)]\s*)?jenis\s+arsip\s*[:;1]?\s*(.+)$", re.IGNORECASE)
DERIVED = 0.7
MOSTLY_CAPITALS = 0.85
# Kinds whose title may say more ("BERITA ACARA ALIH MEDIA ARSIP"), and how many words the kind itself has.
TELLING_TITLES = {
    "surat_kuasa": 2,
    "surat_keterangan": 2,
    "surat_pernyataan": 2,
    "surat_izin": 2,
    "berita_acara": 2,
    "surat_perjanjian": 1,
    "rekomendasi": 1,
    "laporan": 1,
    "notula": 1,
}


def find_subject(letter: Letter) -> Found | None:
    """The subject as printed; capitals are set in ordinary spelling."""
    return _labeled(letter) or _under_about(letter) or _derived(letter)


def spelled(text: str, letter: Letter) -> str:
    """A text in capitals in ordinary spelling; other texts as they stand."""
    return as_name(text, letter.spelling.abbreviations) if share_of_capitals(text) > MOSTLY_CAPITALS else text


def _labeled(letter: Letter) -> Found | None:
    label = letter.labeled("subject")
    if label is None or not label.value:
        return None
    words = list(label.value)
    for row in _below(letter.rows, label.row):
        continued = _continuation(row, label)
        if continued is None:
            break
        words += continued.words
    return _found(letter, words, label.row.page)


def _found(letter: Letter, words: Sequence[Word], page: int, certainty: float = 1.0) -> Found | None:
    text = " ".join(word.text for word in tidied(words, letter.spelling)).strip(CLOSING)
    if sum(each.isalpha() for each in text) < 3:
        return None
    return Found(spelled(text, letter), tuple(words), page, certainty)


def _below(rows: Sequence[Row], first: Row, *, widest: float = WIDEST_PITCH) -> list[Row]:
    """Rows right below, as long as they follow each other closely."""
    start = next(index for index, row in enumerate(rows) if row is first)
    close: list[Row] = []
    before, widest = first, widest * first.line_height
    for row in rows[start + 1 : start + 1 + MOST_TITLE_LINES]:
        pitch = row.level - before.level
        if row.page != first.page or pitch > widest:
            break
        widest = min(widest, EVEN_PITCH * pitch)
        close.append(row)
        before = row
    return close


def _continuation(row: Row, label: Labeled) -> Cell | None:
    """The cell of a row that stands under the value's beginning; None when a new part begins."""
    own = labeled(row)
    if own is not None and (own.has_separator or own.name == "to"):
        return None
    left = label.value[0].box.x0
    for cell in row.cells:
        if abs(cell.box.x0 - left) < INDENT:
            return cell
    return None


def _under_about(letter: Letter) -> Found | None:
    """The title block under TENTANG, down to the authority's name, a gap or the body."""
    rows = letter.rows[:40]
    about = next((row for row in rows if _is_about(row)), None) or _below_number(letter)
    if about is None:
        return None
    lines: list[Row] = []
    for row in _below(rows, about, widest=WIDEST_BELOW_ABOUT):
        goes_on = bool(lines) and CONTINUES.search(lines[-1].text) is not None
        if share_of_capitals(row.text) < 0.75 or (_is_authority(row, letter) and not goes_on):
            break
        lines.append(row)
    words = [word for row in lines for word in row.words]
    return _found(letter, words, about.page) if words else None


def _below_number(letter: Letter) -> Row | None:
    """The row right below a title's number, where TENTANG stands, when it is one short word in capitals."""
    number = letter.labeled("number")
    if letter.title is None or letter.title.kind not in TITLED or number is None:
        return None
    below = _below(letter.rows, number.row)[:1]
    is_short = bool(below) and len(below[0].words) == 1 and len(below[0].text) <= LONGEST_ABOUT
    return below[0] if is_short and below[0].text.isupper() else None


def _is_about(row: Row) -> bool:
    text = "".join(letter for letter in row.text if letter.isalpha())
    return text.isupper() and is_alike(text, ABOUT, least=0.85)


def _is_authority(row: Row, letter: Letter) -> bool:
    text = row.text.strip(CLOSING)
    if row.text.rstrip().endswith(","):
        return any(is_alike(text, cell.text.strip(CLOSING), least=0.7) for cell in letter.letterhead) or _leads(text)
    return text.startswith("DENGAN RAHMAT") or any(
        is_alike(text, cell.text.strip(CLOSING), least=0.85) for cell in letter.letterhead
    )


def _leads(text: str) -> bool:
    return (
        re.match(r"^(?:KEPALA|WALI|BUPATI|GUBERNUR|MENTERI|DIREKTUR|KETUA|SEKRETARIS|REKTOR|CAMAT)\b", text) is not None
    )


def _derived(letter: Letter) -> Found | None:
    if letter.title is None:
        return None
    if letter.title.kind in ("surat_tugas", "surat_perintah"):
        return _task(letter)
    title = Cell(tuple(letter.title.row.words), letter.title.row.page)
    addition = _addition(letter)
    if addition is None or letter.title.kind not in ("surat_kuasa", "berita_acara"):
        return _title_as_subject(letter, title)
    text = f"{spelled(title.text.strip(CLOSING), letter)} {addition}"
    return Found(text, title.words, title.page, DERIVED)


def _title_as_subject(letter: Letter, title: Cell) -> Found | None:
    """A title that says more than the kind is a subject of its own."""
    kind_words = TELLING_TITLES.get(letter.title.kind) if letter.title else None
    if kind_words is None or len(title.words) <= kind_words:
        return None
    return _found(letter, title.words, title.page, DERIVED)


def _addition(letter: Letter) -> str | None:
    """What the body adds to the title: the case of a power of attorney, the records of a transfer."""
    text = " ".join(row.text for row in letter.rows)
    case = CASE.search(text)
    if case:
        return f"Perkara {case[1]} Nomor {case[2]}"
    for row in letter.rows:
        match = ARCHIVES.match(_without_cells_far_right(row))
        if match:
            return as_name(match[1].strip(CLOSING), letter.spelling.abbreviations)
    return None


def _without_cells_far_right(row: Row) -> str:
    return " ".join(cell.text for cell in row.cells if cell.box.width > 0.05 or cell.box.x0 < 0.5)


def _task(letter: Letter) -> Found | None:
    """The first errand after "Untuk"."""
    for index, row in enumerate(letter.rows):
        first = row.words[0].text.rstrip(":").casefold()
        if first != "untuk" or not _begins_errand(row):
            continue
        rows = [row, *_below(letter.rows, row)[:MOST_LINES]]
        words = [word for each in rows for word in each.words][1:]
        while words and words[0].text in (":", ";", "1:", "1."):
            words = words[1:]
        return _errand(letter, words, letter.rows[index].page)
    return None


def _begins_errand(row: Row) -> bool:
    """A label with a colon, or the word that begins a line: "untuk mengikuti …" under a list of people."""
    return any(":" in word.text for word in row.words[:2]) or len(row.cells) == 1


def _errand(letter: Letter, words: list[Word], page: int) -> Found | None:
    text = TASK_BEGIN.sub("", " ".join(word.text for word in tidied(words, letter.spelling)))
    end = TASK_END.search(text)
    if end is None:
        return None
    errand = text[: end.start()].strip(CLOSING)
    count = len(errand.split())
    if count < 2:
        return None
    return Found(errand[:1].upper() + errand[1:], tuple(words[:count]), page, DERIVED)
