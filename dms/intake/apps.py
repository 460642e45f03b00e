"""The app's name for Django; its job kinds are known once the app is ready."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Registers the app and its job kinds."""

    name = "dms.intake"
    label = "intake"

    def ready(self) -> None:
        """Register the job kinds."""
        from dms.intake import jobs  # noqa: F401
