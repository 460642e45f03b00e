"""The product's own source files, as the gates see them: what git knows or would add, nothing generated or vendored."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENDORED = ("vendor", "vendored")
TESTS = ("tests",)


@cache
def listed() -> tuple[Path, ...]:
    """Return every file of the checkout that is not ignored, relative to its root."""
    argv = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        names = [Path(name) for name in done.stdout.split("\0") if name]
    else:  # an unpacked archive without git
        names = [path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file()]
    return tuple(
        path for path in names if (ROOT / path).is_file() and not set(path.parts) & {*VENDORED, ".venv", "data"}
    )


def with_suffix(suffix: str) -> list[Path]:
    """Return the files of one kind (".py", ".html", ".js"), migrations left out."""
    return [path for path in listed() if path.suffix == suffix and "migrations" not in path.parts]


def product() -> list[Path]:
    """Return the Python files of the product: everything but tests and migrations."""
    return [path for path in with_suffix(".py") if path.parts[0] not in TESTS]


def lines(path: Path) -> list[str]:
    """Return the lines of a file of the checkout."""
    return (ROOT / path).read_text().splitlines()
