"""The app's name for Django."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Registers the app."""

    name = "dms.audit"
    label = "audit"
