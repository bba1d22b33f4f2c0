from django.apps import AppConfig


class ExamsConfig(AppConfig):
    """Examinations (考试, M4): question bank, papers, timed sittings by the server's clock, marking. Nobody is told a key before publication."""

    name = "cqo.qualification.exams"

    def ready(self) -> None:
        from cqo.foundation.inbox import links
        from cqo.foundation.lists import specs
        from cqo.qualification.exams import listing_papers, listing_questions, listing_sittings, provisions, wording
        from cqo.qualification.exams.queries import sittings

        wording.connect()
        provisions.connect()
        for spec in (listing_questions.QUESTIONS, listing_papers.PAPERS, listing_sittings.SITTINGS):
            specs.register(spec)
        links.register("sitting", sittings.address_for_candidates)
