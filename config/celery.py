"""The Celery app of server mode. A message is only a wake-up call; the Job table is the truth."""

import os
from typing import Any

from celery import Celery, bootsteps
from celery.signals import worker_process_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
app = Celery("telusur")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


class Clock(bootsteps.StartStopStep):
    """Wakes the worker every few seconds, from inside its main process: work that no message tells of is found too."""

    requires = ("celery.worker.consumer.tasks:Tasks",)

    def start(self, parent: Any) -> None:
        """Begin, and begin anew after each lost connection (which empties the timer)."""
        from dms.jobs import services

        parent.timer.call_repeatedly(services.WAKE_SECONDS, services.wake)


app.steps["consumer"].add(Clock)


@worker_process_init.connect
def end_with_the_worker(**_: Any) -> None:
    """Let no process of the pool outlive the worker it belongs to."""
    from dms.jobs import children

    children.die_with(os.getppid())
