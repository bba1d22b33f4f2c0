"""Work of the background: entries follow what a roster brought or took away."""

from datetime import datetime
from uuid import UUID

from django_tasks import task

from cqo.foundation.access.actor import Actor
from cqo.foundation.intake.models import Batch
from cqo.qualification.talents.operations import entry
from cqo.registry.people.models import Employment


@task()
def follow_roster(batch: str) -> None:
    """Bring the entries in step of those to whom a roster brought an employment."""
    entry.refresh_entered(Employment.objects.filter(batch=UUID(batch)).values_list("person", flat=True))


def when_roster_changed(*, case: Batch, cause: Actor, by: Actor, at: datetime) -> None:
    """Reaction: a roster became visible or is being taken back; queued before its rows are deleted, so that it still finds whom it concerned."""
    follow_roster.enqueue(str(case.pk))
