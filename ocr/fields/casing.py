"""Capitals of letterheads and titles to the ordinary spelling of names."""

import re

SMALL = frozenset(
    [
        "dan", "di", "ke", "dari", "pada", "dalam", "dengan", "untuk", "kepada", "terhadap", "tentang", "atas", "oleh",
        "bagi", "serta", "atau", "yang", "sebagai", "secara", "antara", "melalui", "para", "guna", "agar", "maupun",
    ]
)  # fmt: skip
CAPITALS = frozenset(
    [
        "AIDS", "APBD", "APBN", "ASN", "BAPPEDA", "BKD", "BKN", "BKPSDM", "BNN", "BPBD", "BPJS", "BPK", "BPKAD", "BPS",
        "CV", "DPA", "DPR", "DPRD", "HIV", "HUT", "IPAL", "IT", "KPK", "KPU", "KTP", "LPSE", "MAN", "MI", "NIK",
        "OPD", "PKK", "PKL", "PMI", "PNS", "POLRI", "PPID", "PPPK", "PT", "RI", "RKA", "RSU", "RSUD", "RT", "RW", "SD",
        "SK", "SKPD", "SMA", "SMK", "SMP", "SOP", "SPBE", "SPJ", "TA", "TIK", "TK", "TNI", "TPP", "UMKM", "UPT", "UPTD",
    ]
)  # fmt: skip
ROMAN = re.compile(r"^(?=[IVX])(X{0,2})(IX|IV|V?I{0,3})$")
PARTS = re.compile(r"([^\W\d_]+)")


def as_name(text: str) -> str:
    """A text in capitals as it would be written in a sentence list: "DINAS SOSIAL DAN X" to "Dinas Sosial dan X"."""
    words = text.split()
    return " ".join(_word(word, is_first=index == 0) for index, word in enumerate(words))


def _word(word: str, *, is_first: bool) -> str:
    return PARTS.sub(lambda match: _part(match.group(), is_first=is_first), word)


def _part(part: str, *, is_first: bool) -> str:
    if part.upper() in CAPITALS or ROMAN.match(part.upper()):
        return part.upper()
    if part.lower() in SMALL and not is_first:
        return part.lower()
    return part[:1].upper() + part[1:].lower()


def share_of_capitals(text: str) -> float:
    """Capitals among the letters of a text, 0..1; 0 without letters."""
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) / len(letters) if letters else 0.0
