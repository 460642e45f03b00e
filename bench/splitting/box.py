"""What lies in a box: letters by lot, on how many sheets each, with annexes, routing sheets, envelopes, blank backs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from bench.splitting import annexes
from bench.splitting.annexes import Facts
from bench.splitting.letters import OTHERS, WITH_ROWS, Job
from bench.splitting.scribe import Page, Scribe
from bench.synthetic.sheet import Look

SIDES_TO_LETTER = 412 / 160
KINDS = (
    *("letter",) * 9, *("invitation",) * 3, *("memo",) * 3, *("circular",) * 2, *("assignment",) * 2, "statement",
    "statement", "transmittal", "record", "decree", "decree", "rule", "report", *("citizen",) * 2,
)  # fmt: skip
HEADLESS = {"citizen": 1.0, "decree": 0.6, "rule": 0.9, "record": 0.5, "report": 0.4, "statement": 0.3, "letter": 0.1}
NO_ANNEX = ("citizen", "transmittal")


@dataclass(frozen=True)
class Side:
    """One page before it is scanned: its print (None: nothing), its role, how its letter looks."""

    sheet: Page | None
    role: str
    paper: str
    landscape: bool = False


@dataclass(frozen=True)
class Plan:
    """How many sides a letter's parts have; `apart`: its annex is on sheets of its own."""

    body: int
    annex: int = 0
    sheet: int = 0
    envelope: int = 0
    apart: bool = False
    behind: bool = False  # the routing sheet lies behind the letter


def sheet_counts(letters: int, rng: Random) -> list[int]:
    """Sheets of paper for each letter: one for most, as many in all as 412 pages of 160 letters have."""
    counts = [1] * letters
    for _ in range(round(letters * SIDES_TO_LETTER / 2) - letters):
        many = rng.random() < 0.25
        thick = [index for index, count in enumerate(counts) if count > 1] if many else []
        counts[rng.choice(thick) if thick else rng.randrange(letters)] += 1
    return counts


def plan(sheets: int, kind: str, rng: Random) -> Plan:
    """Share out a letter's sheets of paper."""
    if sheets == 1:
        short = Plan(2 if rng.random() < 0.3 else 1)
        with_annex = kind not in NO_ANNEX and rng.random() < 0.12
        return Plan(1, annex=1) if with_annex else short
    front, envelope = int(rng.random() < 0.5), int(rng.random() < 0.2)
    left = sheets - front
    envelope = envelope if left > 1 else 0
    left -= envelope
    annex = rng.randint(1, left - 1) if left > 1 and kind not in NO_ANNEX and rng.random() < 0.6 else 0
    sides = 2 * (left - annex) - rng.randint(0, 1)
    return Plan(sides, 2 * annex - rng.randint(0, 1) if annex else 0, front, envelope, True, rng.random() < 0.15)


def look_of(kind: str, rng: Random) -> Look:
    """A face, size and paper by lot; some letters are typewritten."""
    if rng.random() < 0.12:
        return Look("typewriter", rng.choice((10, 10.5)), rng.choice(("A4", "F4")), 1.35, 62.0, struck=True)
    face = rng.choice(("serif", "sans", "serif", "wide serif", "wide sans"))
    sizes = (9.5, 10, 10.5) if face.startswith("wide") else (10.5, 11, 11.5, 12)
    return Look(
        face,
        rng.choice(sizes),
        rng.choice(("A4", "A4", "F4")),
        rng.choice((1.2, 1.3, 1.4, 1.5)),
        rng.choice((52.0, 60.0, 68.0, 76.0)),
    )


