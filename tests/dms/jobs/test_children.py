"""The process that does isolated jobs for a hand: one after another, until one breaks it."""

import os
import signal
from pathlib import Path

import pytest
from pytest_django import Settings

from dms.jobs import children
from dms.jobs.children import KILLED, Child
from dms.jobs.claims import Claim

pytestmark = pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")


def claim(subject: str) -> Claim:
    return Claim(job_id=1, kind="step", subject=subject, group="", attempt=1)


def who(folder: Path) -> list[int]:
    """The processes that did the jobs so far."""
    return [int(line) for line in (folder / "who").read_text().split()]


def working(folder: Path) -> Child:
    """A child whose jobs note who does them, and do what their subject says."""

    def work(done: Claim) -> str:
        with (folder / "who").open("a") as file:
            file.write(f"{os.getpid()}\n")
        if done.subject == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if done.subject == "grow":
            globals()["grown"] = bytearray(children.MOST_GROWTH_BYTES + 2**20)
        return done.subject if done.subject == "error" else ""

    return Child(work)


def test_one_process_does_many_jobs(tmp_path: Path) -> None:
    with working(tmp_path) as child:
        assert [child.do(claim("a")) for _ in range(3)] == ["", "", ""]
    assert len(set(who(tmp_path))) == 1
    assert os.getpid() not in who(tmp_path)


@pytest.mark.parametrize(("subject", "fault"), [("error", "error"), ("die", KILLED), ("grow", "")])
def test_after_a_fault_or_having_grown_it_is_replaced(tmp_path: Path, subject: str, fault: str) -> None:
    with working(tmp_path) as child:
        assert child.do(claim(subject)) == fault
        assert child.do(claim("a")) == ""
    assert len(set(who(tmp_path))) == 2


def test_it_does_no_more_than_its_share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "MOST_JOBS", 2)
    with working(tmp_path) as child:
        assert [child.do(claim("a")) for _ in range(5)] == [""] * 5
    assert [who(tmp_path).count(one) for one in dict.fromkeys(who(tmp_path))] == [2, 2, 1]


def test_killed_between_two_jobs_it_is_nobodys_fault(tmp_path: Path) -> None:
    with working(tmp_path) as child:
        child.do(claim("a"))
        os.kill(who(tmp_path)[0], signal.SIGKILL)
        assert child.do(claim("a")) == KILLED
        assert child.do(claim("a")) == ""


def test_let_go_it_is_no_more(tmp_path: Path) -> None:
    child = working(tmp_path)
    child.do(claim("a"))
    child.let_go()
    assert not Path(f"/proc/{who(tmp_path)[0]}").exists()
    child.let_go()


def test_where_no_process_can_be_started_nobody_else_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ending number 0 would end this process and all of its group."""

    def refuse() -> int:
        raise BlockingIOError

    ended: list[int] = []
    monkeypatch.setattr(os, "killpg", lambda pid, _number: ended.append(pid))
    with working(tmp_path) as child:
        monkeypatch.setattr(os, "fork", refuse)
        with pytest.raises(BlockingIOError):
            child.do(claim("a"))
    assert ended == []


def test_what_a_process_inherits_is_not_counted_against_it(settings: Settings) -> None:
    settings.MEMORY_BYTES_LIMIT = 700_000_000
    assert children.most_data_bytes(100 * 2**20) == 700_000_000
    assert children.most_data_bytes(children.USUAL_BYTES + 300 * 2**20) == 700_000_000 + 300 * 2**20
