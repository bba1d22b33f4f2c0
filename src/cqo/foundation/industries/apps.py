from django.apps import AppConfig


class IndustriesConfig(AppConfig):
    """The industries of GB/T 4754-2017."""

    name = "cqo.foundation.industries"
