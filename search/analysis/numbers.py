"""Letter numbers: found whole or by parts, with any separators or none.

A number such as 005/1187/Setda/X/2024 has the atoms 005, 1187, setda, x, 2024. Every run of neighboring atoms is
indexed as one joined word, so each way of writing a part of it ("1187/Setda", "0051187", "setda x") is one term.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from search.analysis.tokens import LONGEST_TOKEN, tokens

MOST_ATOMS = 20
LONGEST_RUN = 10
MOST_REFERENCES = 40

_LOOKALIKES = str.maketrans({"o": "0", "i": "1", "l": "1", "|": "1", "s": "5", "b": "8"})
_REFERENCE = re.compile(r"[^\W_].*/.*[^\W_]")
LONGEST_REFERENCE = 100


def joined_key(text: str) -> str:
    """`text` folded and without any separator: "005/1187/Setda" -> "0051187setda"; "" when nothing is left."""
    return "".join(tokens(text))[:LONGEST_TOKEN]


def number_runs(number: str) -> list[str]:
    """All joined runs of neighboring atoms of `number`, distinct, in order of appearance.

    Digit atoms are also given without leading zeros, and atoms that mix digits and look-alike letters
    (1O3, 2O19: read wrongly by OCR) also as digits.
    """
    atoms = tokens(number)[:MOST_ATOMS]
    found = dict.fromkeys(_runs(atoms))
    read = [_as_digits(atom) for atom in atoms]
    if read != atoms:
        found.update(dict.fromkeys(_runs(read)))
    found.update(dict.fromkeys(atom.lstrip("0") for atom in read if atom.isdigit() and atom.lstrip("0")))
    return list(found)


def reference_runs(text: str) -> list[str]:
    """Runs of the numbers with slashes that a running text cites, distinct (at most 40 numbers)."""
    found: dict[str, None] = {}
    for cited in islice(filter(_is_reference, text.split()), MOST_REFERENCES):
        found.update(dict.fromkeys(number_runs(cited)))
    return list(found)


def _is_reference(word: str) -> bool:
    return (
        "/" in word
        and len(word) <= LONGEST_REFERENCE
        and any(sign.isdigit() for sign in word)
        and bool(_REFERENCE.search(word))
    )


def _runs(atoms: Sequence[str]) -> Iterator[str]:
    for start in range(len(atoms)):
        for end in range(start + 1, min(start + LONGEST_RUN, len(atoms)) + 1):
            yield "".join(atoms[start:end])[:LONGEST_TOKEN]
    if len(atoms) > LONGEST_RUN:
        yield "".join(atoms)[:LONGEST_TOKEN]


def _as_digits(atom: str) -> str:
    return atom.translate(_LOOKALIKES) if any(sign.isdigit() for sign in atom) else atom
