"""No six lines stand twice outside tests: `python -m tests.gates.duplicates` names both places.

Compared are code lines without indentation, blank lines, comments, docstrings, imports and lone brackets.
"""

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TypeGuard

from tests.gates import sources

SAME_LINES = 6

Place = tuple[Path, int]


def is_docstring(node: ast.AST) -> TypeGuard[ast.Expr]:
    """Tell whether NODE is a text that stands alone."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def dropped_lines(tree: ast.Module) -> set[int]:
    """Return the numbers of lines that docstrings and imports cover."""
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom) or is_docstring(node)]
    return {number for node in nodes for number in range(node.lineno, (node.end_lineno or node.lineno) + 1)}


def code_lines(path: Path) -> list[tuple[int, str]]:
    """Return number and text of each line of PATH that says something."""
    lines = sources.lines(path)
    dropped = dropped_lines(ast.parse("\n".join(lines)))
    numbered = ((number, line.split("  #")[0].strip()) for number, line in enumerate(lines, 1))
    return [
        (number, line)
        for number, line in numbered
        if number not in dropped and not line.startswith("#") and any(letter.isalnum() for letter in line)
    ]


def windows(path: Path) -> Iterator[tuple[tuple[str, ...], Place]]:
    """Yield every run of SAME_LINES code lines with its place."""
    lines = code_lines(path)
    for start in range(len(lines) - SAME_LINES + 1):
        run = lines[start : start + SAME_LINES]
        yield tuple(text for _, text in run), (path, run[0][0])


def twice() -> list[str]:
    """Return one line for each run of lines that stands in two places."""
    places: dict[tuple[str, ...], list[Place]] = defaultdict(list)
    for path in sources.product():
        for text, place in windows(path):
            places[text].append(place)
    return [
        f"six lines stand twice: {' and '.join(f'{path}:{number}' for path, number in found)}"
        for found in places.values()
        if len(found) > 1
    ]


if __name__ == "__main__":
    repeated = twice()
    print(*repeated, sep="\n")
    sys.exit(bool(repeated))
