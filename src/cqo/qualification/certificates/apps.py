from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    """Certificates: issued on a signed approval, checked by anyone, living on when class, account and firm are gone (M5)."""

    name = "cqo.qualification.certificates"

    def ready(self) -> None:
        from cqo.qualification.certificates import change_words

        change_words.connect()
