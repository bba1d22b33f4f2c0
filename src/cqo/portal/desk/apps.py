from django.apps import AppConfig


class DeskConfig(AppConfig):
    """What waits for me."""

    name = "cqo.portal.desk"
