"""`./telusur test`: the gates, then the tests in embedded mode, then what touches a server again in server mode.

With arguments (for pytest) the gates are left out. TELUSUR_TEST_MODE=gates|embedded|servers runs that part alone,
TELUSUR_TEST_PROCESSES (2) sets how many test processes run side by side. Everything that was started is ended.
"""

import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from config.supervisor import Program, Supervisor
from tests.services.elasticsearch import cache_folder
from tests.services.processes import scratch_folder

PACKAGES = ("config", "dms", "ocr", "search", "bench", "tests")
SERVER_TESTS = ("tests/dms", "tests/contracts", "tests/journeys")
NO_TESTS_FOUND = 5
CACHES = {"MYPY_CACHE_DIR": "mypy", "RUFF_CACHE_DIR": "ruff", "HYPOTHESIS_STORAGE_DIRECTORY": "hypothesis"}
GATES: dict[str, Sequence[str]] = {
    "ruff check": ("-m", "ruff", "check", "."),
    "ruff format": ("-m", "ruff", "format", "--check", "."),
    "mypy --strict": ("-m", "mypy", *(name for name in PACKAGES if Path(name).is_dir())),
    "import contracts": ("-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-cache"),
    "migrations": ("manage.py", "makemigrations", "--check", "--dry-run"),
    "translations": ("-m", "tests.gates.translations"),
    "size budget": ("-m", "tests.gates.size_budget"),
    "no six lines twice": ("-m", "tests.gates.duplicates"),
}


@dataclass(frozen=True)
class Outcome:
    """How one part of the run ended."""

    name: str
    passed: bool
    seconds: float


def run_gates(supervisor: Supervisor) -> list[Outcome]:
    """Run every gate; the output of those that fail is shown."""
    return [run_gate(supervisor, name, arguments) for name, arguments in GATES.items() if not supervisor.ending]


def run_gate(supervisor: Supervisor, name: str, arguments: Sequence[str]) -> Outcome:
    """Run one gate."""
    begun = time.monotonic()
    with tempfile.TemporaryFile() as output:
        program = Program(name, [sys.executable, *arguments], stdout=output.fileno(), stderr=output.fileno())
        passed = supervisor.complete(program) == 0
        output.seek(0)
        text = output.read().decode(errors="replace")
    outcome = Outcome(name, passed, time.monotonic() - begun)
    print(line(outcome), flush=True)
    if not passed:
        print(text, flush=True)
    return outcome


def run_tests(supervisor: Supervisor, mode: str, arguments: Sequence[str]) -> Outcome:
    """Run pytest in one MODE; ARGUMENTS replace the mode's own choice of tests."""
    chosen = arguments or ([name for name in SERVER_TESTS if Path(name).is_dir()] if mode == "servers" else [])
    processes = os.environ.get("TELUSUR_TEST_PROCESSES", "2")
    pytest = [sys.executable, "-m", "pytest", "-n", processes, "--dist", "loadfile"]
    pytest += ["-o", f"cache_dir={cache_folder() / 'pytest'}", *chosen]
    servers = [sys.executable, "-m", "tests.services.run"] if mode == "servers" else []
    print(f"\n== {mode}", flush=True)
    begun = time.monotonic()
    environment = {**os.environ, "TELUSUR_TEST_MODE": mode}
    code = supervisor.complete(Program(mode, [*servers, *pytest], environment, stop_signal=signal.SIGINT))
    passed = code == 0 or (code == NO_TESTS_FOUND and bool(arguments))
    return Outcome(f"tests, {mode} mode", passed, time.monotonic() - begun)


def line(outcome: Outcome) -> str:
    """Return one line of the summary."""
    return f"{'ok    ' if outcome.passed else 'FAILED'}  {outcome.name}  ({outcome.seconds:.1f} s)"


def run(arguments: Sequence[str]) -> list[Outcome]:
    """Run the parts that were asked for, in a scratch data folder."""
    wanted = os.environ.get("TELUSUR_TEST_MODE")
    parts: dict[str, Callable[[Supervisor], list[Outcome]]] = {
        "gates": run_gates,
        "embedded": lambda supervisor: [run_tests(supervisor, "embedded", arguments)],
        "servers": lambda supervisor: [run_tests(supervisor, "servers", arguments)],
    }
    if wanted and wanted not in parts:
        raise SystemExit(f"TELUSUR_TEST_MODE must be one of {', '.join(parts)}, not {wanted!r}.")
    chosen = [wanted] if wanted else [name for name in parts if name != "gates" or not arguments]
    with scratch_folder("run") as scratch, Supervisor(stop_seconds=30) as supervisor:
        os.environ.update(TMPDIR=str(scratch), TELUSUR_DATA=str(scratch / "data"))
        os.environ.update({name: str(cache_folder() / folder) for name, folder in CACHES.items()})
        return [outcome for name in chosen if not supervisor.ending for outcome in parts[name](supervisor)]


def main(arguments: Sequence[str]) -> int:
    """Run, print the summary, return 0 only when everything passed."""
    outcomes = run(arguments)
    print("", *map(line, outcomes), sep="\n")
    return 0 if outcomes and all(outcome.passed for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
