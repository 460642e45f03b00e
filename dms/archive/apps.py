"""The app's name for Django."""

from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    """Registers the app."""

    name = "dms.archive"
    label = "archive"
