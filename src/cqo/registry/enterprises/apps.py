from django.apps import AppConfig


class EnterprisesConfig(AppConfig):
    """The registry of enterprises."""

    name = "cqo.registry.enterprises"

    def ready(self) -> None:
        from cqo.registry.enterprises import wording

        wording.connect()
