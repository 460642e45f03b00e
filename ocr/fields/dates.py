"""Printed dates: "14 Oktober 2024", "14-10-2024", "dua puluh, bulan Februari, tahun dua ribu dua puluh lima"."""

import re
from datetime import date

from ocr.fields.alike import is_alike
from ocr.fields.date_words import number_in_words

MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        [
            "januari jan january",
            "februari pebruari feb peb february",
            "maret mar march",
            "april apr",
            "mei may",
            "juni jun june",
            "juli jul july",
            "agustus agt agust agu ags august",
            "september sept sep",
            "oktober okt october",
            "november nopember nov nop",
            "desember des december",
        ],
        1,
    )
    for name in names.split()
}
FUZZY_FROM = 5
FIRST_YEAR, LAST_YEAR = 1900, 2100
DIGIT_FOR = str.maketrans("OoIl|SB", "0011158")

DAY_MONTH_YEAR = re.compile(r"([\dOoIl|]{1,2})\s*[.,]?\s*([^\W_][^\W\d_]{2,9})\.?\s*[,-]?\s*([12][\dOoIl|SB]{3})(?!\d)")
ALL_DIGITS = re.compile(r"(?<![\d/.-])(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*((?:19|20)\d{2})(?![\d/-])")
IN_WORDS = re.compile(
    r"(?:\w+\s*,\s*)?tanggal\s+(?P<day>[a-z ]{3,25}?)\s*,?\s+bulan\s+(?P<month>\w+)\s*,?"
    r"\s+tahun\s+(?P<year>[a-z ]{8,60})",
    re.IGNORECASE,
)
PLACE = r"(?P<place>[^\W\d_][^,:;\d]{2,40}?)"
WEEKDAY = re.compile(r"\b(?:senin|selasa|rabu|kamis|jum.?at|sabtu|minggu|ahad)\b", re.IGNORECASE)
WHOLE = re.compile(rf"^\W*(?:{PLACE}\s*,\s*)?(?:tanggal|tgl\.?)?\s*(?P<date>.{{8,26}}?)[\s.,;:]*$")


def parse_date(text: str) -> date | None:
    """The date a text consists of (nothing before or after it but punctuation); None when it does not."""
    text = text.strip(" .,;:'")
    match = DAY_MONTH_YEAR.fullmatch(text)
    if match:
        return _date(_day(match[1]), _month(match[2]), _year(match[3]))
    digits = ALL_DIGITS.fullmatch(text)
    return _date(int(digits[1]), int(digits[3]), int(digits[4])) if digits else None


def find_date(text: str) -> tuple[date, str] | None:
    """The first date in a text and how it is printed."""
    for match in DAY_MONTH_YEAR.finditer(text):
        found = parse_date(match.group())
        if found:
            return found, match.group()
    digits = ALL_DIGITS.search(text)
    found = parse_date(digits.group()) if digits else None
    return (found, digits.group()) if digits and found else None


def placed_date(text: str) -> tuple[date, bool] | None:
    """A cell that holds a date and nothing else but a place before it; and whether the place is there."""
    match = WHOLE.match(text)
    if not match or WEEKDAY.search(match["place"] or ""):
        return None
    found = parse_date(match["date"])
    return (found, match["place"] is not None) if found else None


def date_in_words(text: str) -> tuple[date, str] | None:
    """A date written out, as in the first sentence of a berita acara."""
    match = IN_WORDS.search(text)
    if not match:
        return None
    day, year = number_in_words(match["day"]), _year_in_words(match["year"])
    found = _date(day, _month(match["month"]), year) if day and year else None
    return (found, match.group()) if found else None


def _year_in_words(text: str) -> int | None:
    """The number that the first words spell; further words may follow."""
    words = text.split()
    for count in range(len(words), 0, -1):
        number = number_in_words(" ".join(words[:count]))
        if number is not None:
            return number
    return None


def _date(day: int | None, month: int | None, year: int | None) -> date | None:
    if day is None or month is None or year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day(text: str) -> int | None:
    """One real digit at least: two letters that look like digits are no day."""
    return int(text.translate(DIGIT_FOR)) if any(letter.isdigit() for letter in text) else None


def _year(text: str) -> int | None:
    return int(text.translate(DIGIT_FOR)) if sum(letter.isdigit() for letter in text) >= 3 else None


def _month(text: str) -> int | None:
    name = text.casefold().replace("0", "o")
    if name in MONTHS:
        return MONTHS[name]
    alike = {number for form, number in MONTHS.items() if len(form) >= FUZZY_FROM and is_alike(name, form)}
    return alike.pop() if len(alike) == 1 else None
