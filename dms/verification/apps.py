"""The app's name for Django."""

from django.apps import AppConfig


class VerificationConfig(AppConfig):
    """Registers the app."""

    name = "dms.verification"
    label = "verification"
