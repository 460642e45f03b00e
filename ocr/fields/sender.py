"""Who sent the letter: the letterhead's unit with its parent's place, a memo's "Dari", or a citizen's signature."""

import re
from collections.abc import Sequence

from ocr.fields.casing import as_name, share_of_capitals
from ocr.fields.found import Found
from ocr.fields.letter import Letter
from ocr.fields.rows import Cell

REGION = re.compile(r"^PEMERINTAH(?:AN)?\s+(?:DAERAH\s+)?(.+)$")
NATION = re.compile(r"\s*\bREPUBLIK\s+INDONESIA$")
HEAD_OF = re.compile(r"^KEPALA\s+(?=(?:BADAN|LEMBAGA|DINAS|KANTOR|ARSIP|PERPUSTAKAAN|KEPOLISIAN|BIRO)\b)")
LEADER = re.compile(r"^(?:WALI ?KOTA\w*|BUPATI|GUBERNUR|MENTERI|PRESIDEN|KETUA|DIREKTUR|CAMAT|LURAH|REKTOR)\b")
SCHOOL = re.compile(r"^(?:UNIVERSITAS|INSTITUT|POLITEKNIK|SEKOLAH TINGGI|AKADEMI)\b")
PART_OF_SCHOOL = re.compile(
    r"^(?:FAKULTAS|JURUSAN|PROGRAM|LEMBAGA|PASCASARJANA|SEKOLAH|DEPARTEMEN|BIRO|UPT|DIREKTORAT)\b"
)
POLICE = "KEPOLISIAN"
CENTRAL_UNIT = re.compile(r"^(?:SEKRETARIAT|INSPEKTORAT) (?:JENDERAL|UTAMA)$")
CONTINUES = re.compile(r"(?:\b(?:DAN|DAN/ATAU|SERTA|BAGI|UNTUK|BIDANG|ATAS|KE|DI)|[,/&])$")
CONTINUATION = re.compile(r"^(?:DAN|SERTA|/|&|BESERTA)\b|^/")
ONE_WORD_UNITS = frozenset(["SETWILDA", "SETDA", "INSPEKTORAT", "BAPPEDA", "BKPSDM", "KECAMATAN", "KELURAHAN"])
SLASH = re.compile(r"\s*/\s*")
SECOND_LEVEL = re.compile(r"\bTINGKAT\s+(?:TI|IT|TT|LI|IL|L1|1I|I1|11|LL|TL|ll|Il)\b")
ACTING = re.compile(r"^(?:[PF][lI1i][tl]|[PF][lI1i]h|Pjs?|a\.?n)\s*\.\s*", re.IGNORECASE)
NAME_WORDS = re.compile(r"^[^\W\d_][\w.,' -]{3,60}$")
CLOSINGS = re.compile(
    r"^\W*(?:hormat|salam)\s+(?:saya|kami|hormat)\b|^\W*(?:wassalam|pemohon|yang\s+(?:membuat|menyatakan))", re.I
)
ROWS_TO_SIGNATURE = 7
TITLES_OF_NAMES = re.compile(r"^\(?\s*(.*?)\s*\)?\s*$")


def find_sender(letter: Letter) -> Found | None:
    """The sender's name in ordinary spelling."""
    lines = _joined(letter.letterhead)
    if not lines:
        return _signer(letter)
    texts = [_tidy(text) for text, _ in lines]
    name, used = _institution(texts)
    memo = _from_memo(letter, texts)
    if memo is not None:
        return memo
    words = tuple(word for index in used for cell in lines[index][1] for word in cell.words)
    return Found(as_name(name), words, lines[0][1][0].page)


