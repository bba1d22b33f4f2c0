from django.apps import AppConfig


class DossierConfig(AppConfig):
    """Life-long files."""

    name = "cqo.portal.dossier"
