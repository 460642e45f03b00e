"""The app's name for Django."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Registers the app."""

    name = "dms.jobs"
    label = "jobs"
