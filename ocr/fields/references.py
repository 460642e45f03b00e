"""Letters that a letter speaks of (DOMAIN 1.3, appendix A): their numbers, one a line.

Laws, decrees and cases at court have numbers of the same shape and are no letters; a number that is revoked is no
letter to answer (L07). The letter's own number is none of them.
"""

import re

from ocr.fields.found import Found
from ocr.fields.letter import Letter
from ocr.fields.numbers import clean_number, number_key
from ocr.fields.running import Running

NUMBER = re.compile(
    r"\b(?:[Nn]omor|NOMOR|[Nn]o\.)\s*:?\s*(?P<number>[A-Za-z]{0,8}-?[A-Z0-9][\w.\-]*(?:\s?/\s?[\w.\-]+)+)"
)
LAW = re.compile(
    r"\b(?:undang-?\s?undang|peraturan|keputusan|instruksi|lembaran|putusan|penetapan|perkara|akta|sertifikat|perjanjian"
    r"|kontrak|rekening|kutipan|ketetapan)\b",
    re.IGNORECASE,
)
LETTER = re.compile(r"\b(?:surat|nota dinas|memo\w*|undangan|telegram|radiogram|edaran)\b", re.IGNORECASE)
DECREE = re.compile(r"\bsurat\s+keputusan\b", re.IGNORECASE)
CASE = re.compile(r"/P(?:dt|id|UU|HP|hi)\b|/PUU-|/PN\b", re.IGNORECASE)
REVOKED = re.compile(r"\b(?:dicabut|tidak\s+berlaku)\b", re.IGNORECASE)
BEFORE, AFTER = 110, 110
SENTENCE = re.compile(r";|(?<!\d)\.\s+(?=[A-Z])")


def find_references(letter: Letter, own: str | None) -> Found | None:
    """The numbers of other letters; None when there are none. OWN is the letter's own number."""
    labels = [label.row for label in letter.labels]
    below = Running.of([row for row in letter.rows if not any(row is label for label in labels)])
    keys = {number_key(own)} if own else set()
    numbers: list[str] = []
    words: list[Found] = []
    for match in NUMBER.finditer(below.text):
        number = clean_number(match["number"].rstrip(".-"))
        if number is None or number_key(number) in keys or not _is_letter(below.text, match):
            continue
        keys.add(number_key(number))
        numbers.append(number)
        words.append(below.found(match.span("number"), number))
    if not numbers:
        return None
    first = words[0]
    same_page = tuple(word for found in words if found.page == first.page for word in found.words)
    return Found("\n".join(numbers), same_page, first.page, 0.95)


def _is_letter(text: str, match: re.Match[str]) -> bool:
    """Whether the words before name a letter, nearer than a law or a case, and it is not revoked here."""
    before = SENTENCE.split(text[max(0, match.start() - BEFORE) : match.start()])[-1]
    after = SENTENCE.split(text[match.end() : match.end() + AFTER])[0]
    if CASE.search(match["number"]) or REVOKED.search(after) or DECREE.search(before):
        return False
    law, named = _last(LAW, before), _last(LETTER, before)
    return named > law


def _last(pattern: re.Pattern[str], text: str) -> int:
    """Where a pattern fits last; -1 when nowhere."""
    return max((match.start() for match in pattern.finditer(text)), default=-1)
