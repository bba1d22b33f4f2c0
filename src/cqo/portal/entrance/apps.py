from django.apps import AppConfig


class EntranceConfig(AppConfig):
    """The way in: sign-in, claims, first steps, one's own account."""

    name = "cqo.portal.entrance"

    def ready(self) -> None:
        from cqo.portal.entrance import wording

        wording.connect()
