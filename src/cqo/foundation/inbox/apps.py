from django.apps import AppConfig


class InboxConfig(AppConfig):
    """Messages in the site and their copies."""

    name = "cqo.foundation.inbox"

    def ready(self) -> None:
        from cqo.foundation.inbox import courier, jobs, wording
        from cqo.foundation.inbox.channels import sms, sms_file

        wording.connect()
        sms.register("file", sms_file.FileAdapter)
        courier.register(deliver=jobs.queue_delivery, distribute=jobs.queue_distribution)
