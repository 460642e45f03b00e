"""The app's name for Django."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Registers the app."""

    name = "dms.web"
    label = "web"
