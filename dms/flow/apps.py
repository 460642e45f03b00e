"""The app's name for Django; its job kinds are known once the app is ready."""

from django.apps import AppConfig


class FlowConfig(AppConfig):
    """Registers the app and its job kinds."""

    name = "dms.flow"
    label = "flow"

    def ready(self) -> None:
        """Register the job kinds."""
        from dms.flow import jobs  # noqa: F401
