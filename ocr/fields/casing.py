"""Capitals of letterheads and titles to the ordinary spelling of names."""

import re
from collections.abc import Collection

SMALL = frozenset(
    [
        "dan", "di", "ke", "dari", "pada", "dalam", "dengan", "untuk", "kepada", "terhadap", "tentang", "atas", "oleh",
        "bagi", "serta", "atau", "yang", "sebagai", "secara", "antara", "melalui", "para", "guna", "agar", "maupun",
    ]
)  # fmt: skip
CAPITALS = frozenset(
    [
        "AIDS", "APBD", "APBN", "ASN", "BAPPEDA", "BKD", "BKN", "BKPSDM", "BNN", "BPBD", "BPJS", "BPK", "BPKAD", "BPS",
        "BLUD", "COVID", "CV", "DPA", "DPR", "DPRD", "HIV", "HUT", "IPAL", "IT", "KPK", "KPU", "KTP", "LPSE", "MAN",
        "MI", "NIK", "OPD", "PKK", "PKL", "PMI", "PNS", "POLRI", "PPID", "PPPK", "PT", "PTSP", "RI", "RKA", "RSU",
        "RSUD", "RT", "RW", "SD", "SK", "SKPD", "SMA", "SMK", "SMP", "SOP", "SPBE", "SPJ", "TA", "TIK", "TK", "TNI",
        "TPP", "UMKM", "UPT", "UPTD",
    ]
)  # fmt: skip
SMALL_TITLES = frozenset(["dr", "drg"])  # "RSUD dr. SOETOMO"
ROMAN = re.compile(r"^(?=[IVX])(X{0,2})(IX|IV|V?I{0,3})$")
PARTS = re.compile(r"([^\W\d_]+)")
VOWELS = frozenset("AEIOU")
CODE = re.compile(r"^(?!KE-\d)(?=.*\d)(?=.*[^\W\d_]).*[/-]")  # "PER-08/MBU/2014", "COVID-19" stay as printed


def as_name(text: str, abbreviations: Collection[str] = ()) -> str:
    """A text in capitals as it would be written in a sentence list: "DINAS SOSIAL DAN X" to "Dinas Sosial dan X".

    ABBREVIATIONS are words that stay in capitals beside those everybody knows (`ocr.fields.spelling`).
    """
    words = text.split()
    return " ".join(_word(word, abbreviations, is_first=index == 0) for index, word in enumerate(words))


def _word(word: str, abbreviations: Collection[str], *, is_first: bool) -> str:
    if CODE.match(word):
        return word
    return PARTS.sub(lambda match: _part(match.group(), abbreviations, is_first=is_first), word)


def _part(part: str, abbreviations: Collection[str], *, is_first: bool) -> str:
    if part.lower() in SMALL and not is_first:
        return part.lower()
    if part in SMALL_TITLES:
        return part
    if _stays(part.upper(), abbreviations):
        return part.upper()
    return part[:1].upper() + part[1:].lower()


def _stays(part: str, abbreviations: Collection[str]) -> bool:
    """Whether a word is an abbreviation: a known one, a numeral, or letters that nobody can speak ("PPPK")."""
    if part in CAPITALS or part in abbreviations or ROMAN.match(part):
        return True
    return len(part) > 1 and not VOWELS & set(part) and "Y" not in part


def share_of_capitals(text: str) -> float:
    """Capitals among the letters of a text, 0..1; 0 without letters."""
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) / len(letters) if letters else 0.0
