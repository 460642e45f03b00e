"""Invent registers whose statistics follow what real ones show: `python -m bench.codes_registers SCHEME.csv --out DIR`.

Beyond `make_registers`: clerks who agree with themselves in two of three letters, senders that lead to codes, numbers
that carry the sender's code, matters that begin and end as time goes on, codes that nobody used before,
scanned misreadings. A profile and a seed give the same register again.
"""

import argparse
import csv
import random
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from bench.make_registers import FORMS, MONTHS, NAMES, OFFICE_NOUNS, PLACES, SHORT, read_scheme

COLUMNS = ("subject", "code", "sender", "number", "kind", "date")
BODIES = ("Dinas", "Badan", "Kantor", "Bagian", "Kecamatan", "Kelurahan", "PT", "Yayasan", "Universitas", "Balai")
TAILS = ("", "", "", " tahun {year}", " a.n. {name}", " di {place}", " hari {day} {month} pukul 09.00 tempat {place}")
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat")
MISREAD = (("rn", "m"), ("l", "1"), ("o", "0"), ("e", "c"), ("u", "ii"), ("h", "b"))
KINDS = {"Undangan": "surat_undangan", "Surat Tugas": "surat_tugas", "Laporan": "laporan", "Rekomendasi": "rekomendasi"}


@dataclass(frozen=True)
class Profile:
    """How a register is drawn: sizes, how clerks file, and how subjects are written."""

    letters: int = 1000
    codes: int = 60
    flatness: float = 2.0  # weight of the n-th code is 1 / (n + flatness)
    agreement: float = 0.67  # share of a matter's letters that get the code they got most often
    matters: int = 6  # at most, for one code
    title: float = 0.4  # share of title words that reach the subject
    recurring: float = 0.5  # share of letters that repeat a subject with little change
    late: float = 0.15  # share of matters that begin only as time goes on
    typos: float = 0.03
    sender_known: float = 0.6  # share of letters that come from a usual sender of their matter
    code_printed: float = 0.3  # share of numbers that begin with a code
    shallow: float = 0.5  # share of codes from the upper levels of the scheme


PROFILES = {
    "noisy": Profile(agreement=0.55, title=0.25, recurring=0.15, codes=75, matters=9, flatness=3),
    "clean": Profile(agreement=0.97, codes=27, matters=5, title=0.5, recurring=0.75, late=0.2, flatness=4),
    "tail": Profile(codes=260, agreement=0.85, matters=3, title=0.45, flatness=12, shallow=0.2, recurring=0.3),
    "drift": Profile(codes=80, agreement=0.8, late=0.6, title=0.4, recurring=0.3),
}


@dataclass
class Matter:
    """What an office writes about: words, the codes it gets (usual one first), who sends it, when it is current."""

    words: str
    codes: list[str]
    senders: list[str]
    weight: float
    begins: float
    ends: float
    written: list[str] = field(default_factory=list)


