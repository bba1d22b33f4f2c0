from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    """Certificates: issued on a signed approval, checked by anyone, living on when class, account and firm are gone (M5)."""

    name = "cqo.qualification.certificates"

    def ready(self) -> None:
        from cqo.foundation.documents import readers
        from cqo.foundation.inbox import links
        from cqo.foundation.lists import specs
        from cqo.qualification.certificates import change_words, issue_words, listing, listing_changes, listing_issues, provisions
        from cqo.qualification.certificates.models import Certificate, Issue
        from cqo.qualification.certificates.queries import changes, files, issues

        change_words.connect()
        issue_words.connect()
        provisions.connect()
        for spec in (listing.CERTIFICATES, listing_issues.ISSUES, listing_changes.CHANGES):
            specs.register(spec)
        readers.register("certificate_change", changes.may_read_papers)
        links.register("certificate_change", changes.address)
        readers.register("issue", issues.may_read_papers)
        links.register("issue", lambda key: Issue.objects.get(pk=key).get_absolute_url())
        readers.register("certificate", lambda actor, key: files.within(actor).filter(pk=key).exists())
        links.register("certificate", lambda key: Certificate.objects.get(pk=key).get_absolute_url())
