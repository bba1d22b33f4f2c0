from django.apps import AppConfig


class PublicConfig(AppConfig):
    """Pages open to everybody."""

    name = "cqo.portal.public"
