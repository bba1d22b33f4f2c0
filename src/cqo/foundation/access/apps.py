from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Capabilities, roles, gate and reach."""

    name = "cqo.foundation.access"

    def ready(self) -> None:
        from cqo.foundation.access import wording

        wording.connect()
