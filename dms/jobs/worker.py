"""The embedded worker: one process a core, each claiming due jobs from the table; a parent keeps them alive."""

import multiprocessing
import os
import signal
import time
from multiprocessing.context import SpawnProcess
from types import FrameType

from django.db import close_old_connections

from dms.jobs import presence, running, services, spawned

POLL_SECONDS = 0.2
SWEEP_SECONDS = 1.0


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
    while (claim := services.claim(kinds=kinds)) is not None:
        running.run(claim)
        done += 1
    return done


def hand() -> None:
    """Claim and do jobs until asked to stop or until the parent is gone."""
    running.die_with_parent()
    stop, parent = Stop(), os.getppid()
    while not stop.asked and os.getppid() == parent:
        claim = services.claim()
        if claim is None:
            close_old_connections()
            time.sleep(POLL_SECONDS)
        else:
            running.run(claim)


def serve(hands: int) -> None:
    """Keep HANDS processes working until TERM or INT; free what dead ones held; start new ones in their place."""
    stop = Stop()
    presence.announce()
    crew: list[SpawnProcess] = []
    while not stop.asked:
        crew = [process for process in crew if process.is_alive()]
        services.release_dead()
        crew += [start_hand() for _ in range(hands - len(crew))]
        time.sleep(SWEEP_SECONDS)
    for process in crew:
        process.terminate()
    for process in crew:
        process.join()


def start_hand() -> SpawnProcess:
    """Start one more hand as a fresh interpreter (spawn: no state of the parent comes along)."""
    process = multiprocessing.get_context("spawn").Process(target=spawned.hand)
    process.start()
    return process
