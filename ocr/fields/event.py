"""When and where people meet (DOMAIN 1.5, 4.2): rows "Hari/tanggal : …", "Pukul : …", "Tempat : …", or one sentence.

`event_date` is an ISO date or an interval of two ("2023-09-13/2023-09-14"); `event_time` is "09:00 WIB" or
"09:00-12:30 WIB", the zone only where it is printed; an open end ("s.d. selesai") is not told. Dates of laws,
deadlines and periods are no events.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from ocr.fields.alike import is_alike
from ocr.fields.dates import find_date, parse_date
from ocr.fields.found import Found
from ocr.fields.letter import Letter
from ocr.fields.rows import Cell, Row
from ocr.fields.running import Running

DATE_LABELS = frozenset(["haritanggal", "hari", "tanggal", "haritgl", "hartanggal", "tgl", "tanggalpelaksanaan"])
TIME_LABELS = frozenset(["pukul", "jam", "waktu", "pkl", "waktupukul", "pukulwaktu", "waktujam", "jampukul"])
PLACE_LABELS = frozenset(["tempat", "bertempatdi", "tempatacara", "lokasi", "tempatrapat", "bertempat"])
LABEL_WORDS = 3
FUZZY_FROM = 8
MEETINGS = ("surat_undangan", "notula", "surat_panggilan")
TIME = re.compile(
    r"(?P<hour>\d{1,2})[.:](?P<minute>\d{2})\s*(?P<zone>WIB|WITA|WIT)?"
    r"(?:\s*(?:s\s?[./]?\s?d\.?|sampai(?:\s+dengan)?|hingga|-|–|—)\s*(?P<end_hour>\d{1,2})[.:](?P<end_minute>\d{2})"
    r"\s*(?P<end_zone>WIB|WITA|WIT)?)?",
    re.IGNORECASE,
)
TO = r"\s*(?:s\s?[./]?\s?d\.?|sampai(?:\s+dengan)?|hingga|-|–|—|dan)\s*"
RANGE = re.compile(
    rf"(?P<first>\d{{1,2}}(?:\s+[A-Za-z]{{3,9}})?){TO}(?P<last>\d{{1,2}}\s+[A-Za-z]{{3,9}}\s+\d{{4}})", re.IGNORECASE
)
DAY = r"(?:senin|selasa|rabu|kamis|jum.?at|sabtu|minggu|ahad)"
DATE = r"(?P<date>\d{1,2}\s+[A-Za-z]{3,9}\s+\d{4})"
SENTENCE = re.compile(
    rf"\bpada\s+hari\s+{DAY}\s*[,/]?\s*(?:tanggal|tgl\.?)?\s*{DATE}"
    r"(?:\s*,?\s*(?:pada\s+)?(?:pukul|jam|waktu)\s*:?\s*(?P<time>\d{1,2}[.:]\d{2}[^,;]{0,25}?(?=\s+(?:di|bertempat)\b|[,;]"
    r"|\.\s|\.$|$)))?"
    r"(?:\s*,?\s*(?:bertempat\s+di\s+(?P<held>[^.;]{4,90}?)(?=\s+(?:untuk|guna|dengan|dalam)\b|[;]|\.\s|\.$|$)"
    r"|di\s+(?P<place>[^.,;]{4,80}?)(?=\s+(?:untuk|guna|dengan|dalam)\b|[,;]|\.\s|\.$|$)))?",
    re.IGNORECASE,
)
PURPOSE = re.compile(r"\b(?:dilaksanakan|diselenggarakan|diadakan|hadir|menghadap\w*|menghadirkan|kehadiran)\b", re.I)
WEEKDAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
BEFORE = 400
DOUBTFUL = 0.6


@dataclass(frozen=True)
class Event:
    """What was found of date, time and place."""

    date: Found | None = None
    time: Found | None = None
    place: Found | None = None


def find_event(letter: Letter) -> Event:
    """The first event that the letter tells of, from its rows or else from a sentence."""
    rows = _of_rows(letter)
    is_meeting = letter.title is not None and letter.title.kind in MEETINGS
    if rows.date is not None and (rows.time or rows.place or is_meeting):
        return rows
    return _of_sentence(letter)


def _of_rows(letter: Letter) -> Event:
    """Labeled rows below the head, or in it where the letter is the record of a meeting."""
    values: dict[str, list[Cell]] = {"date": [], "time": [], "place": []}
    is_record = letter.title is not None and letter.title.kind == "notula"
    rows = letter.rows if is_record else letter.rows[len(letter.head) :]
    for index, row in enumerate(rows):
        name, cell = _labeled(row)
        if name and cell and (name == "date" or not values[name]):
            values[name].append(_with_next_line(cell, rows[index + 1 : index + 2]) if name == "place" else cell)
    when = next((found for cell in values["date"] if (found := _when(cell))), None)
    return Event(when, _first_time(values["time"]), _first_place(values["place"]))


def _labeled(row: Row) -> tuple[str | None, Cell | None]:
    """Which row of an event this is, and its value."""
    words = row.words
    colon = next((at for at, word in enumerate(words[: LABEL_WORDS + 1]) if ":" in word.text), None)
    if colon is None and len(row.cells) > 1:
        return _named(row.cells[0].text), Cell(words[len(row.cells[0].words) :], row.page)
    if colon is None:
        return None, None
    before, _, behind = words[colon].text.partition(":")
    name = _named(" ".join([*(word.text for word in words[:colon]), before]))
    value = (*([replace(words[colon], text=behind)] if behind else []), *words[colon + 1 :])
    return name, Cell(value, row.page) if value else None


def _named(text: str) -> str | None:
    """Which row a label names; a long one may have a letter or two misread."""
    label = "".join(letter for letter in text.casefold() if letter.isalpha())
    for name, labels in _LABELS:
        if label in labels or any(len(each) >= FUZZY_FROM and is_alike(label, each) for each in labels):
            return name
    return None


_LABELS = (("date", DATE_LABELS), ("time", TIME_LABELS), ("place", PLACE_LABELS))


def _with_next_line(cell: Cell, below: tuple[Row, ...]) -> Cell:
    """A place over two lines: the second stands right under the first's beginning, and nothing left of it."""
    for row in below:
        if row.page == cell.page and abs(row.cells[0].box.x0 - cell.words[0].box.x0) < 0.02 and len(row.cells) == 1:
            return Cell((*cell.words, *row.cells[0].words), cell.page)
    return cell


