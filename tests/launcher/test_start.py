"""A real `./telusur start` of a new office: it answers, survives kills, and ends without a trace."""

import os
import re
import secrets
import signal
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.launcher.starting import ROOT, marked, refused, until
from tests.services.processes import free_port, listens

SERVER_SETTINGS = ("TELUSUR_DATABASE_URL", "TELUSUR_BROKER_URL", "TELUSUR_SEARCH_URL")


@dataclass(frozen=True)
class Started:
    """A started office: the launcher's process, a word in the environment of all it started, and where it answers."""

    process: subprocess.Popen[bytes]
    mark: str
    port: int
    data: Path

    @property
    def said(self) -> str:
        """Return what it printed so far."""
        return (self.data.parent / "said").read_text()

    def running(self, words: str) -> set[int]:
        """Return the pids of its processes whose command line begins with these WORDS after the interpreter."""
        pattern = re.compile(rf"\S*python\S* (-m )?\S*{words}")
        return {pid for pid in marked(self.mark) if pattern.match(command_line(pid))}

    def answers(self) -> bool:
        """Tell whether the first page comes."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=10) as answer:
                return b"Telusur" in answer.read()
        except OSError:
            return False


def command_line(pid: int) -> str:
    """Return the words a process was started with."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def kill_marked(mark: str) -> None:
    """Kill what a failed test left."""
    for pid in marked(mark):
        os.kill(pid, signal.SIGKILL)


@contextmanager
def start(folder: Path) -> Iterator[Started]:
    """Start a new office in FOLDER; whatever the test leaves is killed."""
    mark, port, data = f"mark-{secrets.token_hex(8)}", free_port(), folder / "data"
    environment = {name: value for name, value in os.environ.items() if name not in SERVER_SETTINGS}
    environment |= {"TELUSUR_DATA": str(data), "TELUSUR_SAMPLE": "0", "TELUSUR_WORKERS": "1", "TELUSUR_MARK": mark}
    argv = [str(ROOT / "telusur"), "start", "--port", str(port)]
    with ExitStack() as stack:
        said = stack.enter_context((folder / "said").open("wb"))
        process = stack.enter_context(subprocess.Popen(argv, cwd=folder, env=environment, stdout=said, stderr=said))
        stack.callback(kill_marked, mark)
        yield Started(process, mark, port, data)


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Started]:
    with start(tmp_path_factory.mktemp("start")) as office:
        until(lambda: "Telusur is ready" in office.said or office.process.poll() is not None, what="the first page")
        yield office


def test_it_says_where_it_answers_and_how_to_sign_in(started: Started) -> None:
    assert f"Telusur siap: http://127.0.0.1:{started.port}/" in started.said
    assert started.answers()


def test_a_second_start_on_its_data_is_refused(started: Started) -> None:
    said = refused("--port", str(free_port()), data=started.data)
    assert f"PID {started.process.pid}, http://127.0.0.1:{started.port}/" in said
    assert started.answers()


def test_another_start_on_its_port_is_refused(started: Started, tmp_path: Path) -> None:
    assert f"Port {started.port} is taken" in refused("--port", str(started.port), data=tmp_path / "data")


@pytest.mark.parametrize("program", ["manage.py worker", "granian"])
def test_a_killed_program_starts_again(started: Started, program: str) -> None:
    until(lambda: started.running(program), what=f"{program} to be there")
    before = started.running(program)
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    until(lambda: started.running(program) - before, what=f"{program} to be back")
    until(started.answers, what="the page to answer again")
    assert not started.running(program) & before


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_all_of_it(tmp_path: Path, ending: signal.Signals) -> None:
    with start(tmp_path) as office:
        until(lambda: "Telusur is ready" in office.said or office.process.poll() is not None, what="the first page")
        until(lambda: len(list(marked(office.mark))) >= 5, what="launcher, web with its process, worker with its hand")
        office.process.send_signal(ending)
        assert office.process.wait(60) == 0, office.said
        assert not list(marked(office.mark))
        assert not listens(office.port)
        assert "Traceback" not in office.said


def test_a_signal_during_preparation_ends_it_too(tmp_path: Path) -> None:
    with start(tmp_path) as office:
        until(lambda: "Preparing the office" in office.said, what="the preparation")
        office.process.terminate()
        assert office.process.wait(60) == 0, office.said
        assert not list(marked(office.mark))
