"""Letter numbers: which text is one, how it is cleaned, and the key to match by.

There is no national pattern (DOMAIN 1.4): "005/1187/Setda/X/2024", "B-1342/UN71.5/TI.01.00/2024", "NOMOR 23 TAHUN
2020", "B-PW.01.14.3.35.01.20.99". So the shape is judged softly and the number is kept as printed.
"""

import re
from datetime import date

DASHES = str.maketrans("–—−", "---")
QUOTES = re.compile(r"[\"'`’‘“”]")
CLOSING = " .,;:"
YEAR = re.compile(r"^(?:19|20)\d{2}$")
DECREE = re.compile(r"^(\d{1,4})\s*[.,]?\s+TAHUN\s+((?:19|20)\d{2})$", re.IGNORECASE)
DOTTED = re.compile(r"^[A-Z]{1,3}[-.][A-Z]{2}(?:\.\d{1,6}){4,}$")
PLAIN = re.compile(r"^\d{1,6}(?:\.\d{1,4})*$")
PART = re.compile(r"^[\w.\-() ]{1,30}$")
ALLOWED = re.compile(r"^[\w./\- ()&]+$")
SPACED_SLASH = re.compile(r"\s*/\s*")
CODE_WITH_DIGIT_FOR_I = re.compile(r"\b([A-Z])(?:1|l|I1|1I|Il)(?=\.\d{2}\.\d{2}\b)")
MISREAD_DOT = re.compile(r"(?<=\d)[,:;](?=\d)")
SLASH_READ_AS_I = re.compile(r"(?<=/)(\d{1,6})[Il|](?=[A-Z]{2})")  # no running number ends so: "77IAJ" is "77/AJ"
CODE_WITH_DASH = re.compile(r"(?<=/)([A-Z]{2})[-,](?=\d{2}\.\d{2}\b)")
ROMAN_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
LIKE_ROMAN = str.maketrans("1l|iKxvi", "IIIIXXVI")
DIGIT_FOR = str.maketrans("OoQIl|SBZ", "000111582")
LONGEST = 60


def number_key(raw: str) -> str:
    """The form to match by: upper case, no spaces, one kind of dash, no final dot."""
    return "".join(raw.upper().split()).translate(DASHES).rstrip(".")


def clean_number(text: str) -> str | None:
    """A number as printed, without the spaces and quotes that scanning adds; None when the text is no number."""
    text = QUOTES.sub("", text).translate(DASHES).strip(CLOSING + "-")
    decree = DECREE.match(text)
    if decree:
        return f"{decree[1]} TAHUN {decree[2]}"
    text = SPACED_SLASH.sub("/", text)
    text = CODE_WITH_DIGIT_FOR_I.sub(r"\1I", text)  # class codes of ministries are two letters, "TI.01.00"
    text = MISREAD_DOT.sub(".", text) if "/" in text else text
    text = SLASH_READ_AS_I.sub(r"\1/", text)
    text = CODE_WITH_DASH.sub(r"\1.", text)
    return text if _is_number(text) else None


def agreeing(number: str, written: date | None) -> str:
    """A number whose month and year, where misread, are those of the letter's date.

    The year and the Roman month of a number are those of its letter (DOMAIN 1.4: it restarts each year). So "K" before
    the year is "X" in October, and "2O24" is 2024 in 2024; what reads as another month or year stays.
    """
    parts = number.split("/")
    if written is None or len(parts) < 3:
        return number
    if parts[-1] != str(written.year) and parts[-1].translate(DIGIT_FOR) == str(written.year):
        parts[-1] = str(written.year)
    month = ROMAN_MONTHS[written.month - 1]
    if YEAR.match(parts[-1]) and parts[-2] not in ROMAN_MONTHS and parts[-2].translate(LIKE_ROMAN) == month:
        parts[-2] = month
    return "/".join(parts)


def year_of(number: str) -> int | None:
    """The year a number ends with."""
    last = re.split(r"[/ ]", number)[-1]
    return int(last) if YEAR.match(last) else None


def _is_number(text: str) -> bool:
    if not ALLOWED.match(text) or len(text) > LONGEST or text.startswith("/"):
        return False
    if DOTTED.match(text) or PLAIN.match(text):
        return True
    parts = text.split("/")
    return len(parts) > 1 and all(PART.match(part) for part in parts) and _has_sequence(parts)


def _has_sequence(parts: list[str]) -> bool:
    """Some part other than the year must carry digits: else the running number was left open or not readable."""
    if sum(" " in part for part in parts) > 1:
        return False
    return any(any(letter.isdigit() for letter in part) and not YEAR.match(part) for part in parts[:3])
