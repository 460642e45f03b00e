"""Figures of fields: what was said beside what stands on the paper, by group, and how sure it was said."""

import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from bench.report import Row

FIELDS = ("kind", "number", "letter_date", "subject", "sender")
MORE_FIELDS = (
    "recipient", "copies", "attachments", "urgency", "signer", "signer_position", "signer_capacity", "references",
    "event_date", "event_time", "event_place",
)  # fmt: skip
BINS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98)  # how sure; each runs to the next, the last to 1
SURE = 0.95

Values = dict[str, str | None]


@dataclass(frozen=True)
class Said:
    """What the reader said of one file: each field's value, and how sure."""

    path: Path
    values: Values
    confidence: dict[str, float]


@dataclass(frozen=True)
class Score:
    """One field of one file: what was said and how sure, what stands on the paper."""

    path: Path
    group: str
    field: str
    said: str | None
    true: str | None
    confidence: float

    @property
    def is_right(self) -> bool:
        """Tell whether exactly that stands there; nothing said of nothing is right too."""
        return folded(self.said) == folded(self.true)

    @property
    def is_invented(self) -> bool:
        """Tell whether something was said of a field that is not on the paper."""
        return self.said is not None and self.true is None


def folded(value: str | None) -> str | None:
    """Return a value in NFKC with single spaces. Nothing else is folded: case, quotes, dashes and dots count."""
    return None if value is None else " ".join(unicodedata.normalize("NFKC", value).split())


def truth_of(path: Path) -> Values | None:
    """Return the fields of NAME.fields.json beside the file; None when there is none."""
    beside = path.with_name(f"{path.stem}.fields.json")
    return dict(json.loads(beside.read_text(encoding="utf-8"))) if beside.exists() else None


def scores(some: Iterable[Said], groups: dict[Path, str]) -> list[Score]:
    """Return the scores of every field whose truth is known; a truth need not name all fields."""
    return [
        Score(said.path, groups[said.path], name, said.values[name], truth[name], said.confidence[name])
        for said in some
        if (truth := truth_of(said.path)) is not None
        for name in said.values
        if name in truth
    ]


def percent_right(some: Sequence[Score]) -> float | None:
    """Return the share of exact values, in percent; None without scores."""
    return round(100 * sum(each.is_right for each in some) / len(some), 2) if some else None


def group_row(group: str, some: Sequence[Score], names: Sequence[str]) -> Row:
    """Return one row: exact share of each field and of all, values invented, values left out."""
    by_field = {name: percent_right([each for each in some if each.field == name]) for name in names}
    return {"group": group, "files": len({each.path for each in some}), **by_field, **totals(some)}


def totals(some: Sequence[Score]) -> Row:
    """Return the figures over all fields."""
    return {
        "all_percent": percent_right(some),
        "printed_percent": percent_right([each for each in some if each.true is not None]),
        "invented": sum(each.is_invented for each in some),
        "left_out": sum(each.said is None and each.true is not None for each in some),
    }


def calibration(some: Sequence[Score]) -> list[Row]:
    """Return, for each bin of confidence, how many values were said so surely and how many of them are right."""
    said = [each for each in some if each.said is not None]
    edges = [*BINS, 1.01]
    rows: list[Row] = []
    for low, high in pairwise(edges):
        own = [each for each in said if low <= each.confidence < high]
        rows.append({"sure_from": low, "said": len(own), "right_percent": percent_right(own)})
    return rows


def sure(some: Sequence[Score]) -> Row:
    """Return how many of the values said with at least 95 % are right."""
    own = [each for each in some if each.said is not None and each.confidence >= SURE]
    return {"said_sure": len(own), "sure_right_percent": percent_right(own)}
