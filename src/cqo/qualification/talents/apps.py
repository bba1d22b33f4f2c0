from django.apps import AppConfig


class TalentsConfig(AppConfig):
    """The talent registry (人才信息库, M1): everyone who was certified, one entry a person and city, with the life-long file behind it."""

    name = "cqo.qualification.talents"

    def ready(self) -> None:
        from cqo.foundation.lists import specs
        from cqo.qualification.talents import listing, provisions, wording

        wording.connect()
        provisions.connect()
        specs.register(listing.TALENTS)
