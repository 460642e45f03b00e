"""The app's name for Django."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Registers the app."""

    name = "dms.intake"
    label = "intake"
