from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Attachments, spreadsheets and QR codes."""

    name = "cqo.foundation.documents"

    def ready(self) -> None:
        from cqo.foundation.documents import wording

        wording.connect()
