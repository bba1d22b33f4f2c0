from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The registry of people."""

    name = "cqo.registry.people"

    def ready(self) -> None:
        from cqo.foundation.documents import readers
        from cqo.foundation.inbox import links
        from cqo.foundation.lists import specs
        from cqo.registry.people import listing, listing_requests, provisions, wording
        from cqo.registry.people.queries import papers, requests

        wording.connect()
        provisions.connect()
        readers.register(papers.PERSON, papers.may_read_of_person)
        readers.register(papers.CERTIFICATE, papers.may_read_of_certificate)
        links.register("request", requests.address)
        specs.register(listing.PEOPLE)
        specs.register(listing_requests.REQUESTS)
