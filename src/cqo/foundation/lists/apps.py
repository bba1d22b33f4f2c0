from django.apps import AppConfig


class ListsConfig(AppConfig):
    """The list page, its saved views and its exports."""

    name = "cqo.foundation.lists"

    def ready(self) -> None:
        from django.urls import reverse

        from cqo.foundation.documents import readers
        from cqo.foundation.inbox import links
        from cqo.foundation.lists import queries, wording

        wording.connect()
        readers.register(queries.EXPORT_KIND, queries.may_read_export)
        links.register(queries.EXPORT_KIND, lambda key: reverse("lists:export", args=[key]))
