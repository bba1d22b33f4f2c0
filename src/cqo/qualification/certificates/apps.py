from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    """Certificates: issued on a signed approval, checked by anyone, living on when class, account and firm are gone (M5)."""

    name = "cqo.qualification.certificates"

    def ready(self) -> None:
        from cqo.foundation.documents import readers
        from cqo.foundation.inbox import links
        from cqo.foundation.lists import specs
        from cqo.qualification.certificates import change_words, listing_changes, provisions
        from cqo.qualification.certificates.queries import changes

        change_words.connect()
        provisions.connect()
        specs.register(listing_changes.CHANGES)
        readers.register("certificate_change", changes.may_read_papers)
        links.register("certificate_change", changes.address)
