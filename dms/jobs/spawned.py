"""The first thing a fresh process of the worker runs. Nothing here may need the apps before they are set up."""

import django


def hand() -> None:
    """Set up the apps, then work until asked to stop."""
    django.setup()
    from dms.jobs import worker

    worker.hand()
