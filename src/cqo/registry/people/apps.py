from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The registry of people."""

    name = "cqo.registry.people"
