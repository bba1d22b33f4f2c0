from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """Training classes (培训班次, M2) from the notice to the close: sign-up, county check, admission, attendance, hours, assessment."""

    name = "cqo.qualification.training"

    def ready(self) -> None:
        from django.urls import reverse

        from cqo.foundation.documents import readers
        from cqo.foundation.documents import wording as documents
        from cqo.foundation.inbox import links
        from cqo.foundation.lists import specs
        from cqo.qualification.training import listing, listing_enrolments, listing_results, listing_syllabuses, provisions, wording
        from cqo.qualification.training.models import Assessment, Enrolment, TrainingClass
        from cqo.qualification.training.queries import papers, sessions

        wording.connect()
        provisions.connect()
        documents.add_purposes(wording.PAPERS)
        for spec in (listing.CLASSES, listing_enrolments.ENROLMENTS, listing_syllabuses.SYLLABUSES, listing_results.RESULTS):
            specs.register(spec)
        readers.register("class", papers.may_read_of_class)
        readers.register("enrolment", papers.may_read_of_enrolment)
        readers.register("session", sessions.may_read_papers)
        links.register("assessment", lambda key: Assessment.objects.select_related("training_class").get(pk=key).get_absolute_url())
        links.register("class", lambda key: reverse("training:class", args=[TrainingClass.objects.get(pk=key).number]))
        links.register("enrolment", lambda key: reverse("training:enrolment", args=[Enrolment.objects.get(pk=key).number]))
