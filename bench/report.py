"""What every benchmark does with its numbers: a table on the screen, the same rows in a JSON file."""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TextIO

Value = str | int | float | None
Row = Mapping[str, Value]


def print_table(rows: Sequence[Row], *, out: TextIO | None = None) -> None:
    """Print rows as columns; the names are those of all rows in order, numbers stand to the right."""
    target = out or sys.stdout
    names = list(dict.fromkeys(name for row in rows for name in row))
    cells = [[_shown(row.get(name)) for name in names] for row in rows]
    widths = [max(len(cell) for cell in column) for column in zip(names, *cells, strict=True)]
    right = [all(isinstance(row.get(name), int | float | None) for row in rows) for name in names]
    for line in [names, ["-" * width for width in widths], *cells]:
        padded = [c.rjust(w) if r else c.ljust(w) for c, w, r in zip(line, widths, right, strict=True)]
        print("  ".join(padded).rstrip(), file=target)


def _shown(value: Value) -> str:
    if value is None:
        return "-"
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def write_json(path: Path | None, rows: Sequence[Row], total: Row) -> dict[str, object]:
    """Give `{"rows": […], "total": {…}}` and, when a path is named, write it there."""
    report: dict[str, object] = {"rows": [dict(row) for row in rows], "total": dict(total)}
    if path is not None:
        path.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return report
