"""The app that wires the parts together when Django starts."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Hands the tables of reactions, recipes and desks to the mechanisms that run them."""

    name = "cqo.config"
    label = "config"

    def ready(self) -> None:
        from cqo.config import wiring

        wiring.connect()
