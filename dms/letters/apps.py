"""The app's name for Django."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """Registers the app."""

    name = "dms.letters"
    label = "letters"
