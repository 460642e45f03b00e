"""The size budget: `python -m tests.gates.size_budget` prints the figures and what breaks them.

A function counts from its `def` line to its last line, docstring included. Tests keep the file limit only.
"""

import ast
import statistics
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.gates import sources

FUNCTION_MEDIAN, FUNCTION_P95, FUNCTION_MOST = 8, 40, 80
FILE_P95, FILE_MOST = 350, 500
TEMPLATE_MOST, SCRIPT_MOST = 150, 250
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "core"}

Sized = tuple[int, str]


def functions(path: Path) -> Iterator[Sized]:
    """Yield length in lines and name of each function of a Python file."""
    for node in ast.walk(ast.parse("\n".join(sources.lines(path)))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            yield node.end_lineno - node.lineno + 1, f"{path}:{node.lineno} {node.name}"


def files(paths: Sequence[Path]) -> list[Sized]:
    """Return length and name of each file that is not empty."""
    return [(count, str(path)) for path in paths if (count := len(sources.lines(path)))]


def p95(sizes: Sequence[int]) -> float:
    """Return the size that 95 of 100 do not exceed."""
    return statistics.quantiles(sizes, n=20, method="inclusive")[-1] if len(sizes) > 1 else float(max(sizes, default=0))


def too_long(kind: str, sized: Sequence[Sized], most: int) -> list[str]:
    """Return one line for each thing longer than MOST lines."""
    return [f"{kind} of {size} lines (at most {most}): {name}" for size, name in sorted(sized) if size > most]


def over(what: str, measured: float, limit: int) -> list[str]:
    """Print one figure; return a line when it is over its limit."""
    print(f"    {what}: {measured:g} (at most {limit})")
    return [f"{what}: {measured:g}, at most {limit}"] if measured > limit else []


def forbidden_names() -> list[str]:
    """Return a line for each module whose name says nothing."""
    modules = sources.with_suffix(".py")
    return [
        f"a module may not be called this: {path}"
        for path in modules
        if {*path.parts[:-1], path.stem} & FORBIDDEN_NAMES
    ]


def problems() -> list[str]:
    """Measure everything, print the figures, return what breaks the budget."""
    lengths = [item for path in sources.product() for item in functions(path)]
    product = files(sources.product())
    sizes = [size for size, _ in lengths]
    return [
        *over("functions, median lines", statistics.median(sizes), FUNCTION_MEDIAN),
        *over("functions, 95th percentile", p95(sizes), FUNCTION_P95),
        *too_long("function", lengths, FUNCTION_MOST),
        *over("files, 95th percentile", p95([size for size, _ in product]), FILE_P95),
        *too_long("file", files([*sources.with_suffix(".py"), Path("telusur")]), FILE_MOST),
        *too_long("template", files(sources.with_suffix(".html")), TEMPLATE_MOST),
        *too_long("script", files(sources.with_suffix(".js")), SCRIPT_MOST),
        *forbidden_names(),
    ]


if __name__ == "__main__":
    found = problems()
    print(*found, sep="\n")
    sys.exit(bool(found))
