from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """The office screens."""

    name = "cqo.portal.office"

    def ready(self) -> None:
        from cqo.foundation.lists import specs
        from cqo.portal.office import wording
        from cqo.portal.office.listings import entries, officials

        wording.connect()
        specs.register(entries.ENTRIES)
        specs.register(officials.OFFICIALS)
