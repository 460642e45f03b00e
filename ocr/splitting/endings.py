"""How a page begins and ends: in the middle of a sentence or list, with a signature, with the first word to come."""

import re
from collections.abc import Sequence

from ocr.fields.casing import share_of_capitals
from ocr.fields.letter import is_body
from ocr.fields.rows import Row
from ocr.splitting.marks import PAGE_NUMBER
from ocr.values import PageReading

NIP = re.compile(r"^\W*(?:NIP|NRP|NIK)\b[\s.:]*[\d\s.OoIl-]{6,}", re.IGNORECASE)
SIGNED = re.compile(
    r"^\W*(?:tembusan|tindasan|hormat\s+(?:saya|kami)|wassalam|yang\s+(?:membuat|menyatakan)|pemohon)\b"
    r"|^\W*\(\s*[A-Z][\w.,' ]{4,50}\)\W*$|^\W*(?:pembina|penata|pengatur)\s+.*\([IV]+/[a-e]\)",
    re.IGNORECASE,
)
BY_MACHINE = re.compile(r"ditandatangani\s+secara\s+elektronik", re.IGNORECASE)
CLOSING_WORDS = re.compile(r"^\W*demikian(?:lah)?\b|^\W*(?:atas\s+perhatian|sekian)", re.IGNORECASE)
ON_OATH = re.compile(r"\b(?:ditetapkan|dikeluarkan|diundangkan|dibuat)\s+di\b", re.IGNORECASE)
OPEN_END = re.compile(r"[\w,-]$")
CATCHWORD = re.compile(r"^\W*([\w/.]+(?:\s[\w/.]+)?)\s*(?:\.\s?){2,}\W*$|^\W*([\w/.]+)\s*…\W*$")
CONTINUED_MARK = re.compile(
    r"^\W?(?:([2-9]|[1-4]\d)\s?[.)]\s|([b-z])\s?[.)]\s|ke(?:dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh)\b\s*:"
    r"|KE(?:DUA|TIGA|EMPAT|LIMA|ENAM|TUJUH|DELAPAN|SEMBILAN|SEPULUH|-\d+)\b|Pasal\s+(?:[2-9]|\d\d)|BAB\s+(?!I\b)[IVX]{1,5}\b"
    r"|MEMUTUSKAN|Menetapkan|Mengingat\b)"
)
LOWEST_OPEN = 0.72  # a page that ends above this was not full
FEWEST_WORDS = 3
RIGHT, SIGNATURE_ROWS = 0.4, 2  # who signs stands right of the middle, in short lines


def text_rows(rows: Sequence[Row]) -> list[Row]:
    """The rows without page numbers above and below."""
    inner = list(rows)
    while inner and PAGE_NUMBER.match(inner[0].text):
        inner.pop(0)
    while inner and PAGE_NUMBER.match(inner[-1].text):
        inner.pop()
    return inner


def is_signed(page: PageReading, rows: Sequence[Row]) -> bool:
    """Whether somebody signs below the page's running text."""
    below = list(rows)
    for index, row in enumerate(rows):
        if is_body(row) or CLOSING_WORDS.match(row.text):
            below = list(rows[index + 1 :])
    cells = [cell.text for row in below for cell in row.cells]
    if any(NIP.match(text) or SIGNED.match(text) for text in cells):
        return True
    if BY_MACHINE.search(" ".join(row.text for row in rows)):
        return True
    if not any(CLOSING_WORDS.match(row.text) or ON_OATH.search(row.text) for row in rows):
        return False
    floor = max((row.level for row in rows if is_body(row)), default=0.25)
    at_right = [row for row in below if row.level > floor and row.cells[-1].box.x0 > RIGHT]
    return len(at_right) >= SIGNATURE_ROWS or any(
        region.kind == "signature" and region.box.y1 > floor for region in page.regions
    )


def ends_open(rows: Sequence[Row]) -> bool:
    """A full page whose last line is no end of a sentence."""
    if not rows or rows[-1].level < LOWEST_OPEN:
        return False
    last = rows[-2] if catchword(rows) and len(rows) > 1 else rows[-1]
    words = last.text.split()
    return len(words) > FEWEST_WORDS and share_of_capitals(last.text) < 0.5 and bool(OPEN_END.search(last.text))


def catchword(rows: Sequence[Row]) -> str | None:
    """The first word of the next page, as some offices print it at the foot."""
    found = CATCHWORD.match(rows[-1].cells[-1].text) if rows else None
    return (found[1] or found[2]).casefold() if found else None


def begins_inside(rows: Sequence[Row]) -> bool:
    """A first line in small letters: the sentence began on another page."""
    if not rows:
        return False
    words = [word for word in rows[0].words if any(map(str.isalpha, word.text))]
    return len(words) >= FEWEST_WORDS and words[0].text.lstrip("('\"").islower() and words[0].confidence > 0.5


def begins_with_later_item(rows: Sequence[Row]) -> bool:
    """A first line that goes on in a list: "3. …", "c. …", "KETIGA", "Pasal 7", "BAB II"."""
    return bool(rows) and bool(CONTINUED_MARK.match(rows[0].text))
