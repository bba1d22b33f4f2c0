from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The registry of people."""

    name = "cqo.registry.people"

    def ready(self) -> None:
        from cqo.registry.people import wording

        wording.connect()
