"""Settings from the environment, URLs, and the doors for the web server and Celery.

The Celery app is loaded with the package, so that web, verbs and tests send their wake-up calls to its broker.
"""

from config.celery import app as celery_app

__all__ = ["celery_app"]
