"""Title lines, and capitals put into ordinary writing."""

import re
from collections.abc import Sequence

from ocr.heading.segments import Segment

SMALL_WORDS = frozenset(
    [
        "dan",
        "di",
        "ke",
        "kepada",
        "dari",
        "pada",
        "dalam",
        "untuk",
        "dengan",
        "atas",
        "oleh",
        "tentang",
        "yang",
        "serta",
        "atau",
        "bagi",
        "terhadap",
        "antara",
        "sebagai",
    ]
)
ROMAN = re.compile(r"^(?=[IVXLC]+$)(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$")
WIDER_GAP = 1.6
"""A gap this much wider than those between the lines of a block ends the block."""
KEPT_UPPER = frozenset(
    [
        "RI",
        "TK",
        "PT",
        "CV",
        "APBD",
        "ASN",
        "PNS",
        "SPBE",
        "KDH",
        "RSUD",
        "SMP",
        "SMA",
        "SD",
        "UPTD",
        "DPRD",
        "TNI",
        "POLRI",
    ]
)


def in_ordinary_writing(text: str) -> str:
    """Return TEXT in title case when it is printed in capitals; else as it is."""
    if not is_capitals(text):
        return text
    return " ".join(one_word(word, first=place == 0) for place, word in enumerate(text.split()))


def one_word(word: str, *, first: bool) -> str:
    """Return one word of capitals in ordinary writing: small words small, Roman numbers and short names as they are."""
    bare = word.strip(".,;:()\"'")
    if bare.lower() in SMALL_WORDS and not first:
        return word.lower()
    if ROMAN.match(bare) or bare in KEPT_UPPER or any(letter.isdigit() for letter in word):
        return word
    return "/".join(
        "-".join(part[:1].upper() + part[1:].lower() for part in half.split("-")) for half in word.split("/")
    )


def is_capitals(text: str) -> bool:
    """Tell whether nearly all letters of TEXT are capitals."""
    letters = [letter for letter in text if letter.isalpha()]
    return bool(letters) and sum(letter.isupper() for letter in letters) >= 0.85 * len(letters)


def unspaced(text: str) -> str:
    """Return letter-spaced capitals as one word: "R A H A S I A" is "RAHASIA"."""
    return re.sub(r"\b(?:[A-Z] ){2,}[A-Z]\b", lambda match: match.group(0).replace(" ", ""), text)


def following_capitals(pieces: Sequence[Segment], place: int) -> list[Segment]:
    """Return the lines in capitals right below the one at PLACE, while they stand as one block."""
    block: list[Segment] = []
    above, line_gap = pieces[place], 0.0
    for piece in pieces[place + 1 :]:
        gap = piece.top - above.top
        far = piece.page != above.page or (bool(block) and gap > WIDER_GAP * line_gap)
        if far or not is_capitals(piece.text) or (block and piece.text.rstrip().endswith(",")):
            break
        line_gap = gap if not block else max(line_gap, gap)
        block.append(piece)
        above = piece
    return block
