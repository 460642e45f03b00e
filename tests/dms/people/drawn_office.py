"""Offices drawn by a seeded generator, and the access rule spelled out once more, as plainly as can be, to judge by."""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dms.letters import index
from dms.letters.models import AccessToken, Letter
from dms.people.models import Assignment, Delegation, Office, Person, Position, PositionRole, Role, Unit
from tests.cast import Cast

TODAY = date(2026, 3, 2)
LETTERS = 120


@dataclass(frozen=True)
class Held:
    """A post in somebody's hands from one day to another."""

    person: Person
    position: Position
    start: date
    end: date | None


@dataclass(frozen=True)
class Guarded:
    """A letter and what was written on its door."""

    letter: Letter
    metadata: frozenset[str]
    content: frozenset[str]
    deny: frozenset[str]


@dataclass
class DrawnOffice:
    """Everything that was drawn, kept beside the database so that the judgment reads no query of the product."""

    units: list[Unit]
    positions: list[Position]
    roles: dict[int, set[str]]
    held: list[Held]
    people: list[Person]
    letters: list[Guarded]

    def tokens(self, person: Person) -> set[str]:
        """Return the tokens PERSON must hold today."""
        tokens = {f"person:{person.public_id}"}
        for position in self.posts(person):
            if self.roles[position.pk] != {"sysadmin"}:
                tokens |= self.tokens_of(position)
        return tokens

    def tokens_of(self, position: Position) -> set[str]:
        """Return the tokens of one post."""
        office = position.unit.office.public_id
        tokens = {f"position:{position.public_id}", f"unit:{position.unit.public_id}"}
        tokens |= {f"role:{role}:{office}" for role in self.roles[position.pk]}
        return tokens | {
            f"unit:{unit.public_id}" for unit in self.units if position.is_head and self.is_below(unit, position.unit)
        }

    def is_below(self, unit: Unit | None, above: Unit) -> bool:
        """Tell whether UNIT lies below ABOVE."""
        while unit is not None:
            if unit == above:
                return True
            unit = unit.parent
        return False

    def posts(self, person: Person) -> list[Position]:
        """Return the posts that PERSON holds today."""
        rows = [one for one in self.held if one.person == person and one.start <= TODAY <= (one.end or date.max)]
        return [one.position for one in rows if self.stands(one.position)]

    def stands(self, position: Position) -> bool:
        """Tell whether the post itself exists today."""
        return (position.valid_from or date.min) <= TODAY <= (position.valid_to or date.max)

    def clearance(self, person: Person) -> int:
        """Return the highest clearance of the posts held."""
        return max([post.clearance for post in self.posts(person)], default=0)

    def readable(self, person: Person, question: str) -> set[str]:
        """Return the ids of the letters that PERSON may read, letter by letter."""
        tokens, clearance = self.tokens(person), self.clearance(person)
        return {
            one.letter.public_id
            for one in self.letters
            if tokens & (one.content if question == "content" else one.metadata)
            and clearance >= one.letter.clearance_required
            and not tokens & one.deny
        }


def draw(seed: int, cast: Cast) -> DrawnOffice:
    """Return an office drawn with SEED; some of its posts stand in the office of CAST."""
    dice = random.Random(seed)
    office = Office.objects.create(key=f"undian-{seed}", name="Kantor Undian")
    units: list[Unit] = []
    for number in range(7):
        parent = dice.choice(units) if units else None
        units.append(Unit.objects.create(office=office, parent=parent, name=f"Unit {number}"))
    drawn = DrawnOffice([*units, cast.unit, cast.section, cast.other_section], [], {}, [], [], [])
    for _ in range(12):
        add_position(drawn, dice)
    drawn.people = [Person.objects.create(login=f"undian-{seed}-{number}", name="Orang") for number in range(9)]
    for _ in range(16):
        add_holder(drawn, dice)
    draw_letters(drawn, dice)
    return drawn


def near(dice: random.Random) -> date:
    """Return a day around today; often the very day, where the mistakes are."""
    return TODAY + timedelta(days=dice.choice([-400, -1, -1, 0, 0, 1, 400]))


def add_position(drawn: DrawnOffice, dice: random.Random) -> None:
    """Add a post with roles, perhaps with dates of its own."""
    made = Position.objects.create(
        unit=dice.choice(drawn.units),
        title="Jabatan",
        is_head=dice.random() < 0.4,
        clearance=dice.randrange(4),
        valid_from=near(dice) if dice.random() < 0.3 else None,
        valid_to=near(dice) if dice.random() < 0.3 else None,
    )
    roles = dice.choice([{Role.SYSADMIN}, {Role.SYSADMIN, Role.STAFF}, {Role.REGISTRAR}, {Role.STAFF}, set()])
    PositionRole.objects.bulk_create(PositionRole(position=made, role=role) for role in roles)
    drawn.positions.append(made)
    drawn.roles[made.pk] = {role.value for role in roles}


def add_holder(drawn: DrawnOffice, dice: random.Random) -> None:
    """Give a post to a person, by assignment or by delegation."""
    person, position = dice.choice(drawn.people), dice.choice(drawn.positions)
    start, end = near(dice), near(dice) if dice.random() < 0.5 else None
    if dice.random() < 0.7:
        Assignment.objects.create(person=person, position=position, starts_on=start, ends_on=end)
    else:
        Delegation.objects.create(to_person=person, from_position=position, starts_on=start, ends_on=end)
    drawn.held.append(Held(person, position, start, end))


def draw_letters(drawn: DrawnOffice, dice: random.Random) -> None:
    """Make letters with doors of all kinds and put them into the index."""
    choices = all_tokens(drawn)
    for number in range(LETTERS):
        metadata = dice.sample(choices, dice.randrange(5))
        content = [token for token in metadata if dice.random() < 0.6]
        deny = dice.sample(choices, dice.choice([0, 0, 1, 2, 4]))
        letter = Letter.objects.create(
            unit=dice.choice(drawn.units),
            subject=f"perihal nomor{number}",
            clearance_required=dice.choice([0, 0, 1, 2, 3]),
        )
        drawn.letters.append(Guarded(letter, frozenset(metadata), frozenset(content), frozenset(deny)))
        write_tokens(drawn.letters[-1], dice)
    index.engine().put([replace(index.entry(one.letter), body="badan") for one in drawn.letters])
    index.engine().refresh()


def all_tokens(drawn: DrawnOffice) -> list[str]:
    """Return every token there is, in the order of drawing: ids are random, and a seed must draw the same each time."""
    offices = dict.fromkeys(post.unit.office.public_id for post in drawn.positions)
    return [
        *(f"unit:{unit.public_id}" for unit in drawn.units),
        *(f"position:{post.public_id}" for post in drawn.positions),
        *(f"role:{role.value}:{office}" for office in offices for role in Role),
        *(f"person:{person.public_id}" for person in drawn.people),
    ]


def write_tokens(guarded: Guarded, dice: random.Random) -> None:
    """Write the door of a letter; a denial counts for both questions, under whichever it was written."""
    rows = [(token, "metadata", "allow") for token in guarded.metadata]
    rows += [(token, "content", "allow") for token in guarded.content]
    rows += [(token, dice.choice(["metadata", "content"]), "deny") for token in guarded.deny]
    AccessToken.objects.bulk_create(
        AccessToken(letter=guarded.letter, token=token, question=question, effect=effect, source="undian")
        for token, question, effect in rows
    )
