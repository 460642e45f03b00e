"""The Celery app of server mode. A message is only a wake-up call; the Job table is the truth."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
app = Celery("telusur")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
