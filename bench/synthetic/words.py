"""What invented offices write: names, numbers, dates, subjects and sentences, drawn by lot from phrases.toml."""

import tomllib
from pathlib import Path
from random import Random

PHRASES: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("phrases.toml").read_text(encoding="utf-8"))


class Pen:
    """Fills in what differs from letter to letter."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng

    def one_of(self, what: str) -> str:
        """One of the phrases of that name."""
        return self.rng.choice(PHRASES[what])

    def some_of(self, what: str, count: int) -> list[str]:
        """Different phrases of that name."""
        return self.rng.sample(PHRASES[what], count)

    def name(self) -> str:
        """A person."""
        return f"{self.one_of('first_names')} {self.one_of('last_names')}"

    def titled(self) -> str:
        """A person with degrees."""
        return f"{self.name()}, {self.one_of('titles')}"

    def service_number(self) -> str:
        """The 18 digits of a civil servant, grouped as printed."""
        rng = self.rng
        born = f"19{rng.randint(62, 98)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}"
        since = f"{rng.randint(1988, 2021)}{rng.randint(1, 12):02}"
        return f"{born} {since} {rng.randint(1, 2)} 0{rng.randint(1, 19):02}"

    def date(self) -> str:
        """A day."""
        return f"{self.rng.randint(1, 28)} {self.one_of('months')} {self.rng.randint(1996, 2025)}"

    def number(self) -> str:
        """A letter's number, in one of the ways offices number."""
        serial, year = self.rng.randint(3, 1980), self.rng.randint(1998, 2025)
        code = self.rng.choice(("TU", "Kepeg", "Um", "Keu", "Huk"))
        return self.rng.choice(
            (
                f"{self.rng.randint(0, 9)}0{self.rng.randint(1, 99)}.{self.rng.randint(1, 9)}/{serial}/{code}/{year}",
                f"{code}.0{self.rng.randint(1, 9)}.{self.rng.randint(10, 30)}/{self.one_of('roman')}/{serial}/{year}",
                f"{serial}/{code}-{self.rng.randint(1, 40)}/{self.one_of('roman')}/{year}",
            )
        )

    def money(self) -> str:
        """An amount in rupiah."""
        return f"Rp{self.rng.randint(15, 98000) * 2500:,}".replace(",", ".") + ",00"

    def rule(self) -> str:
        """A law or regulation."""
        return self.one_of("rules").format(self.rng.randint(1, 94), self.rng.randint(1999, 2024))

    def hour(self) -> str:
        """A time of day."""
        return f"{self.rng.randint(7, 15):02}.{self.rng.choice(('00', '15', '30', '45'))}"

    def sentence(self) -> str:
        """A sentence of a letter's body."""
        return self.one_of("sentences").format(
            date=f"{self.one_of('days')}, {self.date()}",
            rule=self.rule(),
            day=self.rng.randint(3, 27),
            money=self.money(),
            percent=f"{self.rng.randint(11, 98)},{self.rng.randint(0, 9)}",
            month=self.one_of("months"),
            name=self.name(),
            phone=f"{self.rng.randint(11, 58)}{self.rng.randint(1000000, 9999999)}",
            count=self.rng.randint(13, 940),
            few=self.rng.choice(("3 (tiga)", "7 (tujuh)", "14 (empat belas)")),
            number=self.number(),
            plate=self.rng.randint(1001, 9899),
            hour=self.hour(),
        )

    def paragraph(self) -> str:
        """One to three sentences."""
        return " ".join(self.sentence() for _ in range(self.rng.randint(1, 3)))
