"""Work of the background: issuing, and the PDFs of certificates that came about one by one."""

from uuid import UUID

from django.utils import timezone
from django_tasks import task

from cqo.foundation.access.actor import Actor
from cqo.qualification.certificates.models import Certificate, Issue
from cqo.qualification.certificates.operations import issues, signing


@task()
def issue(key: str) -> None:
    """Issue what was approved; a killed worker's job goes on where it had committed."""
    issues.run(issue_key=UUID(key), at=timezone.now())


@task()
def sign(key: str) -> None:
    """Make the PDF of one certificate."""
    signing.sign_waiting([UUID(key)], at=timezone.now())


def when_approved(*, case: Issue, cause: Actor, by: Actor, at: object) -> None:
    """Reaction: the work is queued in the transaction of the approval."""
    issue.enqueue(str(case.pk))


def when_changed(*, case: Certificate, cause: Actor, by: Actor, at: object) -> None:
    """Reaction: the certificate that takes the place of another gets its PDF."""
    new = Certificate.objects.filter(replaces=case, signed_digest="").first()
    if new is not None:
        sign.enqueue(str(new.pk))
