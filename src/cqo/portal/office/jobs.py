"""Work of the background: verifying the record."""

from uuid import UUID

from django.utils import timezone
from django_tasks import task

from cqo.portal.office.models import Verification
from cqo.portal.office.operations import verification


@task()
def verify_record(key: str) -> None:
    """Carry out a verification that was asked for."""
    verification.carry_out(asked=Verification.objects.get(pk=UUID(key)), at=timezone.now())
