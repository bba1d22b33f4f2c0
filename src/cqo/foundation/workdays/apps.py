from django.apps import AppConfig


class WorkdaysConfig(AppConfig):
    """The official calendar as data."""

    name = "cqo.foundation.workdays"

    def ready(self) -> None:
        from cqo.foundation.workdays import wording

        wording.connect()
