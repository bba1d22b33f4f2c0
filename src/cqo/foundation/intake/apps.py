from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Staged import of rosters."""

    name = "cqo.foundation.intake"

    def ready(self) -> None:
        from cqo.foundation.intake import wording

        wording.connect()
