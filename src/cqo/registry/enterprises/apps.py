from django.apps import AppConfig


class EnterprisesConfig(AppConfig):
    """The registry of enterprises."""

    name = "cqo.registry.enterprises"
