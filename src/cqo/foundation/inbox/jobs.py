"""Work of the background: sending the copies that are due, handing out a letter."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django_tasks import task

from cqo.foundation.inbox.operations import deliveries, letters


@task()
def deliver() -> int:
    """Send every copy that is due, those of a killed worker too; returns how many were tried."""
    return deliveries.deliver_due(now=timezone.now)


@task()
def distribute(letter: str) -> int:
    """Hand a letter to the addressees who do not have it yet; returns how many messages were written."""
    return letters.distribute(letter=UUID(letter), now=timezone.now)


def queue_delivery(after: datetime | None) -> None:
    """Queue `deliver`, to run now or from a moment on."""
    (deliver if after is None else deliver.using(run_after=after)).enqueue()


def queue_distribution(letter: str) -> None:
    """Queue `distribute`."""
    distribute.enqueue(letter)
