"""Reads of merges."""

from django.db.models import QuerySet

from cqo.foundation.access.actor import Actor
from cqo.registry.enterprises.models import Enterprise, Merge
from cqo.registry.enterprises.queries import files


def within(actor: Actor) -> QuerySet[Merge]:
    """The merges whose kept file the actor reaches, newest first, undone ones included."""
    return Merge.objects.filter(kept__in=files.within(actor)).select_related("kept", "merged").order_by("-merged_at", "-pk")


def of_file(enterprise: Enterprise) -> QuerySet[Merge]:
    """The merges in force that a file was kept in."""
    return Merge.objects.filter(kept=enterprise, undone_at__isnull=True).select_related("merged").order_by("-merged_at", "-pk")
