from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """The office screens."""

    name = "cqo.portal.office"