class Register:
    """One invented office and its letters."""

    def __init__(
        self, scheme: list[dict[str, str]], profile: Profile, *, seed: int, nouns: tuple[str, ...] = OFFICE_NOUNS
    ) -> None:
        self.random = random.Random(seed)
        self.profile, self.nouns = profile, nouns
        self.rows = {row["code"]: row for row in scheme if re.search(r"[A-Za-z]{4}", row["name"])}
        self.senders = [self.sender() for _ in range(45)]
        self.codes = self.used_codes()
        self.form_codes = self.random.sample(self.codes[: len(self.codes) // 3 + 1], 3)
        self.matters = [matter for place, code in enumerate(self.codes) for matter in self.matters_of(code, place)]

    def used_codes(self) -> list[str]:
        """The codes this office uses: of a few parts of the scheme, part of them from its upper levels."""
        parts = sorted({code[0] for code in self.rows})
        near = set(self.random.sample(parts, min(3, len(parts)))) | {"0", "8", "9", "K", "U"}
        pool = [code for code in self.rows if code[0] in near]
        upper = [code for code in pool if len(code) <= 5]
        wanted = min(self.profile.codes, len(pool))
        shallow = self.random.sample(upper, min(round(wanted * self.profile.shallow), len(upper)))
        rest = [code for code in pool if code not in set(shallow)]
        codes = shallow + self.random.sample(rest, min(wanted - len(shallow), len(rest)))
        self.random.shuffle(codes)
        return codes

    def sender(self) -> str:
        """A sender's name."""
        return f"{self.random.choice(BODIES)} {self.random.choice(self.nouns).title()} {self.random.choice(PLACES)}"

    def matters_of(self, code: str, place: int) -> list[Matter]:
        """The matters of one code, the first ones more frequent."""
        number = self.random.randint(1, self.profile.matters)
        weight = 1 / (place + self.profile.flatness)
        return [self.matter(code, weight / (rank + 1)) for rank in range(number)]

    def matter(self, code: str, weight: float) -> Matter:
        """One matter of a code."""
        draw = self.random
        late = draw.random() < self.profile.late
        begins = draw.uniform(0.1, 0.9) if late else 0.0
        ends = min(1.0, begins + draw.uniform(0.2, 0.6)) if late and draw.random() < 0.5 else 1.01
        beside = [other for other in self.codes if other[:3] == code[:3] and other != code]
        others = [draw.choice(beside)] if beside else []
        others += [draw.choice(self.form_codes), draw.choice(self.codes)]
        return Matter(self.words(code), [code, *others], draw.sample(self.senders, 2), weight, begins, ends)

    def words(self, code: str) -> str:
        """A matter in office words: some of the title, some of the office's own."""
        row = self.rows[code]
        title = re.findall(r"[A-Za-z]{4,}", f"{row['name']} {row.get('description') or ''}")[:8]
        kept = [word for word in title if self.random.random() < self.profile.title][:4]
        own = self.random.sample(self.nouns, self.random.randint(1, 3))
        return " ".join([*kept, *own]).lower()

    def subject(self, matter: Matter) -> tuple[str, str]:
        """A subject as a clerk writes it, and the form it has; half of the matters come back word for word."""
        draw = self.random
        form = draw.choice(FORMS)
        if matter.written and draw.random() < self.profile.recurring:
            return draw.choice(matter.written), form
        text = form.format(matter.words, month=draw.choice(MONTHS), year=2024, name=draw.choice(NAMES))
        tail = draw.choice(TAILS).format(
            year=2024, name=draw.choice(NAMES), place=draw.choice(PLACES), day=draw.choice(DAYS), month="3 Mei"
        )
        matter.written.append(text + tail)
        return text + tail, form

    def typed(self, text: str) -> str:
        """The text abbreviated, misspelled, misread, in capitals."""
        draw = self.random
        words = [SHORT.get(word.lower(), word) if draw.random() < 0.3 else word for word in text.split()]
        words = [self.slip(word) if draw.random() < self.profile.typos else word for word in words]
        return " ".join(words).upper() if draw.random() < 0.25 else " ".join(words)

    def slip(self, word: str) -> str:
        """One letter lost, or one misread as scanners do."""
        if self.random.random() < 0.5:
            return word.replace(*self.random.choice(MISREAD))
        at = self.random.randrange(len(word))
        return word[:at] + word[at + 1 :] or word

    def filed(self, matter: Matter) -> str:
        """The code a clerk gives: mostly the usual one, else one beside it, of the form, or any."""
        if self.random.random() < self.profile.agreement:
            return matter.codes[0]
        return self.random.choice(matter.codes[1:])

    def number(self, code: str) -> str:
        """The printed number; part of the senders begin it with their own code."""
        head = self.random.choice([code, self.random.choice(self.codes)])
        start = head if self.random.random() < self.profile.code_printed else f"B-{self.random.randint(1, 999)}"
        return f"{start}/{self.random.randint(1, 999)}/{self.random.randint(400, 440)}/2024"

    def letter(self, progress: float) -> tuple[str, ...]:
        """One line of the register; `progress` runs from 0 to 1."""
        draw = self.random
        now = [matter for matter in self.matters if matter.begins <= progress <= matter.ends]
        matter = draw.choices(now, [each.weight for each in now])[0]
        subject, form = self.subject(matter)
        sender = draw.choice(matter.senders if draw.random() < self.profile.sender_known else self.senders)
        kind = next((kind for start, kind in KINDS.items() if form.startswith(start)), "surat_dinas")
        day = date(2024, 1, 2) + timedelta(days=int(360 * progress))
        code = self.filed(matter)
        return self.typed(subject), code, sender, self.number(code), kind, day.isoformat()

    def lines(self) -> list[tuple[str, ...]]:
        """All lines in order."""
        return [self.letter(place / self.profile.letters) for place in range(self.profile.letters)]


def main() -> None:
    """Write one register for each profile and seed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scheme", type=Path)
    parser.add_argument("--profiles", nargs="+", choices=sorted(PROFILES), default=sorted(PROFILES))
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    parser.add_argument("--words", type=Path, help="text file with the office's own nouns")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    nouns = tuple(options.words.read_text(encoding="utf-8").split()) if options.words else OFFICE_NOUNS
    options.out.mkdir(parents=True, exist_ok=True)
    for name in options.profiles:
        for seed in options.seeds:
            register = Register(read_scheme(options.scheme), PROFILES[name], seed=seed, nouns=nouns)
            path = options.out / f"{options.scheme.stem}-{name}-{seed}.csv"
            with path.open("w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows([COLUMNS, *register.lines()])


if __name__ == "__main__":
    main()
