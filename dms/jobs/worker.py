"""The embedded worker: one process a core, each claiming due jobs from the table; a parent keeps them alive."""

import logging
import os
import signal
import time
from types import FrameType

from django.db import close_old_connections, connections

from dms.jobs import children, presence, running, services
from dms.jobs.registry import warm_up

log = logging.getLogger(__name__)

POLL_SECONDS = 0.2
SWEEP_SECONDS = 0.5


class Stop:
    """Set by TERM or INT; a hand finishes the job it holds and ends."""

    def __init__(self) -> None:
        self.asked = False
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, self.ask)

    def ask(self, _signal: int, _frame: FrameType | None) -> None:
        """Remember that the end was asked for."""
        self.asked = True


def work_until_idle(*, kinds: tuple[str, ...] | None = None) -> int:
    """Do all that is due, in this process; return how many jobs were done. Used by tests, benches and Celery."""
    done = 0
    with running.new_child() as child:
        while (claim := services.claim(kinds=kinds)) is not None:
            running.run(claim, child)
            done += 1
    return done


def hand() -> None:
    """Claim and do jobs until asked to stop."""
    stop = Stop()
    with running.new_child() as child:
        while not stop.asked:
            claim = services.claim()
            if claim is None:
                child.let_go()
                close_old_connections()
                time.sleep(POLL_SECONDS)
            else:
                running.run(claim, child)


def serve(hands: int) -> None:
    """Keep HANDS processes working until TERM or INT; free what dead ones held; start new ones in their place."""
    stop = Stop()
    presence.announce()
    warm_up()
    crew: set[int] = set()
    while not stop.asked:
        crew -= ended(crew)
        services.release_dead()
        services.ask_scheduled()
        crew |= {start_hand() for _ in range(hands - len(crew))}
        time.sleep(SWEEP_SECONDS)
    for pid in crew:
        os.kill(pid, signal.SIGTERM)
    for pid in crew:
        os.waitpid(pid, 0)


def ended(crew: set[int]) -> set[int]:
    """Return those of CREW that are no more."""
    return {pid for pid in crew if os.waitpid(pid, os.WNOHANG)[0]}


def start_hand() -> int:
    """Start one more hand, forked from this warm process; return its number."""
    connections.close_all()
    parent = os.getpid()
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        children.die_with(parent)
        hand()
        status = 0
    except Exception:
        log.exception("a hand of the worker ends")
    finally:
        connections.close_all()
        os._exit(status)
