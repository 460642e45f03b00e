"""What stands in a signature's block: posts, names of persons, ranks, and what is neither (DOMAIN 1.7)."""

import re

# How a signer may stand for somebody else; in the order in which marks are told.
CAPACITIES: dict[str, re.Pattern[str]] = {
    "a.n.": re.compile(r"^\W*(?:a\.?\s?n[.,]|atas\s+nama\b)\s*", re.IGNORECASE),
    "u.b.": re.compile(r"^\W*u\.?\s?b\.?(?:\s+|$)", re.IGNORECASE),
    "Plt.": re.compile(r"\b(?:P[lIi1]t|PLT|Pelaksana\s+[Tt]ugas)\b\.?\s*"),
    "Plh.": re.compile(r"\b(?:P[lIi1]h|PLH|Pelaksana\s+[Hh]arian)\b\.?\s*"),
    "Pj.": re.compile(r"\b(?:Pj|PJ|Penjabat)\b\.?\s*"),
    "Pjs.": re.compile(r"\b(?:Pjs|PJS)\b\.?\s*"),
}
POST = re.compile(
    r"^\W*(?:(?:a\.?\s?n[.,]|u\.?\s?b\.?|p[lI1][th]\.?|pjs?\.?|atas\s+nama)\s*)*"
    r"(?:wakil\s+)?(?:kepala|sekretaris|direktur|direktris|camat|lurah|bupati|wali\s?kota\w*|gubernur|menteri|presiden"
    r"|rektor|dekan|ketua|inspektur|komandan|asisten|manaje?r|manager|general\s+manager|deputi|koordinator|panitera|jaksa"
    r"|pejabat|kuasa|bendahara|pimpinan|staf\s+ahli|pelapor|notulis|pengurus|penjabat|pelaksana\s+(?:tugas|harian)"
    r"|kapolda|kapolres|kapolsek|dandim|danramil|penghulu|pembantu|kabag|kabid|kasubbag|kasi|analis|arsiparis|auditor"
    r"|presiden\s+direktur|komisaris\s+utama|sekda|perbekel|keuchik|wali\s+nagari|petinggi|kuwu|penyelenggara)\b",
    re.IGNORECASE,
)
RANK = re.compile(
    r"\b(?:NIP|NRP|NPP|NIK|NIDN|NIPPPK)\b|^\W*(?:pembina|penata|pengatur|juru|jaksa\s+(?:utama|madya|muda|pratama)"
    r"|letnan|mayor|kapten|kolonel|brigadir|brigjen|ajun|komisaris\s+(?:besar|polisi)|inspektur\s+(?:polisi|satu|dua)"
    r"|jenderal|laksamana|marsekal)\b|\b(?:I[VI]{0,2}|IV)/[a-e]\b",
    re.IGNORECASE,
)
NOISE = re.compile(
    r"\$\{|\b(?:ditandatangani|secara\s+elektronik|meterai|materai|sertifikat)\b|^\W*(?:ttd|td|dto)\W*$|^\W+$",
    re.IGNORECASE,
)
CLOSING_WORDS = re.compile(
    r"^\W*(?:hormat\s+(?:saya|kami)|salam(?:\s+hormat)?\b|wassalam|pemohon|yang\s+(?:membuat|menyatakan|bermohon))",
    re.IGNORECASE,
)
ACADEMIC = re.compile(
    r"\b(?:Prof|Dr|dr|drg|Drs|Dra|Ir|H|Hj|KH|K\.H|R|Rd|Raden|Tgk|Ust)\.\s*|\b(?:Haji|Hajah|Ny|Tn|Sdr)\b\.?\s*"
)
NAME = re.compile(r"^[A-Z][\w'’.\-]*(?:\s+[A-Z][\w'’.\-]*){0,5}$")
OFFICE = re.compile(
    r"\b(?:pemerintah|provinsi|kabupaten|kota|kecamatan|kelurahan|negeri|republik|indonesia|kementerian|dinas|badan"
    r"|lembaga|bagian|bidang|seksi|sekretariat|sekretaris|daerah|wilayah|kepala|direktur|inspektorat|kejaksaan|pengadilan"
    r"|universitas|fakultas|tenaga|umum|hukum|pengawas|selaku|diterima|agenda|disposisi|arsip|salinan|tanggal|nomor)\b",
    re.IGNORECASE,
)
# How a line of a post begins whose left end a stamp covers: "EPALA BAGIAN", "A BAGIAN", "'OVINSI".
CUT = re.compile(
    r"^(?:[^\w\s(]+\w|\w\s|(?:e?pala|e?kretaris|irektur|amat|upati|ubernur|enteri|r?ovinsi|ektor|etua)\b)",
    re.IGNORECASE,
)
MOST_LETTERS = 60
LEAST_LETTERS = 4


def is_post(text: str) -> bool:
    """Whether a line begins with a post, capacities before it allowed."""
    return POST.match(text) is not None and RANK.match(text) is None


def is_rank(text: str) -> bool:
    """Whether a line is a rank, a grade or a staff number."""
    return RANK.search(text) is not None


def is_noise(text: str) -> bool:
    """Whether a line stands where people sign and says nothing of them."""
    return NOISE.search(text) is not None


def is_cut(text: str) -> bool:
    """Whether a line of a post lost its left end, as under a stamp."""
    return CUT.match(text.lstrip()) is not None


def is_name(text: str) -> bool:
    """Whether a line is a person's name: words that begin with capitals, titles before, degrees after a comma."""
    bare = text.strip(" ()[]{}|_.:;")
    name = _without_titles(bare)
    if not LEAST_LETTERS <= len(bare) <= MOST_LETTERS or is_post(bare) or is_rank(bare) or OFFICE.search(name):
        return False
    is_whole = not bare.endswith(",") or "," in bare[:-1]  # a post ends with a comma, a name before its degrees has one
    return is_whole and NAME.match(name) is not None and sum(letter.isalpha() for letter in name) >= LEAST_LETTERS


def is_titled(text: str) -> bool:
    """Whether a name has academic or other titles before it, or degrees after it."""
    bare = text.strip(" ()[]{}|_.:;")
    return begins_with_title(bare) or "," in bare.rstrip(",")


def begins_with_title(text: str) -> bool:
    """Whether a line begins with a title before a name."""
    return ACADEMIC.match(text.lstrip(" (")) is not None


def is_whole_title(word: str) -> bool:
    """Whether a word is a title that no other one ends in or begins with, so that it was read right."""
    return word.strip("(") in ("Drs.", "Dra.", "Prof.")


def is_full_name(text: str) -> bool:
    """Whether a name stands for itself: two words or more, or one with titles."""
    return is_name(text) and (is_titled(text) or len(_without_titles(text.strip(" ()[]{}|_.:;")).split()) > 1)


def _without_titles(bare: str) -> str:
    return ACADEMIC.sub("", bare.partition(",")[0]).strip(" .")
