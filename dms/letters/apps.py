"""The app's name for Django; once it is ready, intake can ask how letters stand."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """Registers the app, and what it answers intake."""

    name = "dms.letters"
    label = "letters"

    def ready(self) -> None:
        """Let intake ask which letters its files became."""
        from dms.intake import became
        from dms.letters import queries

        became.JUDGES.append(queries.standings)
