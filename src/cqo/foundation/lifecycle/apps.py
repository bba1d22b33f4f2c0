from django.apps import AppConfig


class LifecycleConfig(AppConfig):
    """Steps and the one function that moves a case."""

    name = "cqo.foundation.lifecycle"

    def ready(self) -> None:
        from cqo.foundation.lifecycle import wording

        wording.connect()
