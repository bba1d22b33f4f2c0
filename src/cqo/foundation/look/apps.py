from django.apps import AppConfig


class LookConfig(AppConfig):
    """Frames, tags and static files."""

    name = "cqo.foundation.look"
