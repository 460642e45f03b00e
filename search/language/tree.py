"""The tree of a query; `str` of any node is text that parses to the same node."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_PLAIN = re.compile(r"\w[\w.*/-]*")


@dataclass(frozen=True)
class All:
    """The empty query: every letter the viewer may find."""

    def __str__(self) -> str:
        return ""


@dataclass(frozen=True)
class Word:
    """One word as typed: any form of it, or a number by parts."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Phrase:
    """Words in quotes: exactly these forms, in this order."""

    text: str

    def __str__(self) -> str:
        return f'"{self.text}"'


@dataclass(frozen=True)
class Prefix:
    """Words (or numbers) that begin so."""

    text: str

    def __str__(self) -> str:
        return f"{self.text}*"


@dataclass(frozen=True)
class Fuzzy:
    """Words at most `distance` letters away; None: one for short words, two for longer ones."""

    text: str
    distance: int | None = None

    def __str__(self) -> str:
        return f"{self.text}~{'' if self.distance is None else self.distance}"


@dataclass(frozen=True)
class Field:
    """A node judged over one field only."""

    name: str
    node: Node

    def __str__(self) -> str:
        return f"{self.name}:{_bracketed(self.node, And | Or | Not)}"


@dataclass(frozen=True)
class TagFilter:
    """A field with a closed value: jenis, kode (with .* for the subtree), arah, unit."""

    name: str
    value: str

    def __str__(self) -> str:
        return f"{self.name}:{self.value}" if _PLAIN.fullmatch(self.value) else f'{self.name}:"{self.value}"'


@dataclass(frozen=True)
class DateFilter:
    """Letter date (tgl, tahun) or receipt date (diterima) between two days, both included; None = open end."""

    name: str
    first: date | None
    last: date | None
    text: str

    def __str__(self) -> str:
        return f"{self.name}:{self.text}"


@dataclass(frozen=True)
class Not:
    """Letters that the node does not match."""

    node: Node

    def __str__(self) -> str:
        return f"-{_bracketed(self.node, And | Or)}"


@dataclass(frozen=True)
class And:
    """All of two or more nodes."""

    nodes: tuple[Node, ...]

    def __str__(self) -> str:
        return " ".join(_bracketed(node, Or) for node in self.nodes)


@dataclass(frozen=True)
class Or:
    """Any of two or more nodes."""

    nodes: tuple[Node, ...]

    def __str__(self) -> str:
        return " ATAU ".join(str(node) for node in self.nodes)


Node = All | Word | Phrase | Prefix | Fuzzy | Field | TagFilter | DateFilter | Not | And | Or


def _bracketed(node: Node, looser: object) -> str:
    return f"({node})" if isinstance(node, looser) else str(node)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Query:
    """A parsed query; `str(query)` prints it in its plain form."""

    root: Node

    def __str__(self) -> str:
        return str(self.root)