def _joined(cells: Sequence[Cell]) -> list[tuple[str, list[Cell]]]:
    """Letterhead lines; a name that runs over two lines is one."""
    lines: list[tuple[str, list[Cell]]] = []
    for cell in cells:
        text = cell.text.strip(" .:")
        if lines and (CONTINUES.search(lines[-1][0]) or CONTINUATION.match(text)):
            lines[-1] = (f"{lines[-1][0]} {text}", [*lines[-1][1], cell])
        else:
            lines.append((text, [cell]))
    return lines


def _tidy(text: str) -> str:
    text = SLASH.sub("/", text)
    return SECOND_LEVEL.sub("TINGKAT II", text)


def _institution(lines: list[str]) -> tuple[str, list[int]]:
    """The name the lines give, and which of them it was made from."""
    last = len(lines) - 1
    region = REGION.match(lines[0])
    if region and last:
        return _with_region(lines[last], region[1]), [0, last]
    if lines[0].startswith(POLICE) and last:
        return f"{POLICE} {lines[last]}", [0, last]
    if last and CENTRAL_UNIT.match(lines[last]):
        return f"{lines[last]} {NATION.sub('', lines[0])}", [0, last]
    if LEADER.match(lines[0]) or HEAD_OF.match(lines[0]):
        return NATION.sub("", HEAD_OF.sub("", lines[0])), [0]
    kept = [index for index, line in enumerate(lines) if NATION.sub("", line)]
    last = kept[-1] if kept else 0
    if last and PART_OF_SCHOOL.match(lines[last]) and SCHOOL.match(lines[last - 1]):
        return f"{lines[last]} {lines[last - 1]}", [last - 1, last]
    return (NATION.sub("", lines[last]) if last or len(lines) > 1 else lines[last]), [last]


def _with_region(unit: str, region: str) -> str:
    """The unit and whose it is, unless its own name ends with the place."""
    return unit if unit.split()[-1] == region.split()[-1] else f"{unit} {region}"


def _from_memo(letter: Letter, letterhead: list[str]) -> Found | None:
    """A memo's sender is the post in its "Dari" row: the unit that post leads."""
    label = letter.labeled("from")
    if label is None or label.cell is None or letter.title is None:
        return None
    if letter.title.kind not in ("nota_dinas", "memo"):
        return None
    unit = as_name(letterhead[-1]) if letterhead else ""
    return Found(_unit_of_post(ACTING.sub("", label.cell.text).strip(" .,"), unit), label.value, label.row.page, 0.9)


def _unit_of_post(post: str, unit: str) -> str:
    """ "Sekretaris Dinas" of "Dinas X" leads "Sekretariat Dinas X"; "Kepala Bidang Y" leads "Bidang Y"."""
    words = post.split()
    if words[0].casefold() == "sekretaris":
        named = " ".join(words[1:])
        return f"Sekretariat {unit if unit.casefold().startswith(named.casefold()) or not named else named}"
    if words[0].casefold() == "kepala" and len(words) > 1:
        named = " ".join(words[1:])
        return unit if unit.casefold().startswith(f"{named} ".casefold()) else named
    return post


def _signer(letter: Letter) -> Found | None:
    """A letter without letterhead: the name under "Hormat saya"."""
    for index, row in enumerate(letter.rows):
        if not CLOSINGS.match(row.text):
            continue
        for below in letter.rows[index + 1 : index + 1 + ROWS_TO_SIGNATURE]:
            found = _person(below.cells[0])
            if found is not None:
                return found
    return None


def _person(cell: Cell) -> Found | None:
    """A name in brackets, or a line of at least two capitalized words."""
    inner = cell.text.strip()
    in_brackets = inner.startswith("(") and inner.endswith(")")
    name = inner.strip("() .")
    words = name.split()
    if not NAME_WORDS.match(name) or cell.confidence < 0.5 or CLOSINGS.match(name):
        return None
    if not in_brackets and (len(words) < 2 or not all(word[0].isupper() and len(word) > 1 for word in words)):
        return None
    return Found(as_name(name) if share_of_capitals(name) > 0.9 else name, cell.words, cell.page, 0.9)