def facts_of(kind: str, pen: Scribe) -> Facts:
    """Number, date, subject and sender by lot."""
    place = pen.one_of("places")
    names = pen.one_of("rulers") if kind in ("decree", "rule") else pen.one_of("heads")
    if kind not in ("decree", "rule") and pen.chance(0.5):
        names = f"{pen.one_of('bodies')}|{pen.one_of('bureaus')}"
    number = (
        f"{pen.rng.randint(2, 320)} TAHUN {pen.rng.randint(1999, 2025)}"
        if kind in ("decree", "rule") and pen.chance(0.6)
        else pen.number()
    )
    if pen.chance(0.08):
        number = f"      /{number.split('/', 1)[-1]}"  # left open for the pen
    return Facts(number, pen.date(), pen.one_of("subjects"), names.format(*[place.upper()] * 3), kind, place)


def letter(kind: str, sheets: int, rng: Random, *, duplex: bool) -> list[Side]:
    """Write one letter with all that comes with it, in the order it lies in the box; anew until it fits its sheets."""
    while True:
        groups = _written(kind, sheets, rng)
        if sum(-(-len(group) // 2) for group in groups) == sheets:
            return [side for group in groups for side in _on_paper(group, duplex=duplex)]


def _written(kind: str, sheets: int, rng: Random) -> list[list[Side]]:
    pen, chosen = Scribe(rng), plan(sheets, kind, rng)
    job = Job(pen, look_of(kind, rng), facts_of(kind, pen), chosen.body, rng.random() >= HEADLESS.get(kind, 0.06))
    more: dict[str, Any] = {"attached": _attached(chosen, rng)} if kind in WITH_ROWS else {}
    roll = (WITH_ROWS.get(kind) or OTHERS[kind])(job, **more)
    paper = job.look.paper
    body = [Side(sheet, "body", paper) for sheet in roll.sheets]
    annex = _annex(job, chosen, rng)
    groups = _groups(job, chosen, rng)
    groups += [body, annex] if chosen.apart else [[*body, *annex]]
    if chosen.sheet and chosen.behind:
        groups.append(groups.pop(0))
    return [group for group in groups if group]


def _attached(chosen: Plan, rng: Random) -> str:
    """What the row Lampiran says: mostly the truth, sometimes other than what was scanned."""
    leaves = max(1, chosen.annex if not chosen.apart else -(-chosen.annex // 2))
    words = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh")
    if not chosen.annex:
        return rng.choice(("-", "-", "-", "1 (satu) berkas", "", "2 (dua) lembar"))
    counted = f"{leaves} ({words[min(leaves, 10)]}) lembar"
    return rng.choice((counted, counted, counted, "1 (satu) berkas", "Satu berkas", f"{leaves} lembar"))


def _annex(job: Job, chosen: Plan, rng: Random) -> list[Side]:
    if not chosen.annex:
        return []
    own = replace(look_of("annex", rng), paper=job.look.paper) if rng.random() < 0.4 else job.look
    if chosen.annex <= 2 and rng.random() < 0.08:
        sheets = [annexes.note(job.pen, own) for _ in range(chosen.annex)]
    else:
        sheets = annexes.annex(job.facts, job.pen, own, chosen.annex)
    return [Side(sheet, "annex", own.paper) for sheet in sheets]


def _groups(job: Job, chosen: Plan, rng: Random) -> list[list[Side]]:
    """Routing sheet and envelope."""
    found = []
    if chosen.sheet:
        form = Look("sans", 10, rng.choice(("A4", "F4")), 1.3, 56.0)
        found.append([Side(annexes.disposition(job.facts, job.pen, form), "sheet", form.paper)])
    if chosen.envelope:
        found.append([Side(annexes.envelope(job.facts, job.pen, job.look), "envelope", job.look.paper)])
    return found


def _on_paper(sides: Sequence[Side], *, duplex: bool) -> list[Side]:
    """Fronts and backs; a scanner of both sides gives the blank back too."""
    odd = duplex and len(sides) % 2
    return [*sides, Side(None, "blank", sides[-1].paper)] if odd else list(sides)


def fill(letters: int, rng: Random, *, duplex: bool) -> list[list[Side]]:
    """All letters of a box."""
    return [letter(rng.choice(KINDS), count, rng, duplex=duplex) for count in sheet_counts(letters, rng)]
