from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """Training classes (培训班次, M2) from the notice to the close: sign-up, county check, admission, attendance, hours, assessment."""

    name = "cqo.qualification.training"

    def ready(self) -> None:
        from cqo.qualification.training import provisions, wording

        wording.connect()
        provisions.connect()
