"""Who sent the letter: the letterhead's unit with its parent's place, a memo's "Dari", or a citizen's signature."""

import re
from collections.abc import Sequence

from ocr.fields.casing import as_name, share_of_capitals
from ocr.fields.found import Found
from ocr.fields.letter import Letter
from ocr.fields.region import region_of
from ocr.fields.rows import Cell

REGION = re.compile(r"^PEMERINTAH(?:AN)?\s+(?:DAERAH\s+)?(.+)$")
NATION = re.compile(r"\s*\bREPUBLIK\s+INDONESIA$")
KEEPS_NATION = re.compile(r"^(?:PRESIDEN|ARSIP NASIONAL|KEJAKSAAN|KEPOLISIAN NEGARA|OMBUDSMAN)\b")  # part of the name
HEAD_OF = re.compile(r"^(?:KEPALA|KETUA)\s+(?=(?:BADAN|LEMBAGA|DINAS|KANTOR|ARSIP|PERPUSTAKAAN|KEPOLISIAN|BIRO)\b)")
LEADER = re.compile(
    r"^(?:WALI ?KOTA\w*|BUPATI|GUBERNUR|MENTERI|PRESIDEN|KETUA|DIREKTUR|CAMAT|LURAH|REKTOR|KEPALA DESA)\b"
)
SCHOOL = re.compile(r"^(?:UNIVERSITAS|INSTITUT|POLITEKNIK|SEKOLAH TINGGI|AKADEMI)\b")
PART_OF_SCHOOL = re.compile(
    r"^(?:FAKULTAS|JURUSAN|PROGRAM|LEMBAGA|PASCASARJANA|SEKOLAH|DEPARTEMEN|BIRO|UPT|DIREKTORAT)\b", re.IGNORECASE
)
POLICE = "KEPOLISIAN"
BARE_UNIT = re.compile(r"^(?:SEKRETARIAT|INSPEKTORAT) (?:JENDERAL|UTAMA)$|^PUSAT (?:PENDIDIKAN|DATA|PENELITIAN)\b")
PLACE = re.compile(r"^(?:KABUPATEN|KOTA|PROVINSI|PROPINSI|KOTAMADYA)\s+\S")
OWN_NAME = re.compile(r"^(?:SD|SMP|SMA|SMK|MI|MTS|MAN|TK|SDN|SMPN|SMAN|SMKN)\b|^(?:MADRASAH|SEKOLAH)\s")
BRANCH = re.compile(r"^(?:CABANG|KANTOR CABANG|UNIT|WILAYAH|DIVISI|REGIONAL|AREA)\b")
COMPANY = re.compile(r"^(?:PT|CV|PERUM|PERUMDA|PERUSAHAAN|KOPERASI|BANK)\b")
DECREES = ("surat_keputusan", "peraturan", "instruksi")
MANY = 0.93
ELSEWHERE = 0.75  # the region was read elsewhere in the letter
AUTHORITY_ROWS = 3
MOSTLY = 0.75
CONTINUES = re.compile(r"(?:\b(?:DAN|DAN/ATAU|SERTA|BAGI|UNTUK|BIDANG|ATAS|KE|DI)|[,/&])$")
CONTINUATION = re.compile(r"^(?:DAN|SERTA|/|&|BESERTA)\b|^/")
ONE_WORD_UNITS = frozenset(["SETWILDA", "SETDA", "INSPEKTORAT", "BAPPEDA", "BKPSDM", "KECAMATAN", "KELURAHAN"])
SLASH = re.compile(r"\s*/\s*")
# Kotamadya and Kabupaten were always of the second level, Propinsi of the first (UU 5/1974): "II" is easily misread.
SECOND_LEVEL = re.compile(r"\b(KOTAMADYA|KABUPATEN) DAERAH TINGKAT(?:\s+\S{1,3})?(?=\s|$)")
REGIONAL_SECRETARIAT = re.compile(r"\bSEKRETARIAT WILAYAH\s*/?\s*DAERAH\b")
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
    memo = _from_memo(letter, [_tidy(text) for text, _ in lines])
    if memo is not None:
        return memo
    if not lines or PLACE.match(lines[0][0]) or (len(lines) == 1 and len(lines[0][0].split()) == 1):
        lines = _authority(letter) or [line for line in lines if not PLACE.match(line[0])]
    if not lines:
        return _signer(letter)
    name, used = _institution([_tidy(text) for text, _ in lines])
    words = tuple(word for index in used for cell in lines[index][1] for word in cell.words)
    region = region_of(name, letter)
    whole = as_name(f"{name} {region}" if region else name, letter.spelling.abbreviations)
    return Found(whole, words, lines[0][1][0].page, ELSEWHERE if region else _certainty(lines[0][0]))


