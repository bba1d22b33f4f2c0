from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Sign-ins, organisations, posts and assignments."""

    name = "cqo.foundation.accounts"

    def ready(self) -> None:
        from cqo.foundation.accounts import wording

        wording.connect()