def _when(cell: Cell) -> Found | None:
    interval = RANGE.search(cell.text)
    if interval:
        value = _interval(interval["first"], interval["last"])
        return Found(value, cell.words, cell.page, 0.95) if value else None
    single = find_date(cell.text)
    if single is None:
        return None
    return Found(single[0].isoformat(), cell.words, cell.page, _agreement(cell.text, single[0]))


def _interval(first: str, last: str) -> str | None:
    """Two dates, the first without what it shares with the last."""
    end = parse_date(last)
    if end is None:
        return None
    parts = last.split()
    begin = parse_date(" ".join([*first.split(), *parts[len(first.split()) :]]))
    return f"{begin.isoformat()}/{end.isoformat()}" if begin and begin <= end else None


def _agreement(text: str, when: date) -> float:
    """Less sure where the weekday beside a date is not that date's (DOMAIN 1.5: it catches misread digits)."""
    named = next((day for day in WEEKDAYS if day in text.casefold().replace("'", "").replace("’", "")), None)
    return DOUBTFUL if named is not None and WEEKDAYS[when.weekday()] != named else 1.0


def _first_time(cells: list[Cell]) -> Found | None:
    return next((found for cell in cells if (found := _time(cell.text, Found("", cell.words, cell.page)))), None)


def _time(text: str, where: Found) -> Found | None:
    match = TIME.search(text)
    value = _clock(match) if match else None
    return Found(value, where.words, where.page, where.certainty) if value else None


def _clock(match: re.Match[str]) -> str | None:
    """The match as "09:00-12:30 WIB"; None when no clock shows that."""
    hour, end = int(match["hour"]), match["end_hour"]
    if hour > 24 or int(match["minute"]) > 59:
        return None
    span = f"{hour:02}:{match['minute']}" + (f"-{int(end):02}:{match['end_minute']}" if end else "")
    zone = (match["end_zone"] or match["zone"] or "").upper()
    return f"{span} {zone}".strip()


def _first_place(cells: list[Cell]) -> Found | None:
    cell = next(iter(cells), None)
    text = cell.text.strip(" .,;:") if cell else ""
    return Found(text, cell.words, cell.page) if cell and sum(c.isalpha() for c in text) > 2 else None


def _of_sentence(letter: Letter) -> Event:
    """ "… dilaksanakan pada hari Kamis, tanggal 29 Agustus 2019, pukul 09.00 WIB bertempat di …"."""
    below = Running.of(letter.rows[len(letter.head) :])
    for match in _sentences(below):
        when = parse_date(match["date"])
        if when is None:
            continue
        sure = _agreement(match.group(), when)
        return Event(
            below.found(match.span("date"), when.isoformat(), sure),
            _time(match["time"], below.found(match.span("time"), "", sure)) if match["time"] else None,
            _place(below, match),
        )
    return Event()


def _sentences(below: Running) -> Iterator[re.Match[str]]:
    """Places where a day is told for something that is to be held; not what happened ("Pada hari ini …")."""
    for match in SENTENCE.finditer(below.text):
        if PURPOSE.search(below.text[max(0, match.start() - BEFORE) : match.end()]):
            yield match


def _place(below: Running, match: re.Match[str]) -> Found | None:
    name = "held" if match["held"] else "place"
    if not match[name]:
        return None
    text = match[name].strip(" .,;:")
    return below.found(match.span(name), text, 0.9) if text[:1].isupper() else None
