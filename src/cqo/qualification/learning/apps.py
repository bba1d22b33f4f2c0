from django.apps import AppConfig


class LearningConfig(AppConfig):
    """The hours ledger (学时): what a person has earned, day by day, wherever it was earned. Nothing is changed; a correction withdraws and adds."""

    name = "cqo.qualification.learning"

    def ready(self) -> None:
        from cqo.foundation.lists import specs
        from cqo.qualification.learning import listing, wording

        wording.connect()
        specs.register(listing.HOURS)
