from django.apps import AppConfig


class DivisionsConfig(AppConfig):
    """Places and functional zones."""

    name = "cqo.foundation.divisions"

    def ready(self) -> None:
        from cqo.foundation.divisions import wording

        wording.connect()