def _certainty(first: str) -> float:
    """Letterheads of regions, of heads of regions and of police are made by one rule; others are many."""
    return 1.0 if REGION.match(first) or LEADER.match(first) or first.startswith(POLICE) else MANY


def _authority(letter: Letter) -> list[tuple[str, list[Cell]]]:
    """Who a decree's title names ("KEPUTUSAN / KEPALA DESA SUKAMAJU"), down to its number."""
    if letter.title is None or letter.title.kind not in DECREES:
        return []
    start = next(index for index, row in enumerate(letter.head) if row is letter.title.row)
    first = letter.title.row
    cells = [Cell(first.words[1:], first.page)] if len(first.words) > 1 else []
    for row in letter.head[start + 1 : start + 1 + AUTHORITY_ROWS]:
        if row.text.upper().startswith(("NOMOR", "TENTANG")) or share_of_capitals(row.text) < MOSTLY:
            break
        cells.append(row.whole)
    return [(" ".join(cell.text for cell in cells).strip(" .,:"), cells)] if cells else []


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
    text = REGIONAL_SECRETARIAT.sub("SEKRETARIAT WILAYAH/DAERAH", text)
    return SECOND_LEVEL.sub(r"\1 DAERAH TINGKAT II", text)


def _institution(lines: list[str]) -> tuple[str, list[int]]:
    """The name the lines give, and which of them it was made from."""
    last = len(lines) - 1
    region = REGION.match(lines[0])
    if region and last:
        return _with_region(lines[last], region[1]), [0, last]
    if lines[0].startswith(POLICE) and last:
        return f"{POLICE} {lines[last]}", [0, last]
    if LEADER.match(lines[0]) or HEAD_OF.match(lines[0]):
        return _of_leader(lines)
    if last and _belongs_to_line_before(lines):
        return f"{lines[last - 1]} {lines[last]}", [last - 1, last]
    return _last_of(lines)


def _of_leader(lines: list[str]) -> tuple[str, list[int]]:
    """A post as letterhead; the nation on a line of its own belongs to the President's name."""
    if len(lines) > 1 and KEEPS_NATION.match(lines[0]) and NATION.fullmatch(lines[1]):
        return f"{lines[0]} {lines[1]}", [0, 1]
    return _without_nation(HEAD_OF.sub("", lines[0])), [0]


def _belongs_to_line_before(lines: list[str]) -> bool:
    """A place under an office, a branch under a company."""
    before, last = lines[-2:]
    return bool(PLACE.match(last) or (BRANCH.match(last) and COMPANY.match(before)))


def _last_of(lines: list[str]) -> tuple[str, list[int]]:
    """The lowest unit, with the one above it where its own name says too little."""
    kept = [index for index, line in enumerate(lines) if NATION.sub("", line)]
    last = kept[-1] if kept else 0
    above, own = lines[last - 1] if last else "", lines[last]
    if last and (BARE_UNIT.match(own) or (PART_OF_SCHOOL.match(own) and SCHOOL.match(above))):
        return f"{own} {NATION.sub('', above)}", [last - 1, last]
    return _without_nation(own), [last]


def _without_nation(name: str) -> str:
    return name if KEEPS_NATION.match(name) else NATION.sub("", name) or name


def _with_region(unit: str, region: str) -> str:
    """The unit and whose it is, unless its own name ends with the place or it is a school, which has one of its own."""
    is_named = unit.split()[-1] == region.split()[-1] or OWN_NAME.match(unit)
    return unit if is_named else f"{unit} {region}"


def _from_memo(letter: Letter, letterhead: list[str]) -> Found | None:
    """A memo's sender is the post in its "Dari" row: the unit that post leads."""
    label = letter.labeled("from")
    if label is None or label.cell is None or not letter.is_memo:
        return None
    unit = as_name(letterhead[-1], letter.spelling.abbreviations) if letterhead else ""
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
