"""Whether anybody works on the jobs: a lock that every worker of this machine holds, a call to those of the broker."""

import fcntl
import os
from pathlib import Path

from django.conf import settings

LOCK_NAME = "worker.lock"
ANSWER_SECONDS = 2.0


def announce() -> int:
    """Say that a worker is here; return the open descriptor. The kernel lets go of it when the process ends."""
    descriptor = os.open(Path(settings.DATA) / LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o640)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    return descriptor


def is_working() -> bool:
    """Tell whether a worker is there, on this machine or behind the broker."""
    return is_locked() or (bool(settings.BROKER_URL) and answers())


def is_locked() -> bool:
    """Tell whether a worker of this machine holds the lock of the data folder."""
    path = Path(settings.DATA) / LOCK_NAME
    if not path.exists():
        return False
    with path.open() as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def answers() -> bool:
    """Tell whether a Celery worker answers within ANSWER_SECONDS."""
    from celery import current_app
    from kombu.exceptions import OperationalError

    try:
        return bool(current_app.control.ping(timeout=ANSWER_SECONDS, limit=1))
    except (OperationalError, OSError):
        return False
