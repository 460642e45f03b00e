"""Settings from the environment, URLs, and the doors for the web server and Celery.

In server mode the Celery app is loaded with the package, so that web, verbs and tests send their wake-up calls to its
broker. Embedded, nobody needs Celery, which takes 0.3 s to load.
"""

import os

if os.environ.get("TELUSUR_BROKER_URL"):
    from config.celery import app as celery_app  # noqa: F401
