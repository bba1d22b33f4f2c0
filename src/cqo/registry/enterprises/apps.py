from uuid import UUID

from django.apps import AppConfig


class EnterprisesConfig(AppConfig):
    """The registry of enterprises."""

    name = "cqo.registry.enterprises"

    def ready(self) -> None:
        from django.urls import reverse

        from cqo.foundation.documents import readers
        from cqo.foundation.inbox import links
        from cqo.foundation.lists import specs
        from cqo.registry.enterprises import listing, listing_claims, listing_designated, provisions, wording
        from cqo.registry.enterprises.models import Claim
        from cqo.registry.enterprises.queries import claims, files

        wording.connect()
        provisions.connect()
        for spec in (listing.ENTERPRISES, listing_claims.CLAIMS, listing_designated.ENTRIES):
            specs.register(spec)
        readers.register("enterprise", files.may_read_papers)
        readers.register("claim", lambda actor, key: claims.within(actor).filter(pk=key).exists())
        links.register("claim", lambda key: Claim.objects.get(pk=UUID(key)).get_absolute_url())
        links.register("enterprise", lambda key: reverse("dossier:enterprise", args=[key]))
