"""The Celery door of server mode: one task, and all it does is what the embedded worker does."""

from celery import shared_task

from dms.jobs import services, worker


@shared_task(name="jobs.run_due", ignore_result=True, expires=services.WAKE_SECONDS)
def run_due() -> None:
    """Free what dead workers held, ask for what its time has come for, then do whatever is due."""
    services.release_dead()
    services.ask_scheduled()
    worker.work_until_idle()
