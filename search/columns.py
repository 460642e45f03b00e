"""An entry analysed: the columns that both engines index, as ready tokens parted by spaces."""

from __future__ import annotations

from collections.abc import Mapping

from search.analysis import number_runs, reference_runs, stems, tokens
from search.contract import Entry

TEXT_FIELDS = ("sender", "recipients", "subject", "body")
COLUMNS = ("number", "refs", *(f"{field}_{view}" for field in TEXT_FIELDS for view in "xs"))
"""number: the letter's own number; refs: numbers that its body cites; _x: exact view, _s: stem view."""

SHORTEST_FORM, LONGEST_FORM = 3, 32


def columns_of(entry: Entry) -> dict[str, str]:
    """Column -> tokens. The two views of a field have the same number of tokens, in the same order."""
    columns = {"number": " ".join(number_runs(entry.number)), "refs": " ".join(reference_runs(entry.body))}
    for field in TEXT_FIELDS:
        exact = tokens(getattr(entry, field))
        columns[f"{field}_x"] = " ".join(exact)
        columns[f"{field}_s"] = " ".join(stems(exact))
    return columns


def forms_of(columns: Mapping[str, str]) -> set[str]:
    """The distinct exact forms that a fuzzy word can become: words of the texts and word parts of the number."""
    words = {word for field in TEXT_FIELDS for word in columns[f"{field}_x"].split() if not word.isdigit()}
    words.update(word for word in columns["number"].split() if word.isalpha())
    return {word for word in words if SHORTEST_FORM <= len(word) <= LONGEST_FORM}


def column(field: str, view: str) -> str:
    """The column that holds a field in a view of `search.plan`; numbers have only one."""
    if field not in TEXT_FIELDS:
        return field
    return f"{field}_s" if view == "stem" else f"{field}_x"
