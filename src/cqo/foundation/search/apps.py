from django.apps import AppConfig


class SearchConfig(AppConfig):
    """The text index; it stands on nothing."""

    name = "cqo.foundation.search"
