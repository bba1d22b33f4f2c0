from django.apps import AppConfig


class EntranceConfig(AppConfig):
    """The way in: sign-in, claims, first steps, one's own account."""

    name = "cqo.portal.entrance"
