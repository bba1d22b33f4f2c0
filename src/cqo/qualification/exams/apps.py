from django.apps import AppConfig


class ExamsConfig(AppConfig):
    """Examinations (考试, M4): question bank, papers, timed sittings by the server's clock, marking. Nobody is told a key before publication."""

    name = "cqo.qualification.exams"

    def ready(self) -> None:
        from cqo.qualification.exams import provisions, wording

        wording.connect()
        provisions.connect()
