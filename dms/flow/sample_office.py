"""The sample office: its units, posts and people from sample/office.json, and its letters given like any others."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from dms.intake import services as intake
from dms.intake.models import Batch
from dms.people import services as people
from dms.people.actor import MACHINE, Actor
from dms.people.models import Office, Person, Position, Unit
from dms.people.policy import position_token

FOLDER = settings.ROOT / "sample"
Row = Mapping[str, Any]


def load() -> None:
    """Make the sample offices with their people, and give their letters to the reader."""
    described = json.loads((FOLDER / "office.json").read_text())
    with transaction.atomic():
        made = [Making(row) for row in described["offices"]]
    for office in made:
        office.give_letters([row for row in described["letters"] if row["office"] == office.key])


class Making:
    """One office as it is made; keys of the file lead to rows."""

    def __init__(self, row: Row) -> None:
        self.key: str = row["key"]
        self.office = Office.objects.create(
            key=row["key"],
            name=row["name"],
            letterhead=[row["parent_name"].upper(), row["name"].upper(), row["address"]],
            time_zone=row["time_zone"],
            working_days=row["working_days"],
            scheme_key=row["scheme"],
            is_sample=True,
        )
        self.units: dict[str, Unit] = {}
        self.positions: dict[str, Position] = {}
        self.people: dict[str, Person] = {}
        for unit in row["units"]:
            self.add_unit(unit)
        for position in row["positions"]:
            self.add_position(position)
        for person in row["people"]:
            self.add_person(person)

    def add_unit(self, row: Row) -> None:
        """Make a unit below its parent, which stands before it in the file."""
        self.units[row["key"]] = Unit.objects.create(
            office=self.office,
            parent=self.units[row["parent"]] if row["parent"] else None,
            name=row["name"],
            short_name=row["abbreviation"],
            valid_from=day(row["valid_from"]),
            valid_to=day(row["valid_to"]),
        )

    def add_position(self, row: Row) -> None:
        """Make a post with its roles."""
        post = people.NewPost(row["title"], tuple(row["roles"]), row["clearance"], row["is_head"])
        self.positions[row["key"]] = people.make_position(self.units[row["unit"]], post)

    def add_person(self, row: Row) -> None:
        """Make a person with his posts; the cast signs in by one click, so nobody needs a password."""
        person = people.make_person(
            MACHINE, row["login"], row["name"], None, nip=row["nip"], is_cast=bool(row.get("cast"))
        )
        self.people[row["key"]] = person
        for held in row["assignments"]:
            position = self.positions[held["position"]]
            people.assign(MACHINE, person, position, kind=held["kind"], starts_on=day(held["valid_from"]))

    def give_letters(self, letters: list[Row]) -> None:
        """Give the letters as their givers would, one batch for each giver and owner unit."""
        batches: dict[tuple[str, str], Batch] = {}
        for row in letters:
            key = (row["given_by"], row["owner_unit"])
            actor = self.actor(row["given_by"])
            if key not in batches:
                unit = self.units[row["owner_unit"]]
                batches[key] = intake.open_batch(actor, unit, f"Surat contoh – {unit.short_name}", via="sample")
            self.give(actor, batches[key], row)

    def give(self, actor: Actor, batch: Batch, row: Row) -> None:
        """Give one letter of the sample, to be shared as the file says."""
        path = FOLDER / "letters" / Path(row["file"]).name
        direction = row["direction"] if row["direction"] in ("incoming", "outgoing", "internal") else ""
        with path.open("rb") as content:
            given = intake.GivenFile(path.name, path.name, path.name, content, direction, self.sharing(row))
            intake.give(actor, batch, given)

    def sharing(self, row: Row) -> dict[str, list[str]]:
        """Return who is to see the letter, as tokens of posts."""
        return {
            "content": [position_token(self.positions[key]) for key in (*row["addressees"], *row["content"])],
            "metadata": [position_token(self.positions[key]) for key in row["metadata"]],
        }

    def actor(self, key: str) -> Actor:
        """Return the person KEY in his first post."""
        person = self.people[key]
        assignment = person.assignments.select_related("position").order_by("pk").first()
        return Actor(person, assignment.position if assignment else None)


def day(text: str | None) -> date | None:
    """Return an ISO date of the file, or None."""
    return date.fromisoformat(text) if text else None
