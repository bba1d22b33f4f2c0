from django.apps import AppConfig
from django.urls import reverse


class IntakeConfig(AppConfig):
    """Staged import of rosters."""

    name = "cqo.foundation.intake"

    def ready(self) -> None:
        from cqo.foundation.inbox import links
        from cqo.foundation.intake import listing, wording
        from cqo.foundation.lists import specs

        wording.connect()
        links.register("intake", lambda key: reverse("intake:batch", args=[key]))
        specs.register(listing.BATCHES)
